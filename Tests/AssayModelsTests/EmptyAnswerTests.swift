import AssayCore
import AssayModels
import AssayTesting
import Testing

/// A turn in which a model says nothing is no answer, whoever asked; what it cost is charged.
struct EmptyAnswerTests {
    private static let geminiReasons = [
        "STOP", "OTHER", "LANGUAGE", "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS",
        "NO_IMAGE", "IMAGE_OTHER",
    ]

    private static func gemini(_ reason: String, _ text: String = "") -> String {
        #"{"candidates":[{"content":{"parts":[{"text":"\#(text)"}]},"finishReason":"\#(reason)"}],"#
            + #""usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3}}"#
    }

    private static let others: [(ProviderKind, String)] = [
        (
            .openAI,
            #"{"choices":[{"message":{"role":"assistant","content":null},"finish_reason":"stop"}],"#
                + #""usage":{"prompt_tokens":7,"completion_tokens":3}}"#
        ),
        (
            .anthropic,
            #"{"type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":7,"output_tokens":3}}"#
        ),
        (
            .ollama,
            #"{"message":{"role":"assistant","content":" \n"},"done":true,"done_reason":"stop","#
                + #""prompt_eval_count":7,"eval_count":3}"#
        ),
    ]

    private func provider(_ kind: ProviderKind, _ body: String) throws -> HTTPModelProvider {
        try HTTPModelProvider(id: "alpha", kind: kind, transport: PlayedTransport(body))
    }

    /// The failures of an orchestrator, a panel and a tool; each must have charged the ten tokens.
    private func failures(_ provider: any ModelProvider) async throws -> [AssayError?] {
        let registry = try SampleModels.registry([SampleModels.model("m")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let routed = await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        #expect(routed?.attempts.map { $0.usage?.totalTokens } == [10] && routed?.attempts[0].costUSD ?? 0 > 0)
        let panel = Panel()
        try panel.registerProvider("m", provider: provider, model: SampleModels.model("m"))
        let asking = PanelOptions(retry: RetryPolicy(maxRetries: 0))
        let result = try await ParallelOrchestrator(panel: panel).process("hi", options: asking)
        #expect(result.outcome == .failed && result.usage?.totalTokens == 10)
        let tool = try ModelTool([AskedModel(provider, model: "m")], streams: false)
        let listening = Listening()
        let error = await thrown { _ = try await tool.execute(listening.call(tool)) }
        #expect(listening.usages.map(\.tokens) == [10])
        return [routed?.error, result.failures.first?.failure, error]
    }

    @Test("Gemini's reasons to end without a word are failures that name the reason", arguments: geminiReasons)
    func gemini(_ reason: String) async throws {
        for error in try await failures(provider(.gemini, Self.gemini(reason))) {
            #expect(error?.code == .modelEmpty && error?.isRetryable == true)
            #expect(error?.message.contains(reason.lowercased()) == (reason != "STOP"))
        }
    }

    @Test("The other formats have empty answers, too", arguments: others)
    func formats(_ kind: ProviderKind, _ body: String) async throws {
        for error in try await failures(provider(kind, body)) {
            #expect(error == AssayError(.modelEmpty, "The model wrote no answer.", isRetryable: true))
        }
    }

    @Test("A model that spends its whole limit before a word is told apart, and not asked again")
    func limit() async throws {
        for error in try await failures(provider(.gemini, Self.gemini("MAX_TOKENS"))) {
            #expect(error?.code == .badOutput && error?.message.contains("raise max_tokens") == true)
        }
        let provider = ScriptedProvider("alpha") { _, _ in
            ModelResponse(message: .assistant(""), finish: .length, model: "m")
        }
        let registry = try SampleModels.registry([SampleModels.model("m")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        #expect(await requestError { _ = try await orchestrator.routeRequest("hi") }?.attempts.count == 1)
    }

    @Test("An empty answer is asked for again, and then another model is asked")
    func again() async throws {
        let empty = ScriptedProvider("alpha") { request, _ in .text(" ", model: request.model) }
        let models = [SampleModels.model("m", strong: 90), SampleModels.model("n", provider: "beta")]
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry(models),
            providers: [empty, ScriptedProvider("beta", saying: "ok")],
            clock: InstantClock()
        )
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.attempts.map(\.model) == ["m", "m", "m", "n"] && response.content == "ok")
        #expect(response.usage == ModelUsage(inputTokens: 40, outputTokens: 20))
    }

    @Test("A call of a function is an answer without words")
    func call() async throws {
        let provider = ScriptedProvider("alpha") { _, _ in .calling(("1", "f", "{}")) }
        let registry = try SampleModels.registry([SampleModels.model("m")])
        let options = RouteOptions(maxFunctionRounds: 0)
        let response = try await ModelOrchestrator(registry: registry, providers: [provider])
            .routeRequest("hi", options: options)
        #expect(response.functionCall?.name == "f" && response.content.isEmpty)
    }

    @Test(
        "Words that end at the limit, or for a reason nobody knows, are an answer with a warning",
        arguments: [
            ("MAX_TOKENS", "The answer was cut at the limit of tokens."),
            ("OTHER", "The model ended its answer for the reason other, so it may not be whole."),
            ("A b\u{7}", "The model ended its answer for a reason of its provider's, so it may not be whole."),
        ]
    )
    func warnings(_ reason: String, _ warning: String) async throws {
        let escaped = reason.replacing("\u{7}", with: #"\u0007"#)
        let provider = try provider(.gemini, Self.gemini(escaped, "An oak"))
        let registry = try SampleModels.registry([SampleModels.model("m")])
        let response = try await ModelOrchestrator(registry: registry, providers: [provider]).routeRequest("hi")
        #expect(response.content == "An oak" && response.warnings == [warning])
        let panel = Panel()
        try panel.registerProvider("m", provider: provider, model: "m")
        #expect(try await ParallelOrchestrator(panel: panel).process("hi").members[0].warnings == [warning])
        let tool = try ModelTool([AskedModel(provider, model: "m")], streams: false)
        let listening = Listening()
        #expect(try await tool.execute(listening.call(tool)).data == ["answer": "An oak"])
        #expect(listening.warnings == [warning])
    }
}
