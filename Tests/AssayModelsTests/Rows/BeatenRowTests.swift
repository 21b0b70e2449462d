import AssayCore
import AssayModels
import AssayTesting
import Testing

/// S0-24: what the original promised and did not have.
struct BeatenRowTests {
    private static let none: [(budget: Budget, name: String)] = [
        (Budget(tokens: 0), "tokens"), (Budget(costUSD: 0), "cost_usd"), (Budget(timeMS: 0), "time_ms"),
    ]

    @Test("S0-24: a budget of nothing asks nobody, alone or in a panel, and says which limit it is")
    func emptyBudget() async throws {
        for (budget, name) in Self.none {
            let provider = ScriptedProvider("alpha", saying: "ok")
            let registry = try SampleModels.registry([SampleModels.model("a")])
            let orchestrator = ModelOrchestrator(registry: registry, providers: [provider], budget: budget)
            let error = await requestError { _ = try await orchestrator.routeRequest("hi") }
            #expect(error?.code == .budgetExceeded)
            let reason = "the budget of \(name) leaves no room for another call"
            #expect(error?.message == "no model was asked: \(reason)")
            #expect(error?.attempts == [] && provider.requests.isEmpty)
            let bench = try PanelBench([Voice("a", saying: "x"), Voice("b", saying: "x")], budget: budget)
            let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel))
            #expect(result.outcome == .failed)
            #expect(result.failures.map(\.failure?.message) == [reason, reason])
            #expect(bench.calls == 0 && bench.panel.callsInFlight == 0)
            #expect(result.cost == .zero)
        }
    }

    @Test("S0-24: a budget of time is that of all calls together")
    func timeBudget() async throws {
        let clock = ManualClock()
        let provider = ScriptedProvider("alpha") { _, _ in
            clock.advance(by: .milliseconds(60))
            return .text("ok")
        }
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a")]),
            providers: [provider],
            budget: Budget(timeMS: 100),
            clock: clock
        )
        for _ in 0..<2 { #expect(try await orchestrator.routeRequest("hi").content == "ok") }
        let error = await requestError { _ = try await orchestrator.routeRequest("hi") }
        #expect(error?.code == .budgetExceeded && error?.message.contains("time_ms") == true)
        #expect(provider.requests.count == 2)
    }

    @Test("S0-24: a consensus takes just the share that is asked for", arguments: [1.0, 2.0 / 3, 0])
    func consensus(_ share: Double) async throws {
        let bench = try PanelBench([
            Voice("a", saying: "Lyon"), Voice("b", saying: "Paris."), Voice("c", saying: "paris"),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        let result = try await bench.ask(orchestrator, options: PanelOptions(minimumAgreement: share))
        #expect(result.agreement.leadingShare == 2.0 / 3)
        #expect(result.outcome == (share == 1 ? .abstained : .complete))
        #expect(result.synthesis?.response == (share == 1 ? nil : "Paris."))
        #expect(result.objection == (share == 1 ? "too few answers agree: a share of 1.0 is needed" : nil))
    }

    @Test("S0-24: a quality gate lets through what is just good enough, and nothing of which nobody knows")
    func gate() async throws {
        for (score, isGood) in [(0.7, true), (0.69, false), (Double.nan, false), (-Double.infinity, false)] {
            let bench = try PanelBench([Voice("a", saying: "Paris"), Voice("b", saying: "Paris")])
            let options = PanelOptions(quality: AnswerQuality(threshold: 0.7) { _ in score })
            let orchestrator = ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: 2)
            let result = try await bench.ask(orchestrator, options: options)
            #expect(result.outcome == (isGood ? .complete : .abstained), "\(score)")
            #expect(result.objection == (isGood ? nil : "good answers: 0, needed: 1"), "\(score)")
            #expect(result.members.map(\.isGood) == [isGood, isGood])
            #expect(result.answered.count == 2, "what was paid for is kept")
        }
    }

    @Test("S0-24: who failed at such tasks is asked later, by what really came of it")
    func learning() async throws {
        let history = InMemoryModelHistory()
        let voices = [Voice("a", failing: .modelContentPolicy), Voice("b", saying: "x")]
        let bench = try PanelBench(voices, history: history)
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel)
        func order(_ task: TaskType) async throws -> [String] {
            try await orchestrator.explain("hello", options: PanelOptions(taskType: task)).ranked.map(\.model.id)
        }
        #expect(try await order(.general) == ["a", "b"])
        let options = PanelOptions(taskType: .general, strategy: .parallel)
        for _ in 0..<5 { _ = try await bench.ask(orchestrator, options: options) }
        #expect(history.totals(for: "general")["a"]?.successRate == 0)
        #expect(try await order(.general) == ["b", "a"])
        #expect(try await order(.testing) == ["a", "b"], "another kind of task is not touched")
    }
}
