import AssayCore
import AssayModels
import AssayTesting
import Synchronization
import Testing

/// Requests whose answers are handed over as they come.
struct RouteStreamTests {
    private static let broken = AssayError(.modelNetwork, "The connection broke.", isRetryable: true)

    /// An orchestrator of two models; `a` is the better one.
    private func orchestrator(
        _ script: [MockProvider.Step],
        other: [MockProvider.Step] = [],
        budget: Budget = Budget()
    ) throws -> (orchestrator: ModelOrchestrator, provider: MockProvider) {
        let provider = MockProvider(id: "alpha", script: script)
        let registry = try SampleModels.registry([
            SampleModels.model("a", strong: 90), SampleModels.model("b", provider: "beta", strong: 80),
        ])
        let providers = [provider, MockProvider(id: "beta", script: other)]
        let orchestrator = ModelOrchestrator(
            registry: registry,
            providers: providers,
            budget: budget,
            clock: InstantClock()
        )
        return (orchestrator, provider)
    }

    /// Every event, and the error that ended them.
    private func events(
        _ stream: AsyncThrowingStream<RouteEvent, any Error>
    ) async -> (events: [RouteEvent], error: ModelRequestError?) {
        var events: [RouteEvent] = []
        do {
            for try await event in stream { events.append(event) }
        } catch {
            return (events, error as? ModelRequestError)
        }
        return (events, nil)
    }

    private func text(_ events: [RouteEvent]) -> [String] {
        events.compactMap { event in
            switch event {
            case .text(let piece): piece
            case .restarted(let place): "[-\(place.discarded)]"
            case .continued(let place): "[+\(place.kept)]"
            default: nil
            }
        }
    }

    private func finished(_ events: [RouteEvent]) -> APIResponse? {
        if case .finished(let response) = events.last { response } else { nil }
    }

    @Test("Pieces of the text come first, then the answer that would have come without streaming")
    func pieces() async throws {
        let (orchestrator, provider) = try orchestrator([.text("one two three"), .text("one two three")])
        let (events, error) = await events(orchestrator.streamRequest("hi", modelID: "a"))
        #expect(error == nil)
        guard case .chosen(let decision) = events.first else { return #expect(Bool(false), "nothing was chosen") }
        #expect(decision.chosen.id == "a")
        #expect(text(events) == ["one ", "two ", "three"])
        let streamed = try #require(finished(events))
        let whole = try await orchestrator.routeRequest("hi", modelID: "a")
        #expect(streamed.content == whole.content)
        #expect(streamed.usage == whole.usage)
        #expect(streamed.costUSD == whole.costUSD)
        #expect(provider.requests.count == 2)
    }

    @Test("Before the first piece another model is asked, and nothing but an event about the attempt tells")
    func before() async throws {
        let refused = AssayError(.modelAuthentication, "no")
        let (orchestrator, _) = try orchestrator([.failure(refused)], other: [.text("from beta")])
        let (events, error) = await events(orchestrator.streamRequest("hi", midStream: .fail))
        #expect(error == nil)
        #expect(text(events) == ["from ", "beta"])
        let attempts = events.compactMap { event in
            if case .attempt(let attempt) = event { attempt.failure?.code } else { AssayError.Code?.none }
        }
        #expect(attempts == [.modelAuthentication])
        #expect(finished(events)?.isSubstitute == true)
    }

    @Test("After the first piece nothing is repeated unless that was asked for, and what came is kept")
    func fails() async throws {
        let (orchestrator, provider) = try orchestrator([.interruption("one two three", Self.broken)])
        let (events, error) = await events(orchestrator.streamRequest("hi"))
        #expect(text(events) == ["one ", "two ", "three"])
        #expect(error?.code == .modelNetwork)
        #expect(error?.rejected?.message.text == "one two three")
        #expect(error?.attempts.map(\.usage?.isEstimated) == [true])
        #expect(provider.requests.count == 1)
    }

    @Test("A restart says how much does not count any more, and the answer is the new one")
    func restarts() async throws {
        let script: [MockProvider.Step] = [.interruption("one two", Self.broken), .text("three")]
        let (orchestrator, provider) = try orchestrator(script)
        let (events, error) = await events(orchestrator.streamRequest("hi", midStream: .restart))
        #expect(error == nil)
        #expect(text(events) == ["one ", "two", "[-7]", "three"])
        let response = try #require(finished(events))
        #expect(response.content == "three")
        #expect(response.attempts.map(\.failure?.code) == [.modelNetwork, nil])
        #expect(response.usage?.isEstimated == true, "the broken call is paid for as well")
        #expect(provider.requests.map(\.messages.count) == [1, 1])
    }

    @Test("A restart may lead to another model, which the event names")
    func restartsElsewhere() async throws {
        let script = [MockProvider.Step](repeating: .interruption("one", Self.broken), count: 3)
        let (orchestrator, provider) = try orchestrator(script, other: [.text("two")])
        let (events, error) = await events(orchestrator.streamRequest("hi", midStream: .restart))
        #expect(error == nil)
        let breaks = events.compactMap { event in
            if case .restarted(let place) = event { place } else { StreamBreak?.none }
        }
        #expect(breaks.map(\.model) == ["a", "a", "a"])
        #expect(breaks.map(\.next) == ["a", "a", "b"])
        #expect(breaks.map(\.discarded) == [3, 3, 3])
        #expect(finished(events)?.content == "two")
        #expect(provider.requests.count == 3)
    }

    @Test("To continue, the model is shown what it said, and the answer is both parts; nothing is discarded")
    func continues() async throws {
        let script: [MockProvider.Step] = [
            .interruption("one two ", Self.broken), .interruption("three ", Self.broken), .text("four"),
        ]
        let (orchestrator, provider) = try orchestrator(script)
        let (events, error) = await events(orchestrator.streamRequest("hi", midStream: .continue))
        #expect(error == nil)
        #expect(text(events) == ["one ", "two ", "[+8]", "three ", "[+14]", "four"])
        #expect(finished(events)?.content == "one two three four")
        let last = try #require(provider.requests.last)
        #expect(last.messages[1] == .assistant("one two three "))
        #expect(last.messages.map(\.role) == [.user, .assistant, .user])
    }

    @Test("An answer that must be valid against a schema cannot be continued, so it begins anew")
    func schemas() async throws {
        let script: [MockProvider.Step] = [.interruption("{\"a\":", Self.broken), .text("{\"a\":1}")]
        let (orchestrator, _) = try orchestrator(script)
        let options = RouteOptions(answerSchema: ["type": "object", "required": ["a"]])
        let (events, error) = await events(
            orchestrator.streamRequest("hi", options: options, midStream: .continue)
        )
        #expect(error == nil)
        #expect(text(events) == ["{\"a\":", "[-5]", "{\"a\":1}"])
        #expect(finished(events)?.structured == ["a": 1])
    }

    @Test("Functions are called between the pieces")
    func functions() async throws {
        let call = ModelResponse.calling(("1", "now", "{}"))
        let (orchestrator, _) = try orchestrator([.response(call), .text("noon")])
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in "12:00" }
        let (events, error) = await events(orchestrator.streamRequest("hi"))
        #expect(error == nil)
        let places = events.map { event in
            switch event {
            case .chosen: "chosen"
            case .call(let call): "call \(call.name)"
            case .executed(let call): "executed \(call.result.output.string ?? "")"
            case .text(let piece): piece
            case .attempt: "attempt"
            case .finished: "finished"
            default: "other"
            }
        }
        #expect(places == ["chosen", "call now", "attempt", "executed 12:00", "noon", "attempt", "finished"])
    }

