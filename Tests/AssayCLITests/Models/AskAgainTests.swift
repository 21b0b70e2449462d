import Assay
import Foundation
import Testing

@Suite("Bundles of assay ask, verified and extended from their file")
struct AskAgainTests {
    private static let key = ["OPENAI_API_KEY": "sk-4711"]
    private static let mocks = [
        "ask", "Name a tree.", "--models", "mock/a,mock/b", "--system", "Be brief.", "--temperature", "0.5",
        "--max-tokens", "3", "--stop", "never", "--json",
    ]

    private func digest(_ result: ProcessResult) throws -> String { try #require(try result.json["digest"]?.string) }

    @Test("The models, settings and schema are those of the bundle, and an extended bundle equals a longer run")
    func mock() async throws {
        let place = try Workplace()
        let schema = #"{"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}}"#
        try place.folder.write("answer.json", schema)
        for schema in [[], ["--schema", "answer.json"]] {
            let words = Self.mocks + schema
            _ = try await place.assay(words + ["--k", "5", "--out", "b.json"])
            let verified = try await place.assay(["verify", "b.json"])
            #expect(verified.code == 0, "\(verified.errors)")
            #expect(verified.output.hasPrefix("same evidence"))
            let extended = try await place.assay(["extend", "b.json", "--k", "3", "--json"])
            let fresh = try await place.assay(words + ["--k", "8"])
            #expect(try digest(extended) == digest(fresh), "\(extended.errors)")
        }
    }

    /// A run of four answers of a server, recorded, with the bundle in `b.json` and the recording in `calls.json`.
    private func recorded(_ place: Workplace, _ server: AnswerServer) async throws {
        let result = try await place.assay(
            [
                "ask", "Name a tree.", "--models", "openai/m", "--base-url", server.base, "--k", "4", "--stop", "never",
                "--record", "calls.json", "--out", "b.json",
            ],
            environment: Self.key
        )
        #expect(result.code == 6, "four answers without a leader: \(result.errors)")
    }

    @Test("With the recording a bundle is verified without server and key; calls it lacks are said")
    func replayed() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try await recorded(place, server)
        server.stop()
        let verified = try await place.assay(["verify", "b.json", "--replay", "calls.json"])
        #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
        let longer = try await place.assay(["extend", "b.json", "--k", "2", "--replay", "calls.json", "--json"])
        #expect(longer.code == 2 && longer.errors.contains("2 calls are not in the recording"))
        try place.folder.write("empty.json", #"{"schema":"assay.cassette/1","exchanges":[]}"#)
        let empty = try await place.assay(["verify", "b.json", "--replay", "empty.json"])
        #expect(empty.code == 2 && empty.output.hasPrefix("not the same evidence"))
        #expect(empty.errors.contains("4 calls are not in the recording"))
    }

    @Test("S0-2: an address in the environment takes the place of the provider's own, and is on record")
    func serverOfEnvironment() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let environment = Self.key.merging(["OPENAI_BASE_URL": server.base]) { $1 }
        let words = ["ask", "Name a tree.", "--models", "openai/m", "--k", "2", "--stop", "never", "--json", "--out"]
        let asked = try await place.assay(words + ["b.json"], environment: environment)
        #expect(server.requestCount == 2, "\(asked.errors)")
        // A server of one's own may need no key; the requests that have one are counted.
        let keyless = try await place.assay(words + ["c.json"], environment: ["OPENAI_BASE_URL": server.base])
        #expect(server.requestCount == 2 && !keyless.errors.contains("needs a key"))
        #expect(try asked.json["execution"]?["server"] == .string(server.base))
        let elsewhere = try await place.assay(["verify", "b.json"], environment: Self.key)
        #expect(elsewhere.code == 64 && elsewhere.errors.contains("--base-url URL"))
        let other = try await place.assay(["verify", "b.json"], environment: ["OPENAI_BASE_URL": "http://127.0.0.1:1"])
        #expect(other.code == 64, "another address than that of the bundle")
        #expect(server.requestCount == 2)
        _ = try await place.assay(["extend", "b.json", "--k", "1"], environment: environment)
        #expect(server.requestCount == 3)
    }

