import AssayCore
import Testing

@Suite("assay route")
struct RouteCommandTests {
    private static let prompt = "Write a Python function that reverses a list."

    @Test("A prompt about code is routed as one, and --explain shows every term; no key is needed (S0-1, S0-17)")
    func explained() async throws {
        let result = try await Workplace().assay(["route", Self.prompt, "--explain"])
        #expect(result.code == 0 && result.errors.isEmpty)
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("model      ") && lines[0].hasSuffix(", by score"))
        #expect(lines[1].hasPrefix("task       code_generation "))
        #expect(lines.contains { $0.hasPrefix("     capability ") && $0.contains(" of 100 at code_generation") })
        for term in ["cost", "latency", "learned"] { #expect(lines.contains { $0.hasPrefix("     \(term) ") }) }
        #expect(lines.last?.hasPrefix("fallbacks  ") == true && lines.last?.hasSuffix("(next by score)") == true)
    }

    @Test("Without --explain there is a line for each model; file, stdin and words say the same")
    func short() async throws {
        let place = try Workplace()
        try place.folder.write("prompt.txt", Self.prompt + "\n")
        let said = try await place.assay(["route", Self.prompt]).output
        #expect(said.contains("never asked") && !said.contains("capability"))
        #expect(try await place.assay(["route", "@prompt.txt"]).output == said)
        #expect(try await place.assay(["route", "-"], input: Self.prompt + "\n").output == said)
    }

    @Test("The document has tasks, requirements, candidates with terms, the excluded with reasons, and the choice")
    func document() async throws {
        let words = ["route", Self.prompt, "--json", "--require", "{min_coding: 90, context_window: 100000}"]
        let document = try await Workplace().assay(words).json
        #expect(document["tasks"]?["primary"] == "code_generation")
        #expect(document["requirements"]?["min_coding"] == 90)
        #expect(document["candidates"]?[0]?["terms"]?.array?.count == 4)
        let reasons = document["excluded"]?.array?.first { $0["model"] == "gpt-4o" }?["reasons"]
        #expect(reasons == ["its coding of 76 is below 90"])
        #expect(document["model"] == document["candidates"]?[0]?["model"])
        #expect(document["fallbacks_declared"] == false)
    }

    @Test("The task, the strategy, the model and the guide of the caller count")
    func choices() async throws {
        let place = try Workplace()
        func model(_ words: [String]) async throws -> Value? {
            try await place.assay(["route", Self.prompt, "--json"] + words).json["model"]
        }
        #expect(try await model(["--strategy", "quality"]) == "claude-sonnet-4-5")
        #expect(try await model(["--strategy", "cost_optimized"]) == "gpt-5-nano")
        #expect(try await model(["--model", "gpt-4o"]) == "gpt-4o")
        let given = try await place.assay(["route", Self.prompt, "--task", "reasoning"]).output
        #expect(given.contains("task       given: reasoning\n"))
        try place.folder.write(
            "guide.yaml",
            "preferred: {code_generation: [grok-4]}\nblocked: [gpt-5]\nfallback_chains: {default: [gpt-4.1, gpt-5]}"
        )
        let guided = try await place.assay(["route", Self.prompt, "--guide", "guide.yaml"]).output
        #expect(guided.hasPrefix("model      grok-4 (xai), as the guide prefers\n"))
        #expect(guided.contains("excluded   gpt-5: it is blocked\n"))
        #expect(guided.hasSuffix("fallbacks  gpt-4.1 (declared)\n"))
        try place.folder.write("require.yaml", "preferred: [gpt-4o]\nfallback_strategy: fail\n")
        let required = try await place.assay(["route", Self.prompt, "--require", "@require.yaml"]).output
        #expect(required.hasPrefix("model      gpt-4o (openai), as the requirements prefer\n"))
        #expect(required.hasSuffix("fallbacks  none\n"))
    }

