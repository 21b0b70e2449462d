import AssayCore
import AssayModels
import AssayTesting
import Testing

/// Many providers at once, some of which go away.
struct ConcurrencyRowTests {
    @Test("S0-24, S1-9: queries run at once, and take as long as the slowest of them", arguments: [1, 2, 40])
    func parallel(_ count: Int) async throws {
        let voices = (0..<count).map { Voice("v\($0)", saying: "x", after: .milliseconds(100 + $0)) }
        let bench = try PanelBench(voices)
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false))
        #expect(result.elapsedMS == Int64(99 + count))
        #expect(result.answered.count == count && bench.calls == count)
    }

    @Test("S1-9: a provider that is taken out while it is asked still answers, and is not asked again")
    func disappearing() async throws {
        let bench = try PanelBench([
            Voice("a", saying: "Paris"), Voice("b", saying: "Lyon", after: .milliseconds(50)),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        let result = try await VirtualTime.run(bench.clock) {
            async let asked = orchestrator.process("hi")
            try await bench.clock.sleep(for: .milliseconds(20))
            bench.panel.unregisterProvider("b")
            return try await asked
        }
        #expect(result.report("b")?.text == "Lyon" && result.outcome == .complete)
        #expect(try await bench.ask(orchestrator).members.map(\.member) == ["a"])
        #expect(bench.calls("b") == 1)
        #expect(bench.panel.statistics.members["b"]?.successes == 1)
    }

    @Test("S1-9: a request that was cancelled before it began asks nobody and learns nothing")
    func cancelledBefore() async throws {
        let bench = try PanelBench([Voice("a", saying: "x"), Voice("b", saying: "y")])
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        let result = try await VirtualTime.run(bench.clock) {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await orchestrator.process("hi")
        }
        #expect(bench.calls == 0)
        #expect(result.failures.map(\.failure?.code) == [.cancelled, .cancelled])
        #expect(result.outcome == .failed && result.end == .cancelled)
        #expect(result.cost == .zero)
        #expect(bench.panel.statistics.total.releases == 2)
        #expect(try await bench.panel.history.totals(for: .general).isEmpty)
    }
}
