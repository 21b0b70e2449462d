import AssayCore
import AssayModels
import AssayTesting
import Testing

struct FallbackTests {
    /// Two models at the provider alpha and one at beta; `a` is the best, then `b`, then `c`.
    private static func registry() throws -> ModelRegistry {
        try SampleModels.registry([
            SampleModels.model("a", strong: 90), SampleModels.model("b", strong: 80),
            SampleModels.model("c", provider: "beta", strong: 70, context: 500_000),
        ])
    }

    /// Asks with an alpha that fails in these ways and a beta that answers.
    private func ask(
        failing errors: [AssayError],
        modelID: String? = nil,
        options: RouteOptions = RouteOptions(retry: RetryPolicy(maxRetries: 1))
    ) async throws -> (response: APIResponse, waited: Duration) {
        let clock = ManualClock()
        let orchestrator = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [
                ScriptedProvider("alpha", failing: errors, then: "from alpha"),
                ScriptedProvider("beta", saying: "from beta"),
            ],
            clock: clock
        )
        let response = try await clock.passing {
            try await orchestrator.routeRequest("hi", modelID: modelID, options: options)
        }
        return (response, clock.now.offset)
    }

    private func asked(_ response: APIResponse) -> [String] { response.attempts.map(\.model) }

    @Test(
        "A refused key or an empty account leads to another provider at once",
        arguments: [
            AssayError.Code.modelAuthentication, .modelQuota,
        ]
    )
    func otherProvider(_ code: AssayError.Code) async throws {
        let (response, waited) = try await ask(failing: [AssayError(code, "no")])
        #expect(asked(response) == ["a", "c"])
        #expect(response.content == "from beta")
        #expect(response.isSubstitute)
        #expect(response.decision.chosen.id == "a")
        #expect(response.attempts[0].failure?.code == code)
        #expect(waited == .zero)
    }

    @Test(
        "What may pass is tried again, then another model is asked",
        arguments: [
            AssayError.Code.modelRateLimit, .modelOverloaded, .modelNetwork, .timeout, .modelSchema, .modelProtocol,
        ]
    )
    func retryThenOther(_ code: AssayError.Code) async throws {
        let error = AssayError(code, "not now", isRetryable: true)
        #expect(asked(try await ask(failing: [error]).response) == ["a", "a"])
        let (response, _) = try await ask(failing: [error, error])
        #expect(asked(response) == ["a", "a", "b"])
        #expect(response.attempts[1].delayMS <= 1000)
        #expect(response.attempts[2].delayMS == 0)
    }

    @Test("A conversation that is too long goes to a larger context, over models that are no larger")
    func largerContext() async throws {
        let (response, _) = try await ask(failing: [AssayError(.modelContext, "too long")])
        #expect(asked(response) == ["a", "c"])
    }

    @Test("Refused content goes nowhere in silence; where others are declared, it goes there")
    func contentPolicy() async throws {
        let refusal = AssayError(.modelContentPolicy, "no")
        let error = await requestError { _ = try await ask(failing: [refusal]) }
        #expect(error?.code == .modelContentPolicy)
        #expect(error?.attempts.count == 1)
        let declared = RouteOptions(fallback: .declared(["c"]))
        #expect(asked(try await ask(failing: [refusal], options: declared).response) == ["a", "c"])
    }

    @Test("A refusal that comes as an answer is a refusal, and what it cost is known")
    func refusal() async throws {
        let provider = ScriptedProvider("alpha") { _, _ in
            var answer = ModelResponse.text("I cannot help with that")
            answer.finish = .contentFilter
            return answer
        }
        let orchestrator = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [provider, ScriptedProvider("beta", saying: "from beta")]
        )
        let error = await requestError { _ = try await orchestrator.routeRequest("hi") }
        #expect(error?.code == .modelContentPolicy)
        #expect(error?.attempts.map(\.usage) == [ModelUsage(inputTokens: 10, outputTokens: 5)])
        #expect(error?.rejected?.message.text == "I cannot help with that")
        let response = try await orchestrator.routeRequest("hi", options: RouteOptions(fallback: .declared(["c"])))
        #expect(response.content == "from beta")
        #expect(response.usage == ModelUsage(inputTokens: 20, outputTokens: 10))
    }

    @Test("An answer that breaks its schema is asked for again, then another model is asked, and all of it is counted")
    func schema() async throws {
        let failure = AssayError(.modelSchema, "The answer is not JSON.")
        let alpha = ScriptedProvider("alpha") { _, _ in
            var answer = ModelResponse.text("not JSON")
            answer.answer = .failure(failure)
            return answer
        }
        let beta = ScriptedProvider("beta") { _, _ in
            var answer = ModelResponse.text("{}")
            answer.answer = .success([:])
            answer.warnings = ["The model takes no seed; the setting was not sent."]
            return answer
        }
        let clock = ManualClock()
        let orchestrator = ModelOrchestrator(registry: try Self.registry(), providers: [alpha, beta], clock: clock)
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 1), answerSchema: ["type": "object"])
        let response = try await clock.passing { try await orchestrator.routeRequest("hi", options: options) }
        #expect(asked(response) == ["a", "a", "b", "b", "c"])
        #expect(response.structured == [:])
        #expect(response.usage == ModelUsage(inputTokens: 50, outputTokens: 25))
        #expect(response.warnings == ["The model takes no seed; the setting was not sent."])
        #expect(alpha.requests[0].answerSchema == ["type": "object"])
        #expect(response.attempts[0].failure == failure && response.attempts[0].costUSD != nil)
    }

    @Test("A malformed request is nobody else's business")
    func badRequest() async {
        let error = await requestError { _ = try await ask(failing: [AssayError(.modelBadRequest, "no")]) }
        #expect(error?.attempts.map(\.model) == ["a"])
    }

    @Test("A forced model has no substitute unless one is declared (law 2)")
    func forced() async throws {
        let failure = AssayError(.modelAuthentication, "no")
        let error = await requestError { _ = try await ask(failing: [failure], modelID: "b") }
        #expect(error?.attempts.map(\.model) == ["b"])
        let declared = RouteOptions(fallback: .declared(["c"]))
        let response = try await ask(failing: [failure], modelID: "b", options: declared).response
        #expect(response.model == "c" && response.isSubstitute)
    }

    @Test("A wait that a provider asks for is kept, and one that is too long is another model's chance")
    func retryAfter() async throws {
        let soon = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(20))
        let (response, waited) = try await ask(failing: [soon])
        #expect(asked(response) == ["a", "a"])
        #expect(waited >= .seconds(20))
        #expect(response.attempts[1].delayMS >= 20_000)
        let late = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(3600))
        let other = try await ask(failing: [late])
        #expect(asked(other.response) == ["a", "b"])
        #expect(other.waited == .zero)
    }

    @Test("When all fail, the error is the last one and every attempt is told (S0-4, S0-21)")
    func allFail() async throws {
        let orchestrator = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [
                ScriptedProvider("alpha") { _, _ in throw AssayError(.modelOverloaded, "busy") },
                ScriptedProvider("beta") { _, _ in throw AssayError(.modelQuota, "the account is empty") },
            ]
        )
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        #expect(error?.code == .modelQuota)
        #expect(error?.attempts.map(\.failure?.code) == [.modelOverloaded, .modelOverloaded, .modelQuota])
        #expect(error?.message == "no answer after 3 calls of a, b, c: the account is empty")
        #expect(error?.decision.chosen.id == "a")
    }

    @Test("A model whose provider is not set up is not asked, and the explanation says why")
    func noProvider() async throws {
        let history = InMemoryModelHistory()
        let orchestrator = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [ScriptedProvider("beta", saying: "ok")],
            history: history
        )
        let response = try await orchestrator.routeRequest("hi")
        #expect(asked(response) == ["c"])
        let reason = "its provider alpha is not set up"
        #expect(response.decision.excluded.map(\.reasons) == [[reason], [reason]])
        #expect(response.decision.fallbacks.isEmpty && !response.isSubstitute)
        #expect(try await history.totals(for: .general).keys.sorted() == ["c"])
        for name in ["a", nil] {
            let nobody = ModelOrchestrator(registry: try Self.registry(), providers: [])
            let error = await thrown { _ = try await nobody.routeRequest("hi", modelID: name) }
            #expect(error?.code == .unknownModel && error?.message.contains(reason) == true)
        }
    }

    @Test("With one refused key another provider is asked, however many models stand before its own in the ranking")
    func beyondTheNextThree() async throws {
        let many = (0..<6).map { SampleModels.model("a\($0)", strong: 90) }
        let other = SampleModels.model("c", provider: "beta", strong: 60, context: 500_000)
        for code in [AssayError.Code.modelAuthentication, .modelContext] {
            let orchestrator = ModelOrchestrator(
                registry: try SampleModels.registry(many + [other]),
                providers: [
                    ScriptedProvider("alpha") { _, _ in throw AssayError(code, "no") },
                    ScriptedProvider("beta", saying: "from beta"),
                ]
            )
            let response = try await orchestrator.routeRequest("hi")
            #expect(response.decision.fallbacks == ["a1", "a2", "a3"])
            #expect(asked(response) == ["a0", "c"])
        }
        let busy = ScriptedProvider("alpha") { _, _ in throw AssayError(.modelOverloaded, "busy") }
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry(many + [other]),
            providers: [busy, ScriptedProvider("beta", saying: "from beta")]
        )
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        #expect(error?.attempts.map(\.model) == ["a0", "a1", "a2", "a3"], "no more than three others are asked")
    }

    @Test(
        "What is wrong with the key, the account or the request is not the model's failure",
        arguments: [
            (AssayError.Code.modelAuthentication, false), (.modelQuota, false), (.modelBadRequest, false),
            (.unknownModel, false), (.modelOverloaded, true), (.modelProtocol, true), (.timeout, true),
        ]
    )
    func learning(_ code: AssayError.Code, _ isOfModel: Bool) async throws {
        let (route, members, tool) = (InMemoryModelHistory(), InMemoryModelHistory(), InMemoryModelHistory())
        let provider = ScriptedProvider("alpha") { _, _ in throw AssayError(code, "no") }
        let registry = try SampleModels.registry([SampleModels.model("m")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider], history: route)
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        _ = await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        let panel = Panel(history: members)
        try panel.registerProvider("m", provider: provider, model: "m")
        let asking = PanelOptions(retry: RetryPolicy(maxRetries: 0))
        _ = try await ParallelOrchestrator(panel: panel).process("hi", options: asking)
        let asked = try ModelTool([AskedModel(provider, model: "m")], streams: false, history: tool)
        _ = try? await asked.execute(ToolCall(request: ["prompt": "hi"]))
        for history in [route, members, tool] {
            #expect(try await history.totals(for: .general).isEmpty != isOfModel)
        }
    }

    @Test("An error of a provider's own says nothing of its text, which may hold a key (law 9)")
    func foreignError() async throws {
        struct Leak: Error { let key = "sk-secret" }
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [ScriptedProvider("alpha") { _, _ in throw Leak() }]
        )
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        #expect(error?.code == .modelProtocol)
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }

    @Test("Cancelling during a wait ends the request there")
    func cancelled() async throws {
        let clock = ManualClock()
        let provider = ScriptedProvider(
            "alpha",
            failing: [AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(9))]
        )
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [provider],
            clock: clock
        )
        let task = Task { try await orchestrator.routeRequest("hi") }
        await clock.sleepers(atLeast: 1)
        task.cancel()
        let error = await requestError { _ = try await task.value }
        #expect(error?.code == .cancelled)
        #expect(provider.requests.count == 1)
    }

    @Test("The waits are the same for the same seed")
    func seededWaits() async throws {
        func waits(_ seed: UInt64) async throws -> [Int64] {
            let clock = ManualClock()
            let failure = AssayError(.modelOverloaded, "busy", isRetryable: true)
            let orchestrator = ModelOrchestrator(
                registry: try SampleModels.registry([SampleModels.model("a")]),
                providers: [ScriptedProvider("alpha", failing: [failure, failure])],
                clock: clock,
                seed: seed
            )
            return try await clock.passing { try await orchestrator.routeRequest("hi") }.attempts.map(\.delayMS)
        }
        #expect(try await waits(1) == waits(1))
        #expect(try await waits(1) != waits(2))
    }
}

/// The failure a request ends with.
func requestError(_ work: () async throws -> Void) async -> ModelRequestError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? ModelRequestError
    }
}
