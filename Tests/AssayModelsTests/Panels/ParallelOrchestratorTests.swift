import AssayCore
import AssayModels
import AssayTesting
import Testing

struct ParallelOrchestratorTests {
    private static let three = [
        Voice("a", saying: "Paris", after: .milliseconds(10)), Voice("b", saying: "Paris.", after: .milliseconds(50)),
        Voice("c", saying: "Paris", after: .milliseconds(500)),
    ]

    // S1-17
    @Test("Two of three that agree end the request when the second has answered", arguments: [1, 2, 3])
    func earlyStop(_ needed: Int) async throws {
        let bench = try PanelBench(Self.three)
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: needed))
        #expect(result.elapsedMS == [10, 50, 500][needed - 1])
        #expect(result.isEarlyStopped == (needed < 3))
        #expect(result.outcome == .complete)
        #expect(result.answered.count == needed)
    }

    // S1-17
    @Test("Answers that differ do not end the request, however many there are")
    func disagreement() async throws {
        let bench = try PanelBench([
            Voice("a", saying: "Paris", after: .milliseconds(10)), Voice("b", saying: "Lyon", after: .milliseconds(50)),
            Voice("c", saying: "paris", after: .milliseconds(500)), Voice("d", saying: "Nice", after: .seconds(2)),
        ])
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: 2))
        #expect(result.elapsedMS == 500)
        #expect(result.best == "a")
        #expect(result.report("d")?.status == "released")
        #expect(result.agreement.leadingShare == 2.0 / 3)
    }

    // S1-17: "sufficient quality responses" needs a judgement of quality
    @Test("An answer that is not good enough does not count towards an early stop")
    func quality() async throws {
        let bench = try PanelBench([
            Voice("a", saying: "no idea", after: .milliseconds(10)),
            Voice("b", saying: "Paris", after: .milliseconds(50)),
            Voice("c", saying: "Paris", after: .milliseconds(500)),
        ])
        var options = PanelOptions()
        options.quality = AnswerQuality { $0.message.text == "Paris" ? 0.9 : 0.1 }
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        let result = try await bench.ask(orchestrator, options: options)
        #expect(result.elapsedMS == 50)
        #expect(result.best == "b")
        #expect(result.report("a")?.quality == 0.1)
        #expect(result.report("a")?.isGood == false)
        #expect(result.agreement.members == ["b"])
    }

    @Test("Without early stopping everyone is waited for")
    func everyone() async throws {
        let bench = try PanelBench(Self.three)
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        let result = try await bench.ask(orchestrator)
        #expect(result.elapsedMS == 500)
        #expect(result.end == .everyone)
        #expect(!result.isEarlyStopped)
    }

    // S1-17: a slow provider in flight was asked, and paid, twice
    @Test("With fewer at once than there are, everyone is asked once, and the slow one is not asked again")
    func maxParallel() async throws {
        let bench = try PanelBench([
            Voice("slow", saying: "1", after: .seconds(1)), Voice("a", saying: "2"), Voice("b", saying: "3"),
            Voice("c", saying: "4"),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel, maxParallelProviders: 2, minResponsesNeeded: 2)
        let result = try await bench.ask(orchestrator)
        #expect(bench.providers.values.map(\.requests.count) == [1, 1, 1, 1])
        #expect(result.attempts.count == 4)
        #expect(result.elapsedMS == 1000)
    }

    @Test("Never more are asked at once than may be", arguments: [1, 2, 3, 6, .max])
    func atOnce(_ most: Int) async throws {
        let bench = try PanelBench((0..<6).map { Voice("v\($0)", saying: "x", after: .seconds(1)) })
        let orchestrator = ParallelOrchestrator(
            panel: bench.panel,
            maxParallelProviders: most,
            usesEarlyStopping: false
        )
        let result = try await bench.ask(orchestrator)
        #expect(result.elapsedMS == 1000 * Int64((6 + min(most, 6) - 1) / min(most, 6)))
        #expect(bench.calls == 6)
    }

    @Test("A provider that was not needed is never asked")
    func spared() async throws {
        let bench = try PanelBench(Self.three)
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, maxParallelProviders: 1))
        #expect(result.members.map(\.status) == ["answered", "spared", "spared"])
        #expect(bench.calls == 1)
        #expect(result.outcome == .complete)
        #expect(result.isEarlyStopped)
    }

    // S1-17: cancelled tasks were never awaited, and what they cost was lost
    @Test("A call that is let off is charged at its worst case, because nobody knows what it used")
    func charged() async throws {
        let bench = try PanelBench(Self.three, budget: Budget(costUSD: 0.0211))
        var options = PanelOptions()
        options.sampling.maxOutputTokens = 7
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        let result = try await bench.ask(orchestrator, options: options)
        #expect(result.members.map(\.status) == ["answered", "released", "released"])
        #expect(result.report("a")?.cost == CostBounds(exactUSD: 0.001, mostUSD: 0.001))
        #expect(result.report("b")?.cost == CostBounds(exactUSD: nil, mostUSD: 0.007))
        #expect(result.cost.exactUSD == nil)
        #expect(abs((result.cost.mostUSD ?? 0) - 0.015) < 1e-12)
        #expect(bench.panel.callsInFlight == 0)
        // 0.0061 is left of the budget, which is less than another call may cost.
        let second = try await bench.ask(orchestrator, options: options)
        #expect(second.outcome == .failed)
        #expect(second.failures.map(\.failure?.code) == [.budgetExceeded, .budgetExceeded, .budgetExceeded])
    }

    // S1-23
    @Test("The best answer is the one the others stand by, not the fastest")
    func content() async throws {
        let bench = try PanelBench([
            Voice("fast", saying: "The capital is Lyon", after: .milliseconds(1)),
            Voice("b", saying: "The capital is Paris", after: .milliseconds(70)),
            Voice("c", saying: "The capital is Paris", after: .milliseconds(90)),
        ])
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false))
        #expect(result.best == "b")
        #expect(result.synthesis?.kind == .bestOf)
        #expect(result.synthesis?.reason == "it stands for the 2 of 3 answers that agree")
        #expect(try result.answer() == "The capital is Paris")
    }

    @Test("Of answers that are as good as each other the one registered first is taken, whoever was asked first")
    func registrationOrder() async throws {
        let failure = MockProvider.Step.failure(AssayError(.modelBadRequest, "no"))
        let bench = try PanelBench([Voice("a", [failure, .text("Lyon")]), Voice("b", saying: "Paris")])
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        _ = try await bench.ask(orchestrator)
        let result = try await bench.ask(orchestrator)
        #expect(result.members.map(\.member) == ["b", "a"])
        #expect(result.best == "a")
    }

    @Test("A call that is let off counts as let off, whatever its provider makes of that")
    func rudeProvider() async throws {
        let bench = try PanelBench([Voice("a", saying: "Paris")])
        let clock = bench.clock
        let rude = ScriptedProvider("rude") { _, _ in
            try? await clock.sleep(for: .seconds(60))
            throw AssayError(.modelNetwork, "connection closed", isRetryable: true)
        }
        try bench.panel.registerProvider("rude", provider: rude, model: "m")
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel))
        #expect(result.report("rude")?.status == "released")
        #expect(result.report("rude")?.attempts.map(\.failure?.code) == [.cancelled])
        #expect(result.outcome == .complete)
        #expect(result.elapsedMS == 10)
    }

    @Test("A provider that failed once is asked again some day")
    func secondChance() async throws {
        let bench = try PanelBench([
            Voice("unlucky", [.failure(AssayError(.modelBadRequest, "no"))]), Voice("steady", saying: "x"),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel, maxParallelProviders: 1)
        var requests = 0
        while bench.calls("unlucky") < 2, requests < 1000 {
            _ = try await bench.ask(orchestrator)
            requests += 1
        }
        #expect(bench.calls("unlucky") == 2)
        #expect(requests > 100, "one failure must not be forgotten at once")
    }

    // S1-21: the slowest always scored 0, and untried ones came last
    @Test("Providers never asked come first, then reliable ones, be they slow")
    func priority() async throws {
        let failure = MockProvider.Step.failure(AssayError(.modelBadRequest, "no"))
        let flaky = [failure, failure, .text("1")]
        let bench = try PanelBench([
            Voice("flaky", flaky + flaky + flaky, after: .milliseconds(5)),
            Voice("slow", saying: "2", after: .milliseconds(900)),
        ])
        let everyone = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        for _ in 0..<9 { _ = try await bench.ask(everyone) }
        #expect(bench.panel.statistics.members["flaky"]?.successRate == 1.0 / 3)
        let late = MockProvider(id: "new", script: [.text("3")], clock: bench.clock)
        try bench.panel.registerProvider("new", provider: late, model: "m")
        let result = try await bench.ask(everyone)
        #expect(result.members.map(\.member) == ["new", "slow", "flaky"])
    }

    @Test("Numbers nobody can follow are refused before anyone is asked")
    func refused() async throws {
        let bench = try PanelBench(Self.three)
        let broken = [
            ParallelOrchestrator(panel: bench.panel, maxParallelProviders: 0),
            ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: 0), ParallelOrchestrator(panel: Panel()),
        ]
        for orchestrator in broken {
            #expect(await thrown { _ = try await orchestrator.process("hi") }?.code == .invalidArgument)
        }
        #expect(bench.calls == 0)
    }
}