    @Test("A budget is charged with an estimate of what had come when the call broke (law 4)")
    func budget() async throws {
        let script: [MockProvider.Step] = [.interruption("one two three", Self.broken), .text("four")]
        let (orchestrator, provider) = try orchestrator(script, budget: Budget(tokens: 1052))
        let options = RouteOptions(sampling: ModelSampling(maxOutputTokens: 1000), retry: RetryPolicy(maxRetries: 0))
        let first = await events(orchestrator.streamRequest("hi", modelID: "a", options: options))
        let used = try #require(first.error?.attempts[0].usage)
        #expect(used.isEstimated)
        #expect(used.outputTokens == 3)
        // Beside the 4 tokens of the estimate the worst case of 1050 does not fit, and a smaller one does.
        let second = await events(orchestrator.streamRequest("hi", modelID: "a", options: options))
        #expect(second.error?.code == .budgetExceeded)
        let small = RouteOptions(sampling: ModelSampling(maxOutputTokens: 100), retry: RetryPolicy(maxRetries: 0))
        #expect(await events(orchestrator.streamRequest("hi", modelID: "a", options: small)).error == nil)
        #expect(provider.requests.count == 2)
    }

    @Test("Dropping the events ends the call, and the budget is charged with what had come")
    func dropped() async throws {
        let provider = EndlessProvider()
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider], budget: Budget(tokens: 1960))
        let options = RouteOptions(sampling: ModelSampling(maxOutputTokens: 1900))
        var count = 0
        for try await event in orchestrator.streamRequest("hi", modelID: "a", options: options) {
            if case .text = event { count += 1 }
            if count == 3 { break }
        }
        await provider.ended()
        // The whole of the budget was set aside for that call; some of it is free again, and less than all.
        let small = RouteOptions(sampling: ModelSampling(maxOutputTokens: 50), retry: RetryPolicy(maxRetries: 0))
        var error: (any Error)?
        for _ in 0..<10_000 {
            error = await requestError { _ = try await orchestrator.routeRequest("hi", modelID: "a", options: small) }
            if error == nil { break }
            await Task.yield()
        }
        #expect(error == nil)
        let again = await requestError { _ = try await orchestrator.routeRequest("hi", modelID: "a", options: options) }
        #expect(again?.code == .budgetExceeded)
    }

    @Test("A mistake of the caller ends the events with an error before anybody is asked")
    func mistakes() async throws {
        let (orchestrator, provider) = try orchestrator([])
        let error = await #expect(throws: AssayError.self) {
            for try await _ in orchestrator.streamRequest("hi", modelID: "nobody") {}
        }
        #expect(error?.code == .unknownModel)
        #expect(provider.requests.isEmpty)
    }
}
