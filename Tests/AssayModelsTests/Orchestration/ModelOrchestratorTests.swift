import AssayCore
import AssayModels
import AssayTesting
import Testing

struct ModelOrchestratorTests {
    @Test("The seed's first example: the prompt is asked and the answer has all it names (S0-4 to S0-14)")
    func response() async throws {
        let clock = ManualClock()
        let registry = try SampleModels.registry([
            ModelRecord(
                id: "sonnet",
                provider: "anthropic",
                wireName: "claude-sonnet-4-5-20250929",
                price: ModelPrice(input: 3, output: 15)
            )
        ])
        let provider = ScriptedProvider("anthropic") { request, _ in
            clock.advance(by: .milliseconds(340))
            return .text("def fib(n): …", model: request.model, usage: ModelUsage(inputTokens: 1000, outputTokens: 200))
        }
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider], clock: clock)
        let options = RouteOptions(sampling: ModelSampling(temperature: 0.2, maxOutputTokens: 300))
        let prompt = "Write a Python function to calculate the Fibonacci sequence."
        let response = try await orchestrator.routeRequest(prompt, options: options)
        #expect(response.content == "def fib(n): …")
        // The id, which the registry knows, not the name on the wire (S0-7).
        #expect(response.model == "sonnet" && registry.getModel(response.model) != nil)
        #expect(response.provider == "anthropic")
        #expect(response.usage == ModelUsage(inputTokens: 1000, outputTokens: 200))
        #expect(response.costUSD == 0.006)
        // To the last byte (S0-10).
        #expect(response.latencyMS == 340)
        #expect(response.rawResponse == ["said": "def fib(n): …"])
        #expect(response.error == nil && response.functionCall == nil && response.functionCallResult == nil)
        #expect(response.decision.tasks.primary == .codeGeneration)
        #expect(!response.isSubstitute && response.attempts.count == 1 && response.warnings.isEmpty)
        let request = try #require(provider.requests.first)
        #expect(request.model == "claude-sonnet-4-5-20250929")
        #expect(request.messages == [.user(prompt)])
        #expect(request.sampling == options.sampling)
        #expect(request.functions.isEmpty)
    }

    @Test("The document has the seed's keys, and unknown is null")
    func document() async throws {
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a", price: nil)]),
            providers: [ScriptedProvider("alpha", saying: "ok")]
        )
        let document = try await orchestrator.routeRequest("hi").document
        #expect(document["content"] == "ok")
        #expect(document["usage"] == ["input_tokens": 10, "output_tokens": 5])
        #expect(document["cost_usd"] == .null)
        #expect(document["function_call"] == .null && document["error"] == .null)
        #expect(document["latency_ms"]?.int64 != nil)
        #expect(document["attempts"]?[0]?["model"] == "a")
        #expect(document["substitute"] == false)
    }

    @Test("A whole conversation takes the place of the prompt (S0-4)")
    func messages() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [provider]
        )
        let messages = [ModelMessage.system("be brief"), .user("hi"), .assistant("hello"), .user("bye")]
        _ = try await orchestrator.routeRequest("", options: RouteOptions(messages: messages))
        #expect(provider.requests[0].messages == messages)
    }

    @Test("A conversation too long for a context counts as a prompt that long")
    func conversationLength() async throws {
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([
                SampleModels.model("small", context: 1000), SampleModels.model("large"),
            ]),
            providers: [ScriptedProvider("alpha", saying: "ok")]
        )
        let messages = [ModelMessage.user(String(repeating: "word ", count: 2000))]
        let decision = try await orchestrator.explain("", options: RouteOptions(messages: messages))
        #expect(decision.excluded.map(\.model) == ["small"])
    }

    @Test("A forced model is asked by any of its names, and an unknown one is an error (S0-4)")
    func forced() async throws {
        let registry = ModelRegistry()
        try registry.registerModel(ModelRecord(id: "gpt-4-turbo", provider: "alpha", aliases: ["turbo"]))
        try registry.registerModel(SampleModels.model("better", strong: 99))
        let orchestrator = ModelOrchestrator(registry: registry, providers: [ScriptedProvider("alpha", saying: "ok")])
        #expect(try await orchestrator.routeRequest("hi", modelID: "turbo").model == "gpt-4-turbo")
        #expect(
            await thrown { _ = try await orchestrator.routeRequest("hi", modelID: "gpt-5-turbo") }?.code
                == .unknownModel
        )
    }

    @Test("Explaining asks nobody")
    func explain() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [provider]
        )
        #expect(try await orchestrator.explain("hi").chosen.id == "a")
        #expect(provider.requests.isEmpty)
    }

    @Test("Every attempt enters the history, failed or not, and the next routing sees it")
    func history() async throws {
        let history = InMemoryModelHistory()
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a"), SampleModels.model("b", provider: "beta")]),
            providers: [
                ScriptedProvider("alpha") { _, _ in throw AssayError(.modelProtocol, "no") },
                ScriptedProvider("beta", saying: "ok"),
            ],
            history: history
        )
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        #expect(try await orchestrator.routeRequest("hi", options: options).attempts.map(\.model) == ["a", "b"])
        let totals = try await history.totals(for: .general)
        #expect(totals["a"]?.attempts == 1 && totals["a"]?.rewards == 0)
        #expect(totals["b"]?.attempts == 1)
        #expect(try await orchestrator.routeRequest("hi").attempts.map(\.model) == ["b"])
    }

    @Test("A history that cannot be kept is a warning, not a lost answer")
    func brokenHistory() async throws {
        struct Broken: ModelHistory {
            func totals(for task: String) async throws -> [String: ModelTotals] { [:] }
            func record(_ outcome: ModelOutcome) async throws { throw AssayError(.storeFull, "no room") }
        }
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [ScriptedProvider("alpha", saying: "ok")],
            history: Broken()
        )
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.content == "ok")
        #expect(response.warnings == ["the history could not be kept"])
    }

    @Test("Usage is that of all attempts, and that of the answer is kept apart")
    func usage() async throws {
        let provider = ScriptedProvider("alpha") { _, number in
            number == 0
                ? .calling(("1", "now", "{}")) : .text("noon", usage: ModelUsage(inputTokens: 30, outputTokens: 7))
        }
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [provider]
        )
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in "12:00" }
        let response = try await orchestrator.routeRequest("what time is it")
        #expect(response.usage == ModelUsage(inputTokens: 40, outputTokens: 12))
        #expect(response.answerUsage == ModelUsage(inputTokens: 30, outputTokens: 7))
        #expect(response.costUSD.map { abs($0 - 0.000_088) < 1e-12 } == true)
    }

    @Test("A provider that says nothing of tokens leaves usage and cost unknown")
    func noUsage() async throws {
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [ScriptedProvider("alpha", saying: "ok", usage: nil)]
        )
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.usage == nil && response.costUSD == nil)
    }
}
