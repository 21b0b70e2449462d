import AssayCore
import Foundation
import Testing

@Suite("assay ask")
struct AskTests {
    private static let mock = ["ask", "Name a tree.", "--models", "mock/small"]

    @Test("Without a network the model built in answers, and the table is that of a run")
    func table() async throws {
        let result = try await Workplace().assay(Self.mock + ["--k", "8", "--stop", "never"])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("ask 1.0.0 · 8 replicates wanted, 8 run\n"))
        for label in ["outcome", "consensus", "confidence", "usage", "evidence"] {
            #expect(result.output.contains("\n\(label) "))
        }
    }

    @Test("The evidence is the same in each run and however many answers run at once")
    func digest() async throws {
        let place = try Workplace()
        var digests: Set<String> = []
        for parallel in ["1", "4", "16"] {
            let words = ["--k", "12", "--stop", "never", "--json", "--max-parallel", parallel]
            let document = try await place.assay(Self.mock + words).json
            digests.insert(try #require(document["digest"]?.string))
            #expect(document["meta"]?["seed_honoured"] == "guaranteed")
            #expect(document["cost_total_usd"] == 0)
            #expect(document["usage_total"]?["tokens"]?.int64 ?? 0 > 12)
        }
        #expect(digests.count == 1)
    }

    @Test("Several models answer in turn and are named; files, stdin, instructions and settings reach the request")
    func request() async throws {
        let place = try Workplace()
        try place.folder.write("question.txt", "Name a tree.\n")
        let words = [
            "--models", "mock/a,mock/b", "--k", "4", "--stop", "never", "--json", "--system", "Be brief.",
            "--temperature", "0.5", "--max-tokens", "2",
        ]
        let fromFile = try await place.assay(["ask", "@question.txt"] + words).json
        let fromInput = try await place.assay(["ask", "-"] + words, input: "Name a tree.\n").json
        #expect(fromFile["digest"] == fromInput["digest"])
        let meta = try #require(fromFile["meta"])
        #expect(meta["request"] == ["prompt": "Name a tree.", "system": "Be brief."])
        let options: Value = ["models": ["mock/a", "mock/b"], "temperature": 0.5, "max_tokens": 2]
        #expect(meta["options"] == options || meta["tool_options"] == options)
        let models = fromFile["replicates"]?.array?.map { $0["model"]?.string }
        #expect(models == ["mock/a", "mock/b", "mock/a", "mock/b"])
    }

    @Test("An answer by a schema is a value, compared field by field")
    func schema() async throws {
        let place = try Workplace()
        let schema =
            #"{"type":"object","required":["size"],"properties":{"size":{"type":"integer","minimum":1,"maximum":9}}}"#
        try place.folder.write("answer.json", schema)
        let document = try await place.assay(Self.mock + ["--schema", "answer.json", "--json"]).json
        #expect(document["summary"]?["consensus"]?["size"]?.int64 != nil)
        #expect(document["meta"]?["schema_uri"] == "answer.json")
    }

    @Test("A budget in tokens ends the run before it is exceeded")
    func budget() async throws {
        let words = ["--k", "50", "--stop", "never", "--budget-tokens", "300", "--max-tokens", "20", "--json"]
        let result = try await Workplace().assay(Self.mock + words)
        #expect(result.code == 4, "\(result.errors)")
        #expect(try result.json["usage_total"]?["tokens"]?.int64 ?? 999 <= 300)
    }

    @Test("A missing key is said before anything is asked, with the names of the variables; exit code 5")
    func missingKey() async throws {
        for (model, name) in [
            ("openai/m", "OPENAI_API_KEY"), ("anthropic/m", "ANTHROPIC_API_KEY"),
            ("gemini/m", "GEMINI_API_KEY or GOOGLE_API_KEY"),
            ("xai/m", "XAI_API_KEY"),
        ] {
            let result = try await Workplace().assay(["ask", "x", "--models", model])
            #expect(result.code == 5)
            #expect(result.errors.contains(name) && result.errors.contains("--key-file"))
            #expect(result.output.isEmpty)
        }
    }

    @Test("A model is also known by its name in the registry, and then asked by its name on the wire")
    func registered() async throws {
        let place = try Workplace()
        let models = "{id: tiny, provider: mock, model: small}, {id: far, provider: lab}"
        try place.folder.write("m.yaml", "models: [\(models)]")
        let words = ["ask", "x", "--models-file", "m.yaml", "--json", "--models"]
        let document = try await place.assay(words + ["tiny"]).json
        #expect(document["replicates"]?[0]?["model"] == "mock/small")
        #expect(try await document["digest"] == place.assay(words + ["mock/small"]).json["digest"])
        let far = try await place.assay(words + ["far"])
        #expect(far.code == 64 && far.errors.contains("which assay ask cannot reach"))
        let hosted = try await place.assay(words + ["google/gemini-2.5-flash"])
        #expect(hosted.code == 5 && hosted.errors.contains("gemini needs a key"))
    }

    @Test("A key file that others can read is refused")
    func keyFile() async throws {
        let place = try Workplace()
        try place.folder.write("key", "sk-4711\n")
        try place.folder.setMode(0o644, "key")
        let result = try await place.assay(["ask", "x", "--models", "openai/m", "--key-file", "openai=key"])
        #expect(result.code == 5)
        #expect(result.errors.contains("chmod 600") && !result.errors.contains("sk-4711"))
    }

    @Test(
        "What cannot be meant is refused, and what would be right is said",
        arguments: [
            (["ask", "x"], "--models"), (["ask", "x", "--models", "small"], "provider/model"),
            (["ask", "x", "--models", "gpt-5-mni"], "did you mean gpt-5-mini?"),
            (["ask", "x", "--models", "opnai/m"], "did you mean openai?"),
            (["ask", "x", "--models", "mock/a,mock/a"], "twice"),
            (["ask", "x", "--models", "mock/a", "--record", "f"], "--record"),
            (["ask", "x", "--models", "mock/a", "--base-url", "http://localhost"], "--base-url"),
            (["ask", "x", "--models", "mock/a", "--temperature", "9"], "temperature"),
            (["ask", "x", "--models", "openai/m", "--key-file", "sk-4711"], "openai=/home"),
            (
                ["ask", "x", "--models", "openai/m", "--base-url", "http://localhost:1", "--budget-usd", "1"],
                "--budget-tokens"
            ),
        ]
    )
    func refusals(words: [String], text: String) async throws {
        let result = try await Workplace().assay(words)
        #expect(result.code == 64, "\(result.errors)")
        #expect(result.errors.contains(text), "\(result.errors)")
    }
}
