import AssayCore
import Foundation
import Testing

@Suite("assay run")
struct RunTests {
    static let keys: Set = [
        "cost_breakdown", "cost_total_usd", "digest", "execution", "explanation", "meta", "metadata", "outcome",
        "replicates", "schema", "summary", "usage_total",
    ]

    @Test("The table has consensus, disagreements, confidence, distributions and the digest, and no escape codes")
    func table() async throws {
        let result = try await Workplace().assay(Workplace.kmeans + ["--k", "12"])
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        let labels = [
            "outcome", "consensus", "disagreements", "confidence", "stability", "distributions", "usage", "evidence",
        ]
        for label in labels { #expect(result.output.contains("\n\(label) ")) }
        #expect(result.output.hasPrefix("kmeans 1.0.0 · 12 replicates wanted"))
        #expect(result.output.contains("clusters 3"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test(
        "The document has every part, and its digest is the same in each run and however many run at once (S3-28)",
        arguments: [
            ["kmeans", "@Examples/Requests/kmeans.json"], ["annealing", "@Examples/Requests/annealing.json"],
            ["bootstrap", "@Examples/Requests/bootstrap.json"],
            ["bootstrap-regression", "@Examples/Requests/bootstrap-regression.json"],
        ]
    )
    func document(words: [String]) async throws {
        let place = try Workplace()
        var digests: Set<String> = []
        for parallel in ["1", "2", "16", "16"] {
            let result = try await place.assay(
                ["run", words[0], "--request", words[1], "--k", "9", "--json", "--max-parallel", parallel]
            )
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.errors.isEmpty)
            let document = try result.json
            #expect(Set(document.object?.keys.map { $0 } ?? []) == Self.keys)
            #expect(document["schema"] == "assay.evidence/1")
            digests.insert(try #require(document["digest"]?.string))
        }
        #expect(digests.count == 1)
    }

    @Test("The bundle goes to the file of --out, as it would to stdout")
    func out() async throws {
        let place = try Workplace()
        let result = try await place.assay(Workplace.kmeans + ["--out", "b.json", "--json"])
        let stored = try place.folder.text("b.json")
        #expect(stored == result.output)
        let table = try await place.assay(Workplace.kmeans + ["--out", "b.json"])
        #expect(table.output.contains("evidence       b.json\n"))
        #expect(place.folder.names == ["Examples", "b.json"])
    }

    @Test("Without seeds the ten of the original come first; given ones are used as they are, up to 2^64 - 1 (S3-22)")
    func seeds() async throws {
        let place = try Workplace()
        func seeds(_ words: [String]) async throws -> [UInt64] {
            let words = try Workplace.probe("scatter") + ["--stop", "never", "--json"] + words
            let document = try await place.assay(words).json
            return try #require(document["replicates"]?.array).compactMap { $0["seed"]?.seed }
        }
        #expect(try await seeds(["--k", "10"]) == [11, 23, 47, 59, 71, 83, 97, 113, 127, 139])
        #expect(try await seeds(["--seeds", "5,0,18446744073709551615"]) == [5, 0, .max])
        let derived = try await seeds(["--k", "4", "--root-seed", "7"])
        #expect(derived.count == 4)
        #expect(try await seeds(["--k", "4", "--root-seed", "7"]) == derived)
        #expect(try await seeds(["--k", "4", "--root-seed", "8"]) != derived)
    }

    @Test(
        "Each stopping rule ends a run of equal answers where it should",
        arguments: [
            ("never", 30), ("unanimous(3)", 3), ("lead(4)", 4), ("window(5)", 5), ("curtailed", 16), ("beta(0.95)", 4),
            ("stability(0.01)", 4),
        ]
    )
    func stoppingRules(rule: String, count: Int) async throws {
        let place = try Workplace()
        let document = try await place.assay(Workplace.probe("ok") + ["--k", "30", "--stop", rule, "--json"]).json
        #expect(document["meta"]?["stop_rule"]?.string == rule)
        #expect(document["meta"]?["k_completed"] == Value(count))
        #expect(document["meta"]?["early_stopped"] == .bool(count < 30))
        #expect(document["replicates"]?.array?.count == count)
        #expect(document["outcome"] == "complete")
    }

    @Test("The default rule takes the risk of --epsilon, and no risk means no early stop (S3-23)")
    func epsilon() async throws {
        let place = try Workplace()
        func count(_ words: [String]) async throws -> Int64 {
            let document = try await place.assay(Workplace.probe("ok") + ["--k", "30", "--json"] + words).json
            return try #require(document["meta"]?["k_completed"]?.int64)
        }
        let byRule = try await count(["--stop", "stability(0.4)"])
        #expect(try await count(["--epsilon", "0.4"]) == byRule)
        #expect(try await count(["--epsilon", "0"]) > byRule)
    }

    @Test("A request comes from the command line, a file, stdin or a pipe, and all give the same evidence")
    func requestSources() async throws {
        let place = try Workplace()
        let text = #"{"csv":"Examples/Data/iris.csv","clusters":3}"#
        try place.folder.write("r.json", " \n\(text)\n")
        func digest(_ request: String, input: String? = nil) async throws -> String {
            let result = try await place.assay(["run", "kmeans", "--request", request, "--json"], input: input)
            return try #require(try result.json["digest"]?.string)
        }
        let plain = try await digest(text)
        #expect(try await digest("@r.json") == plain)
        #expect(try await digest("-", input: text) == plain)
        #expect(try await digest("@Examples/Requests/kmeans.json") == plain)
        let piped = try await place.shell("cat r.json | assay run kmeans --request - --json")
        #expect(try piped.json["digest"]?.string == plain)
        let named = try await place.shell("mkfifo p; cat r.json > p & assay run kmeans --request @p --json")
        #expect(try named.json["digest"]?.string == plain)
    }

    @Test("Plain text as a request stands for an object with a query (S3-3)")
    func textRequest() async throws {
        let place = try Workplace()
        try CPlugin(invoke: "return call->write_output(call, call->request.bytes, call->request.size);").build(
            in: place.folder
        )
        let result = try await place.assay([
            "run", "sample", "--plugin", "libsample.so", "--request", #""two words""#, "--json",
        ])
        #expect(try result.json["summary"]?["consensus"] == ["query": "two words"])
    }

    @Test("Options reach the tool over its defaults, and the task and the schema are on record")
    func recordedOptions() async throws {
        let place = try Workplace()
        try CPlugin(
            invoke: "return call->write_output(call, call->options.bytes, call->options.size);",
            fields: #".default_options = ASSAY_TEXT("{\"a\":1,\"b\":2}"),"#
        ).build(in: place.folder)
        try place.folder.write("s.json", #"{"type":"object","required":["a"]}"#)
        let words = ["run", "sample", "--plugin", "libsample.so", "--request", "{}", "--json", "--task", "just a test"]
        let document = try await place.assay(words + ["--options", #"{"b":3}"#, "--schema", "s.json"]).json
        #expect(document["summary"]?["consensus"] == ["a": 1, "b": 3])
        #expect(document["meta"]?["task"] == "just a test")
        #expect(document["meta"]?["schema_uri"] == "s.json")
        #expect(document["meta"]?["output_schema"]?["required"] == ["a"])
        #expect(document["meta"]?["tool_options"] == ["a": 1, "b": 3])
    }

    @Test("With --no-request only the hash of the request is written")
    func withoutRequest() async throws {
        let place = try Workplace()
        let kept = try await place.assay(Workplace.kmeans + ["--json"]).json
        let left = try await place.assay(Workplace.kmeans + ["--json", "--no-request"])
        #expect(!left.output.contains("iris.csv"))
        #expect(try left.json["meta"]?["request"] == .null)
        #expect(kept["meta"]?["request"]?["csv"] == "Examples/Data/iris.csv")
        #expect(try left.json["digest"] == kept["digest"])
    }

    @Test("The example coin lands on both sides, and the odds are in the answers")
    func exampleCoin() async throws {
        let place = try Workplace()
        try CPlugin.compile(
            String(contentsOfFile: Package.path("Examples/Plugins/coin.c"), encoding: .utf8),
            to: place.folder.file("libcoin.so")
        )
        let words = [
            "run", "coin", "--plugin", "libcoin.so", "--request", #"{"bias":0.8}"#, "--k", "200", "--stop", "never",
        ]
        let document = try await place.assay(words + ["--json", "--max-parallel", "16"]).json
        #expect(document["summary"]?["consensus"] == ["side": "heads"])
        let votes = try #require(document["summary"]?["fields"]?[0]?["votes"]?.int64)
        #expect((130...190).contains(votes))
    }
}