    @Test("With --check only models count whose provider can be asked, and where none can, that is said")
    func available() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let key = ["ANTHROPIC_API_KEY": "sk-4711", "ANTHROPIC_BASE_URL": server.base]
        let document = try await place.assay(["route", "hi", "--check", "--json"], environment: key).json
        #expect(document["provider"] == "anthropic")
        #expect(document["excluded"]?.array?.contains { $0["reasons"] == ["OPENAI_API_KEY is not set"] } == true)
        let refused = key.merging(["ANTHROPIC_API_KEY": "sk-4712"]) { $1 }
        for environment in [[:], refused] {
            let none = try await place.assay(["route", "hi", "--check"], environment: environment)
            #expect(none.code == 5 && none.errors.contains("OPENAI_API_KEY is not set"))
        }
    }

    @Test("Requirements that no model meets end with the reasons: nothing is relaxed in silence (S4-12); exit code 5")
    func nothingFits() async throws {
        let result = try await Workplace().assay(["route", "hi", "--require", "{min_coding: 99}"])
        #expect(result.code == 5 && result.output.isEmpty)
        #expect(result.errors.contains("no model fits") && result.errors.contains("its coding of 92 is below 99"))
    }

    @Test(
        "What cannot be meant is refused, and what would be right is said",
        arguments: [
            (["--strategy", "qualty"], 64, "did you mean quality?"), (["--task", "coding"], 64, "code_generation"),
            (["--require", "{min_codng: 1}"], 2, "did you mean min_coding?"),
            (["--require", "none"], 2, "must be a mapping"), (["--model", "gpt-5-mni"], 5, "did you mean gpt-5-mini?"),
            (["--max-tokens", "0"], 64, "--max-tokens"), (["--guide", "none.yaml"], 2, "none.yaml"),
        ]
    )
    func refusals(words: [String], code: Int32, text: String) async throws {
        let result = try await Workplace().assay(["route", "hi"] + words)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(text), "\(result.errors)")
    }

    private static let models = """
        builtin: false
        models:
          - {id: steady, provider: mock, model: small, scores: {reasoning: 70, coding: 70, speed: 5}}
          - {id: flaky, provider: ollama, model: m, local: true, scores: {reasoning: 74, coding: 74, speed: 5}}
        """

    @Test("What assay ask records in a store, assay route learns from, in another process, and says")
    func learning() async throws {
        let place = try Workplace()
        try place.folder.write("m.yaml", Self.models)
        let files = ["--models-file", "m.yaml", "--store", "runs.db"]
        let route = ["route", "hi"] + files
        let before = try await place.assay(route)
        #expect(before.output.hasPrefix("model      flaky "))
        #expect(before.errors.contains("nothing was learned") && !place.folder.exists("runs.db"))
        let ask = ["ask", "hi", "--k", "6", "--stop", "never", "--max-parallel", "1"] + files
        let failed = try await place.assay(ask + ["--models", "ollama/m"], environment: ["OLLAMA_HOST": "127.0.0.1:1"])
        #expect(failed.code == 1, "\(failed.errors)")
        #expect(try await place.assay(ask + ["--models", "mock/small"]).code == 0)
        let after = try await place.assay(route + ["--explain"])
        #expect(after.output.hasPrefix("model      steady "))
        #expect(after.output.contains(/learned .*: after 6 calls, 0\.0 % answered/))
        #expect(after.output.contains(/learned .*: after 6 calls, 100\.0 % answered, [0-9]+ ms on average, 0\.0 USD/))
        let byVariable = try await place.assay(
            ["route", "hi", "--models-file", "m.yaml", "--json"],
            environment: ["ASSAY_STORE": "runs.db"]
        ).json
        let flaky = byVariable["candidates"]?.array?.first { $0["model"] == "flaky" }
        #expect(flaky?["learned"]?["calls"] == 6 && flaky?["learned"]?["success_rate"] == 0)
        let bandit = try await place.assay(route + ["--strategy", "ucb", "--explain"]).output
        #expect(bandit.contains("asked 6 of 12 times"))
    }

    @Test("The expected tokens count for cost and context")
    func tokens() async throws {
        let place = try Workplace()
        func excluded(_ tokens: String) async throws -> [Value] {
            try await place.assay(["route", "hi", "--json", "--max-tokens", tokens]).json["excluded"]?.array ?? []
        }
        #expect(try await excluded("100").isEmpty)
        let reasons = try await excluded("150000").first { $0["model"] == "gpt-4o" }?["reasons"]?.array ?? []
        #expect(reasons.first?.string?.hasPrefix("its context window of 128000 is below 15000") == true)
    }
}