    @Test("A key goes to no address that only a file names: it must be named again")
    func server() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try await recorded(place, server)
        for words in [["verify", "b.json"], ["extend", "b.json", "--k", "1"]] {
            let refused = try await place.assay(words, environment: Self.key)
            #expect(refused.code == 64)
            #expect(refused.errors.contains(server.base) && refused.errors.contains("--base-url URL"))
        }
        #expect(server.requestCount == 4)
        let again = try await place.assay(["verify", "b.json", "--base-url", server.base], environment: Self.key)
        #expect(again.code == 6 && again.output.contains("4 replicates differ"), "a server of other answers")
        let extended = try await place.assay(
            ["extend", "b.json", "--k", "2", "--base-url", server.base, "--json"],
            environment: Self.key
        )
        #expect(server.requestCount == 10)
        #expect(try extended.json["execution"]?["reused"] == 4)
        #expect(try extended.json["execution"]?["server"] == .string(server.base))
    }

    @Test("The address in a bundle holds no name and no password")
    func address() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let words = ["ask", "x", "--models", "openai/m", "--k", "1", "--json", "--base-url"]
        let result = try await place.assay(words + [server.base + "?k=4711"])
        #expect(!result.output.contains("4711") && result.output.contains(server.base), "\(result.output)")
        let secret = server.base.replacing("http://", with: "http://me:pass4711@")
        let refused = try await place.assay(words + [secret])
        #expect(refused.code == 64 && refused.errors.contains("user name or password"))
        #expect(!refused.errors.contains("--allow-http"))
        #expect(!(refused.output + refused.errors).contains("4711"))
    }

    @Test("What is missing is said: a key, the models, the request")
    func missing() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try await recorded(place, server)
        let ask = ["ask", "Name a tree.", "--models", "openai/m", "--k", "4", "--stop", "never"]
        _ = try await place.assay(ask + ["--replay", "calls.json", "--out", "hosted.json"])
        let noKey = try await place.assay(["verify", "hosted.json"])
        #expect(noKey.code == 5 && noKey.errors.contains("OPENAI_API_KEY") && noKey.errors.contains("--key-file"))
        _ = try await place.assay(ask + ["--replay", "calls.json", "--no-request", "--out", "hashed.json"])
        let noRequest = try await place.assay(["verify", "hashed.json", "--replay", "calls.json"])
        #expect(noRequest.code == 64 && noRequest.errors.contains("only the hash of its request"))
        let given = ["--request", #"{"prompt":"Name a tree."}"#]
        #expect(try await place.assay(["verify", "hashed.json", "--replay", "calls.json"] + given).code == 0)
        let other = try await place.assay(Workplace.kmeans + ["--k", "2", "--out", "k.json"])
        #expect(other.code == 0)
        let wrong = try await place.assay(["verify", "k.json", "--replay", "calls.json"])
        #expect(wrong.code == 64 && wrong.errors.contains("--replay belongs to bundles of assay ask"))
    }

    @Test("A recorded run is verified and extended by its id")
    func runs() async throws {
        let place = try Workplace()
        let first = try await place.assay(Self.mocks + ["--k", "3", "--store", "runs.db"])
        let list = try await place.assay(["runs", "list", "--store", "runs.db", "--json"])
        let id = try #require(try list.json[0]?["id"]?.string)
        let verified = try await place.assay(["runs", "verify", id, "--store", "runs.db"])
        #expect(verified.code == 0, "\(verified.errors)")
        #expect(verified.output == "same evidence: digest \(try digest(first))\n")
        let extended = try await place.assay(["runs", "extend", id, "--k", "2", "--store", "runs.db", "--json"])
        #expect(try digest(extended) == digest(await place.assay(Self.mocks + ["--k", "5"])))
    }

    @Test("A run that was killed while a model was asked is finished by its id: what was answered is not asked again")
    func killed() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try place.folder.write("stuck", "")
        let ask = "ask 'Name a tree.' --models openai/m --base-url \(server.base) --k 6 --stop never --max-parallel 1"
        _ = try await place.shell(
            """
            assay \(ask) --store runs.db >/dev/null 2>&1 & run=$!
            until grep -qs '[.][.][.]' requests; do sleep 0.01; done
            kill -9 $run; wait $run; rm stuck
            """,
            environment: Self.key
        )
        let list = try await place.assay(["runs", "list", "--store", "runs.db", "--json"])
        let id = try #require(try list.json[0]?["id"]?.string)
        let extend = ["runs", "extend", id, "--k", "0", "--store", "runs.db", "--json"]
        let refused = try await place.assay(extend, environment: Self.key)
        #expect(refused.code == 64 && refused.errors.contains("--base-url URL"))
        let finished = try await place.assay(extend + ["--base-url", server.base], environment: Self.key)
        #expect(try finished.json["replicates"]?.array?.count == 6, "\(finished.errors)")
        #expect(server.requestCount == 3 + 4)
        let answers = try finished.json["replicates"]?.array?.compactMap { $0["data"]?["answer"]?.string } ?? []
        #expect(answers.prefix(2) == ["tree 1", "tree 2"])
    }

    @Test("A program that holds keys leaves no core dump, and lets no other process of its user look into it")
    func privateMemory() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try place.folder.write("stuck", "")
        let ask = "ask 'Name a tree.' --models openai/m --base-url \(server.base) --k 3 --stop never --max-parallel 1"
        let result = try await place.shell(
            """
            ulimit -c unlimited
            assay \(ask) >/dev/null 2>&1 & run=$!
            until grep -qs '[.][.][.]' requests; do sleep 0.01; done
            grep '^Max core file size' /proc/$run/limits; stat -c 'owner %u' /proc/$run/environ
            rm stuck; wait $run
            """,
            environment: Self.key
        )
        // A sanitizer has to look into the program itself.
        if ProcessInfo.processInfo.environment.keys.contains(where: { $0.hasSuffix("SAN_OPTIONS") }) { return }
        #expect(result.output.contains(/Max core file size +0 +0\b/), "\(result.output) \(result.errors)")
        #expect(result.output.contains("owner 0\n"), "what nobody may look into belongs to root")
    }

    @Test("What the registry says a model refuses is not sent, and the bundle's promise follows")
    func wire() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try place.folder.write(
            "m.yaml",
            "models: [{id: m, provider: openai, wire: {seed: false, temperature: false, reasoning_efforts: [low]}}]"
        )
        let words = [
            "ask", "x", "--models", "openai/m", "--base-url", server.base, "--k", "1", "--temperature", "0.5",
            "--reasoning-effort", "high", "--json",
        ]
        let usual = try await place.assay(words + ["--record", "usual.json"])
        #expect(try usual.json["meta"]?["seed_honoured"] == "best_effort")
        let noted = try await place.assay(words + ["--record", "noted.json", "--models-file", "m.yaml"])
        #expect(try noted.json["meta"]?["seed_honoured"] == "ignored")
        #expect(try usual.json["replicates"]?[0]?["seed_honoured"] == "best_effort")
        #expect(try noted.json["replicates"]?[0]?["seed_honoured"] == "ignored")
        for (file, isSent) in [("usual.json", true), ("noted.json", false)] {
            let body = try Value(json: place.folder.text(file))["exchanges"]?[0]?["request"]?["body"]
            for key in ["seed", "temperature", "reasoning_effort"] { #expect((body?[key] != nil) == isSent, "\(key)") }
        }
        #expect(noted.output.contains("The model takes no temperature; the setting was not sent."))
    }

    @Test("Verifying teaches nothing: the store learns from ask and extend alone")
    func teaching() async throws {
        let place = try Workplace()
        let store = ["ASSAY_STORE": "runs.db"]
        func calls() async throws -> Value? {
            try place.folder.write("m.yaml", "builtin: false\nmodels: [{id: mock/a, provider: mock, model: a}]")
            let route = ["route", "Name a tree.", "--models-file", "m.yaml", "--json"]
            return try await place.assay(route, environment: store).json["candidates"]?[0]?["learned"]?["calls"]
        }
        let ask = ["ask", "Name a tree.", "--models", "mock/a", "--k", "3", "--stop", "never", "--out", "b.json"]
        #expect(try await place.assay(ask, environment: store).code == 0)
        #expect(try await calls() == 3)
        #expect(try await place.assay(["verify", "b.json"], environment: store).code == 0)
        #expect(try await calls() == 3)
        #expect(try await place.assay(["extend", "b.json", "--k", "2"], environment: store).code == 0)
        #expect(try await calls() == 5)
    }

    private struct Namesake: Tool {
        let descriptor: ToolDescriptor

        func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["answer": "oak"]) }
    }

    @Test("A bundle that names no models, or models nobody can ask, is refused by name")
    func unusable() async throws {
        let place = try Workplace()
        let cases: [(Object, String)] = [
            ([:], "does not say which models were asked"), (["models": []], "does not say which models were asked"),
            (["models": ["mock/a", "lab/a"]], "names a model that cannot be asked"),
        ]
        for (options, text) in cases {
            let tool = Namesake(descriptor: ToolDescriptor(name: "ask", defaultOptions: options))
            let run = try Engine().start(tool, request: ["prompt": "x"], options: BundleOptions(k: 2))
            try await place.folder.write("b.json", run.output.bundle.json)
            let result = try await place.assay(["verify", "b.json"])
            #expect(result.code == 2 && result.errors.contains(text), "\(result.errors)")
        }
    }
}
