import AssayModels
import Testing

/// The original counted the answers "needed before synthesis", and never synthesised.
struct ParallelSynthesisRowTests {
    @Test("S1-3: a parallel orchestrator synthesises when the fewest answers it needs are there")
    func synthesis() async throws {
        let bench = try PanelBench([
            Voice("a", [.text("Paris"), .text("It is Paris.")]), Voice("b", saying: "Paris", after: .milliseconds(50)),
            Voice("c", saying: "Lyon", after: .seconds(9)),
        ])
        let orchestrator = ParallelOrchestrator(
            panel: bench.panel,
            minResponsesNeeded: 2,
            synthesis: SynthesisPlan()
        )
        let result = try await bench.ask(orchestrator)
        #expect(result.isEarlyStopped)
        #expect(result.synthesis?.kind == .synthesis)
        #expect(result.synthesis?.response == "It is Paris.")
    }
}
