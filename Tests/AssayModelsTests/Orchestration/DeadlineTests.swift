import AssayCore
import AssayModels
import AssayTesting
import Testing

/// The deadline of a whole request.
struct DeadlineTests {
    private let clock = ManualClock()

    private func orchestrator(
        _ script: [MockProvider.Step] = [],
        latency: Duration = .zero,
        history: any ModelHistory = InMemoryModelHistory()
    ) throws -> ModelOrchestrator {
        let behaviour = MockProvider.Behaviour(latency: latency)
        return ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [MockProvider(id: "alpha", script: script, behaviour: behaviour, clock: clock)],
            history: history,
            clock: clock
        )
    }

    private func options(_ deadline: Duration, retries: Int = 2) -> RouteOptions {
        RouteOptions(
            retry: RetryPolicy(maxRetries: retries, initialDelay: .seconds(1), hasJitter: false),
            limits: CallLimits(idle: nil),
            deadline: deadline
        )
    }

    private func ask(_ orchestrator: ModelOrchestrator, _ options: RouteOptions) async throws -> ModelRequestError? {
        try await VirtualTime.run(clock) {
            await requestError { _ = try await orchestrator.routeRequest("hi", options: options) }
        }
    }

    @Test("A model that says nothing is given up at the deadline, and that counts against it")
    func silent() async throws {
        let history = InMemoryModelHistory()
        let error = try await ask(orchestrator(latency: .seconds(500), history: history), options(.seconds(9)))
        #expect(error?.code == .deadline)
        #expect(error?.attempts.map(\.failure?.code) == [.deadline])
        #expect(clock.now.offset == .seconds(9))
        #expect(try await history.totals(for: .general)["a"]?.attempts == 1)
    }

    @Test("All attempts together must end by then, however many are allowed")
    func attempts() async throws {
        let busy = MockProvider.Step.failure(AssayError(.modelOverloaded, "busy", isRetryable: true))
        let script = Array(repeating: busy, count: 20)
        let error = try await ask(orchestrator(script, latency: .seconds(4)), options(.seconds(12), retries: 20))
        // 4 s, a wait of 1 s, 4 s, a wait of 2 s, and 1 s of the third.
        #expect(error?.code == .deadline && error?.attempts.count == 3)
        #expect(clock.now.offset == .seconds(12))
    }

    @Test("Nothing is waited for that would come after the deadline, and the failure is the real one")
    func noUselessWait() async throws {
        let later = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(20))
        let error = try await ask(orchestrator([.failure(later)]), options(.seconds(19)))
        #expect(error?.code == .modelRateLimit)
        #expect(clock.now.offset == .zero)
    }

    @Test("Functions count, too; what was said before is kept")
    func functions() async throws {
        let orchestrator = try orchestrator([.response(.calling(("1", "sleep", "{}")))])
        try orchestrator.registerFunction("sleep", parameters: ["type": "object"]) { [clock] _ in
            try await clock.sleep(for: .seconds(500))
            return "awake"
        }
        let error = try await ask(orchestrator, options(.seconds(3)))
        #expect(error?.code == .deadline && error?.attempts.map(\.failure) == [nil])
        #expect(clock.now.offset == .seconds(3))
    }

    @Test("An answer in time is the answer, and a request that is cancelled before is cancelled")
    func inTime() async throws {
        let orchestrator = try orchestrator([.text("ok")], latency: .seconds(2))
        let (options, clock) = (options(.seconds(3)), clock)
        let response = try await VirtualTime.run(clock) {
            try await orchestrator.routeRequest("hi", options: options)
        }
        #expect(response.content == "ok" && response.elapsedMS == 2000)
        let task = Task { try await orchestrator.routeRequest("hi", options: options) }
        await clock.sleepers(atLeast: 2)
        task.cancel()
        #expect(await requestError { _ = try await task.value }?.code == .cancelled)
    }

    @Test("A deadline that has passed before the start is refused")
    func nonsense() async throws {
        let orchestrator = try orchestrator()
        let error = await thrown { _ = try await orchestrator.routeRequest("hi", options: options(.zero)) }
        #expect(error?.code == .invalidArgument)
    }
}
