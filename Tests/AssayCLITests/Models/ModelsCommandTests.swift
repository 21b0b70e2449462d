import AssayCore
import Foundation
import Testing

@Suite("assay models")
struct ModelsCommandTests {
    private func ids(_ words: [String], _ place: Workplace, environment: [String: String] = [:]) async throws
        -> [String]
    {
        let result = try await place.assay(["models", "--json"] + words, environment: environment)
        #expect(result.code == 0, "\(result.errors)")
        return try result.json["models"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    @Test("The list has every model with window, prices and scores, and says unknown where nobody knows")
    func list() async throws {
        let result = try await Workplace().assay(["models"])
        #expect(result.code == 0 && result.errors.isEmpty)
        let lines = result.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("model "))
        #expect(lines.contains { $0.hasPrefix("gpt-5-mini ") && $0.contains(" 400000 ") && $0.contains(" 0.25 ") })
        #expect(lines.contains { $0.hasPrefix("gemini-2.5-pro ") && $0.contains(" unknown  unknown ") })
        #expect(result.output.contains("US dollars per million tokens"))
    }

    @Test("One model is described whole: price, window, what it can and takes, scores, source and date")
    func detail() async throws {
        let place = try Workplace()
        let text = try await place.assay(["models", "gpt-5-mini-2025-08-07"]).output
        for part in [
            "model         gpt-5-mini\n", "wire name     gpt-5-mini-2025-08-07\n", "0.25 in, 2 out, 0.025 cached in",
            "unknown written to the cache", "context       400000 tokens", "coding 84 of 100", "code_generation 84",
            "not temperature, top_p, stop texts", "limit as max_completion_tokens", "noted on      2025-12",
            "not looked up there",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let document = try await place.assay(["models", "gpt-5-mini", "--json"]).json
        #expect(document["price_per_million_usd"]?["input"] == 0.25)
        #expect(document["takes"]?["temperature"] == false && document["availability"] == "not checked")
        let unpriced = try await place.assay(["models", "grok-4"]).output
        #expect(unpriced.contains("price         unknown\n"))
    }

    @Test("Filters leave models out, and a task orders them by how good they are at it")
    func filters() async throws {
        let place = try Workplace()
        #expect(try await ids(["--provider", "gemini"], place) == ids(["--provider", "google"], place))
        #expect(try await ids(["--provider", "xai"], place) == ["grok-4"])
        #expect(try await ids(["--local"], place).isEmpty)
        let coders = try await ids(["--task", "code_generation", "--capability", "coding"], place)
        #expect(coders.first == "claude-opus-4-5" && !coders.contains("gpt-5-nano"))
        let cheap = try await ids(["--max-cost", "0.3"], place)
        #expect(cheap.contains("gpt-5-nano") && !cheap.contains("gpt-5") && !cheap.contains("grok-4"))
        let both = ["--capability", "vision", "--capability", "reasoning"]
        #expect(try await ids(both, place).contains("gpt-5-mini"))
        let none = try await place.assay(["models", "--local"])
        #expect(none.code == 0 && none.output.contains("no model fits"))
    }

    @Test("A file of one's own is found, laid over what Assay knows, and topped by --models-file")
    func files() async throws {
        let place = try Workplace()
        let home = "models: [{id: own, provider: lab, source: home}, {id: gpt-5, provider: lab}]"
        try FileManager.default.createDirectory(
            atPath: place.folder.file(".config/assay"),
            withIntermediateDirectories: true
        )
        try place.folder.write(".config/assay/models.yaml", home)
        #expect(try await ids([], place).contains("own"))
        #expect(try await ids(["--provider", "lab"], place) == ["gpt-5", "own"])
        try place.folder.write("m.yaml", "builtin: false\nmodels: [{id: own, provider: top}]")
        #expect(try await ids(["--models-file", "m.yaml"], place) == ["gpt-5", "own"])
        let top = try await place.assay(["models", "own", "--models-file", "m.yaml", "--json"]).json
        #expect(top["provider"] == "top" && top["source"] == .null)
        try place.folder.folder("elsewhere/assay")
        try place.folder.write("elsewhere/assay/models.yaml", "builtin: false\nmodels: [{id: x, provider: y}]")
        let absolute = ["XDG_CONFIG_HOME": place.folder.file("elsewhere")]
        #expect(try await ids([], place, environment: absolute) == ["x"])
        #expect(try await ids([], place, environment: ["XDG_CONFIG_HOME": "elsewhere"]).contains("own"))
    }

    @Test("A check asks who takes its key, never shows a key, and finds what a local server has")
    func check() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let environment = [
            "OPENAI_API_KEY": "sk-4711", "OPENAI_BASE_URL": server.base, "ANTHROPIC_API_KEY": "sk-4712",
            "ANTHROPIC_BASE_URL": server.base, "OLLAMA_HOST": server.base.replacingOccurrences(of: "http://", with: ""),
        ]
        let result = try await place.assay(["models", "--check"], environment: environment)
        #expect(result.code == 0, "\(result.errors)")
        for pattern in [
            /openai +ready +OPENAI_API_KEY is accepted, 2 models at http:\/\/127/,
            /anthropic +key refused +ANTHROPIC_API_KEY is refused at http:\/\/127/,
            /gemini +no key +GEMINI_API_KEY or GOOGLE_API_KEY is not set/,
            /ollama +ready +2 models, 1 in memory, at http:\/\/127/, /ollama\/qwen3 +ollama .* ready/,
            /ollama\/llama3.2 +ollama .* loadable/, /gpt-5 +openai .* ready/,
            /claude-opus-4-5 .* ANTHROPIC_API_KEY is refused/, /gemini-2.5-pro .* GOOGLE_API_KEY is not set/,
        ] {
            #expect(result.output.contains(pattern), "\(result.output)")
        }
        let json = try await place.assay(["models", "--check", "--json"], environment: environment)
        #expect(!(result.output + json.output + json.errors).contains("471"))
        let providers = try json.json["providers"]?.array ?? []
        #expect(providers.first { $0["provider"] == "ollama" }?["models"] == ["llama3.2", "qwen3"])
        #expect(providers.first { $0["provider"] == "anthropic" }?["status"] == "key_refused")
        #expect(providers.first { $0["provider"] == "xai" }?["status"] == "no_key")
        let detail = try await place.assay(["models", "ollama/qwen3", "--check"], environment: environment)
        #expect(detail.output.contains("now           ready") && detail.output.contains("0 in, 0 out"))
        server.stop()
        let gone = try await place.assay(["models", "--check"], environment: environment)
        #expect(gone.code == 0 && gone.output.contains(/ollama +unreachable +nothing answers at http/))
        #expect(gone.output.contains(/openai +unreachable +openai gave no whole answer/))
    }

    @Test("A check takes the key from a file, and an address it may not use is that provider's trouble alone")
    func keyFile() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        try place.folder.write("key", "sk-4711\n")
        try place.folder.setMode(0o600, "key")
        let words = ["models", "--check", "--key-file", "openai=key"]
        let environment = ["OPENAI_BASE_URL": server.base, "CUSTOM_API_URL": "http://192.0.2.1/v1"]
        let result = try await place.assay(words, environment: environment)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains(/openai +ready +the key of --key-file is accepted, 2 models/))
        #expect(result.output.contains(/lmstudio +unreachable .*--allow-http/))
        try place.folder.setMode(0o644, "key")
        let open = try await place.assay(words, environment: environment)
        #expect(open.code == 5 && open.errors.contains("chmod 600"))
    }

    @Test(
        "What cannot be meant is refused, and what may have been meant is said",
        arguments: [
            (["gpt-5-mni"], 5, "did you mean gpt-5-mini?"), (["claude-sonnet"], 5, "did you mean claude-sonnet-4-5?"),
            (["--provider", "opnai"], 64, "did you mean openai?"),
            (["--capability", "vison"], 64, "did you mean vision?"),
            (["--task", "debuging"], 64, "did you mean debugging?"), (["--max-cost", "-1"], 64, "0 or more"),
            (["gpt-5", "--local"], 64, "leave out NAME"), (["--models-file", "none.yaml"], 2, "none.yaml"),
        ]
    )
    func refusals(words: [String], code: Int32, text: String) async throws {
        let result = try await Workplace().assay(["models"] + words)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(text), "\(result.errors)")
    }

    @Test("A models file with a mistake is refused with its line, by every command that reads it")
    func badFile() async throws {
        let place = try Workplace()
        try place.folder.write("m.yaml", "models:\n  - id: a\n    provder: x\n")
        for words in [["models"], ["route", "x"], ["ask", "x", "--models", "mock/a"]] {
            let result = try await place.assay(words + ["--models-file", "m.yaml"])
            #expect(result.code == 2)
            #expect(result.errors.contains("m.yaml:3:5") && result.errors.contains("did you mean provider?"))
        }
    }
}
