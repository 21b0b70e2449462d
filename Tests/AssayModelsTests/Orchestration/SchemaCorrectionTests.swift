import AssayCore
import AssayModels
import AssayTesting
import Testing

/// A model whose answer broke the schema is told so: the same request under the same seed would bring the same answer.
struct SchemaCorrectionTests {
    private static let schema: Value = [
        "type": "object", "required": ["size"], "properties": ["size": ["type": "integer", "maximum": 9]],
    ]
    private static let wrong = #"{"size": 40}"#

    /// A model that goes by the prompt alone, as with a seed: it answers well only where it is told what was wrong.
    private static func stubborn(_ id: String, saying wrong: String = wrong) throws -> ScriptedProvider {
        func wire(_ text: String) throws -> HTTPModelProvider {
            let choice: Value = ["message": ["role": "assistant", "content": .string(text)], "finish_reason": "stop"]
            let body: Value = ["choices": [choice], "usage": ["prompt_tokens": 10, "completion_tokens": 5]]
            return try HTTPModelProvider(id: id, kind: .openAI, transport: PlayedTransport(body.canonicalJSON))
        }
        let (bad, good) = (try wire(wrong), try wire(#"{"size": 4}"#))
        return ScriptedProvider(id) { request, _ in
            let isTold = request.messages.last?.text.contains("- /size: ") ?? false
            return try await (isTold ? good : bad).respond(to: request, limits: CallLimits())
        }
    }

    private func options(_ retries: Int = 2) -> RouteOptions {
        RouteOptions(
            sampling: ModelSampling(maxOutputTokens: 10, seed: 7),
            retry: RetryPolicy(maxRetries: retries),
            answerSchema: Self.schema
        )
    }

    private func orchestrator(_ providers: [ScriptedProvider], budget: Budget = Budget()) throws -> ModelOrchestrator {
        let models = providers.enumerated().map { place, provider in
            SampleModels.model(provider.id, provider: provider.id, strong: Double(90 - place))
        }
        let registry = try SampleModels.registry(models)
        return ModelOrchestrator(registry: registry, providers: providers, budget: budget, clock: InstantClock())
    }

    @Test("The second request shows the answer and what is wrong with it, and the conversation goes on without them")
    func told() async throws {
        let provider = try Self.stubborn("a")
        let response = try await orchestrator([provider]).routeRequest("How big?", options: options())
        #expect(response.structured == ["size": 4])
        #expect(response.attempts.map(\.failure?.code) == [.modelSchema, nil])
        let second = try #require(provider.requests.last)
        let wish = try #require(second.messages.last)
        #expect(second.messages == [.user("How big?"), .assistant(Self.wrong), wish])
        #expect(wish.role == .user && wish.text.contains("- /size: "))
        #expect(second.sampling.seed == 7)
        #expect(response.usage == ModelUsage(inputTokens: 20, outputTokens: 10))
    }

    @Test("A member of a panel is told in the same way")
    func member() async throws {
        let provider = try Self.stubborn("a")
        let panel = Panel(clock: InstantClock())
        try panel.registerProvider("a", provider: provider, model: "m")
        let options = PanelOptions(answerSchema: Self.schema, retry: RetryPolicy(maxRetries: 1))
        let result = try await ParallelOrchestrator(panel: panel).process("How big?", options: options)
        #expect(result.synthesis?.structured == ["size": 4])
        let messages = provider.requests.last?.messages ?? []
        #expect(messages.contains(.assistant(Self.wrong)) && messages.last?.text.contains("- /size: ") == true)
    }

    @Test("Only the latest answer is shown, no more of it than counts, and no list of a hundred faults")
    func capped() async throws {
        let sizes = (0..<100).map { _ in "50" }.joined(separator: ",")
        let long = #"{"sizes": ["# + sizes + #"], "text": ""# + String(repeating: "x", count: 20_000) + #""}"#
        let provider = try Self.stubborn("a", saying: long)
        var options = options(2)
        options.answerSchema = [
            "type": "object", "properties": ["sizes": ["type": "array", "items": ["type": "integer", "minimum": 60]]],
        ]
        let error = await requestError { _ = try await orchestrator([provider]).routeRequest("hi", options: options) }
        #expect(error?.code == .modelSchema && provider.requests.count == 3)
        for request in provider.requests.dropFirst() {
            try #require(request.messages.count == 3)
            #expect(request.messages[1].text.count <= 8001 && request.messages[1].text.hasSuffix("…"))
            #expect(request.messages[2].text.contains("- and 95 more") && request.messages[2].text.count < 1500)
        }
    }

    @Test("Another model is asked the question itself")
    func nextModel() async throws {
        let first = try Self.stubborn("a")
        let other = ScriptedProvider("b", saying: "{}")
        let response = try await orchestrator([first, other]).routeRequest("How big?", options: options(0))
        #expect(response.model == "b" && other.requests[0].messages == [.user("How big?")])
    }

    @Test("An answer that is no JSON, or was cut, is told as that")
    func otherFaults() async throws {
        let provider = try Self.stubborn("a", saying: "forty")
        _ = await requestError { _ = try await orchestrator([provider]).routeRequest("hi", options: options(1)) }
        #expect(provider.requests.last?.messages.last?.text.contains("The answer is not JSON.") == true)
        let cut = ScriptedProvider("a") { request, _ in
            var answer = ModelResponse.text(#"{"si"#)
            answer.finish = .length
            answer.answer = .failure(AssayError(.modelSchema, "The answer ended at the limit of tokens."))
            return answer
        }
        _ = await requestError { _ = try await orchestrator([cut]).routeRequest("hi", options: options(1)) }
        #expect(cut.requests.last?.messages.last?.text.contains("be brief") == true)
    }

    @Test("The longer request must fit into the budget, too (law 3)")
    func budget() async throws {
        let provider = try Self.stubborn("a")
        // The first request has a worst case of 48 for the frame, 8 bytes, the schema's and 10 for the answer.
        let room = 48 + 8 + Int64(Self.schema.canonicalBytes.count) + 10
        let orchestrator = try orchestrator([provider], budget: Budget(tokens: room + 15))
        let error = await requestError { _ = try await orchestrator.routeRequest("How big?", options: options()) }
        #expect(error?.code == .budgetExceeded && error?.attempts.count == 1)
        #expect(error?.rejected?.message.text == Self.wrong)
    }
}
