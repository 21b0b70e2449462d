import AssayCore
import AssayModels
import AssayTesting
import Testing

struct PanelTimeTests {
    private func options(
        limit: Duration? = .seconds(1),
        deadline: Duration? = nil,
        retries: Int = 0
    ) -> PanelOptions {
        PanelOptions(
            deadline: deadline,
            limits: CallLimits(total: limit, idle: nil),
            retry: RetryPolicy(maxRetries: retries, hasJitter: false)
        )
    }

    private func all(_ bench: PanelBench) -> ParallelOrchestrator {
        ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
    }

    // S1-18: the limit was per attempt, and there was none for the whole
    @Test("A call that takes too long fails with a timeout, and is repeated where that is allowed")
    func timeout() async throws {
        let bench = try PanelBench([Voice("a", saying: "x", after: .seconds(5)), Voice("b", saying: "y")])
        let result = try await bench.ask(all(bench), options: options(retries: 1))
        #expect(result.report("a")?.attempts.map(\.failure?.code) == [.timeout, .timeout])
        #expect(result.report("a")?.attempts.map(\.delayMS) == [0, 1000])
        #expect(result.elapsedMS == 3000)
        #expect(result.outcome == .partial)
        // What a call used that was given up is unknown.
        #expect(result.cost.exactUSD == nil)
    }

    // S1-18
    @Test("The deadline holds for all attempts and waits together")
    func deadline() async throws {
        let bench = try PanelBench([Voice("a", saying: "x", after: .seconds(5)), Voice("b", saying: "y")])
        let short = try await bench.ask(all(bench), options: options(deadline: .milliseconds(2500), retries: 9))
        #expect(short.report("a")?.attempts.map(\.failure?.code) == [.timeout, .deadline])
        #expect(short.elapsedMS == 2500)
        #expect(short.outcome == .partial)
        #expect(try short.answer() == "y")
    }

    @Test("Nothing is waited for that would come after the deadline, and the failure is the real one")
    func noUselessWait() async throws {
        let busy = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(20))
        let bench = try PanelBench([Voice("a", [.failure(busy)])])
        let result = try await bench.ask(all(bench), options: options(deadline: .seconds(19), retries: 3))
        #expect(result.report("a")?.failure == busy)
        #expect(result.elapsedMS == 10)
    }

    @Test("Whoever was not asked before the deadline counts as missing, and nobody is paid after it")
    func unasked() async throws {
        let bench = try PanelBench((0..<3).map { Voice("v\($0)", saying: "x", after: .seconds(1)) })
        let orchestrator = SimpleOrchestrator(panel: bench.panel, parallelRequests: false)
        let result = try await bench.ask(orchestrator, options: options(limit: nil, deadline: .milliseconds(1500)))
        #expect(result.members.map(\.status) == ["answered", "failed", "failed"])
        #expect(result.members.map(\.attempts.count) == [1, 1, 0])
        #expect(result.end == .deadline)
        #expect(result.outcome == .partial)
        #expect(bench.calls == 2)
    }

    @Test("A synthesis that would begin after the deadline is not begun")
    func lateSynthesis() async throws {
        let bench = try PanelBench([
            Voice("a", saying: "x", after: .seconds(1)), Voice("b", saying: "y"), Voice("c", saying: "z"),
        ])
        let orchestrator = SimpleOrchestrator(panel: bench.panel)
        let result = try await bench.ask(orchestrator, options: options(limit: nil, deadline: .milliseconds(900)))
        #expect(result.outcome == .degraded)
        #expect(result.writing?.failure?.code == .deadline)
        #expect(result.writing?.attempts == [])
        #expect(try result.answer() == "y")
    }

    // S1-10: a refused key was tried again and again, at the same pace
    @Test("A wrong key is not tried again, an overload is, after waits that grow")
    func retries() async throws {
        let bench = try PanelBench([
            Voice("key", failing: .modelAuthentication), Voice("busy", failing: .modelOverloaded, isRetryable: true),
        ])
        let result = try await bench.ask(all(bench), options: options(retries: 3))
        #expect(result.report("key")?.attempts.count == 1)
        #expect(result.report("busy")?.attempts.map(\.delayMS) == [0, 1000, 2000, 4000])
        #expect(result.report("busy")?.failure?.code == .modelOverloaded)
        #expect(result.outcome == .failed)
        #expect(throws: PanelFailure.self) { try result.answer() }
    }

    @Test("A provider that says how long to wait is not asked sooner, or not at all")
    func retryAfter() async throws {
        for (wait, attempts) in [(Duration.seconds(7), 2), (.seconds(61), 1)] {
            let busy = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: wait)
            let bench = try PanelBench([Voice("a", [.failure(busy), .text("x")])])
            let result = try await bench.ask(all(bench), options: options(retries: 3))
            #expect(result.attempts.count == attempts)
            #expect(result.attempts.last?.delayMS == (attempts == 2 ? 7000 : 0))
        }
    }

    /// What comes of a request that is cancelled after a second.
    private func cancelled(_ bench: PanelBench, _ options: PanelOptions) async throws -> PanelResult? {
        let orchestrator = all(bench)
        return try await VirtualTime.run(bench.clock) {
            try await withThrowingTaskGroup(of: PanelResult?.self) { group in
                group.addTask { try await orchestrator.process("hi", options: options) }
                group.addTask {
                    try await bench.clock.sleep(for: .seconds(1))
                    return nil
                }
                _ = try await group.next()
                group.cancelAll()
                return try await group.next() ?? nil
            }
        }
    }

    @Test("Cancelling ends the calls, and what was answered until then is not lost")
    func cancelled() async throws {
        let bench = try PanelBench([Voice("a", saying: "x"), Voice("b", saying: "y", after: .seconds(60))])
        let result = try #require(try await cancelled(bench, options(limit: nil)))
        #expect(result.members.map(\.status) == ["answered", "failed"])
        #expect(result.report("b")?.failure?.code == .cancelled)
        #expect(result.end == .cancelled)
        #expect(result.outcome == .partial)
        #expect(result.elapsedMS == 1000)
        #expect(bench.panel.callsInFlight == 0)
    }

    @Test("Cancelling ends the wait for another try, too")
    func cancelledWait() async throws {
        let busy = AssayError(.modelOverloaded, "busy", isRetryable: true, retryAfter: .seconds(30))
        let bench = try PanelBench([Voice("a", [.failure(busy)])])
        let result = try #require(try await cancelled(bench, options(retries: 1)))
        #expect(result.report("a")?.failure?.code == .cancelled)
        #expect(result.attempts.map(\.failure?.code) == [.modelOverloaded])
        #expect(result.elapsedMS == 1000)
        #expect(bench.calls == 1)
    }

    @Test("An answer that comes although its call was given up is kept, because it is paid for")
    func lateAnswer() async throws {
        let clock = ManualClock()
        let panel = Panel(clock: clock)
        let stubborn = ScriptedProvider("stubborn") { request, _ in
            try? await clock.sleep(for: .seconds(5))
            return .text("late", model: request.model)
        }
        try panel.registerProvider("stubborn", provider: stubborn, model: "m")
        let result = try await VirtualTime.run(clock) { [options = options()] in
            try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        }
        #expect(try result.answer() == "late")
        #expect(result.outcome == .complete)
    }

    @Test("Limits nobody can follow are refused")
    func refused() async throws {
        let bench = try PanelBench([Voice("a", saying: "x")])
        let broken = [
            options(deadline: .zero), options(limit: .zero), options(retries: -1), PanelOptions(minimumAnswers: 0),
            PanelOptions(minimumAgreement: 1.5),
        ]
        for options in broken {
            let error = await thrown {
                _ = try await bench.panel.ask("hi", .init(members: bench.panel.members), options: options)
            }
            #expect(error?.code == .invalidArgument)
        }
        #expect(bench.calls == 0)
    }
}
