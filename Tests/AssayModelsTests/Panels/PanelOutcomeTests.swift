import AssayCore
import AssayModels
import AssayTesting
import Testing

struct PanelOutcomeTests {
    private func orchestrators(_ panel: Panel) -> [any BaseOrchestrator] {
        [
            SimpleOrchestrator(panel: panel), SimpleOrchestrator(panel: panel, parallelRequests: false),
            ParallelOrchestrator(panel: panel, minResponsesNeeded: 3),
            ParallelOrchestrator(panel: panel, maxParallelProviders: 1, usesEarlyStopping: false),
            AdaptiveOrchestrator(panel: panel, defaultStrategy: .simple),
            AdaptiveOrchestrator(panel: panel, defaultStrategy: .parallel),
            AdaptiveOrchestrator(panel: panel, defaultStrategy: .waterfall),
        ]
    }

    /// Law 2: nothing is hidden.
    @Test("Of three providers one breaks in the middle: no orchestrator calls that complete", arguments: 0..<7)
    func killed(_ index: Int) async throws {
        let broken = MockProvider.Step.interruption("Pa", AssayError(.modelNetwork, "broken off"))
        for victim in 0..<3 {
            let voices = (0..<3).map { number in
                number == victim
                    ? Voice("v\(number)", Array(repeating: broken, count: 3))
                    : Voice("v\(number)", saying: "Paris")
            }
            let bench = try PanelBench(voices)
            let result = try await bench.ask(orchestrators(bench.panel)[index])
            // Those asked one after the other may be done before the turn of the one that breaks.
            guard bench.calls("v\(victim)") > 0 else { continue }
            #expect(result.outcome == (index == 6 ? .degraded : .partial), "\(victim)")
            #expect(result.report("v\(victim)")?.failure?.code == .modelNetwork)
            #expect(result.explanation.contains("v\(victim) failed: model_network"))
            #expect(try result.answer() == "Paris" || index < 2 || index == 4)
        }
    }

    @Test("Without any answer the outcome is failed, and the error names what the last one said")
    func failed() async throws {
        let bench = try PanelBench([Voice("a", failing: .modelQuota), Voice("b", failing: .modelContext)])
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel))
        #expect(result.outcome == .failed)
        #expect(result.synthesis == nil)
        #expect(result.document["synthesis"] == .null)
        #expect(result.agreement.undefinedReason == "there is no answer")
        #expect(throws: PanelFailure.self) { try result.answer() }
    }

    @Test("Too few answers, or too little agreement, is an abstention with the answers kept")
    func abstained() async throws {
        let options = [PanelOptions(minimumAnswers: 4), PanelOptions(minimumAgreement: 0.5)]
        for options in options {
            let bench = try PanelBench((0..<3).map { Voice("v\($0)", saying: "city \($0)") })
            let result = try await bench.ask(SimpleOrchestrator(panel: bench.panel), options: options)
            #expect(result.outcome == .abstained)
            #expect(result.objection != nil)
            #expect(result.answered.count == 3)
            #expect(bench.calls == 3, "nothing is written out of answers that support none")
            do {
                _ = try result.answer()
                Issue.record("an abstention has an answer")
            } catch {
                #expect(error.code == .abstained)
            }
        }
    }

    // S1-4: the threshold of quality was never used
    @Test("When no answer is good enough the panel abstains")
    func quality() async throws {
        let bench = try PanelBench([Voice("a", saying: "meh"), Voice("b", saying: "meh")])
        let options = PanelOptions(quality: AnswerQuality(threshold: 0.7) { _ in 0.69 })
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel), options: options)
        #expect(result.outcome == .abstained)
        #expect(result.objection == "good answers: 0, needed: 1")
        #expect(result.end == .everyone)
    }

    @Test("Of equally near answers the better one is taken, where somebody judged them")
    func better() async throws {
        let bench = try PanelBench([Voice("a", saying: "one"), Voice("b", saying: "two")])
        let options = PanelOptions(quality: AnswerQuality(threshold: 0) { $0.message.text == "two" ? 1 : 0.5 })
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        #expect(try await bench.ask(orchestrator, options: options).best == "b")
        #expect(try await bench.ask(orchestrator).best == "a")
    }

    @Test("An answer that was cut short, refused or is empty does not count")
    func unusable() async throws {
        let refusal = ModelResponse(message: .assistant("no"), finish: .contentFilter, model: "m")
        let bench = try PanelBench([
            Voice("long", saying: "one two three"), Voice("refusing", [.response(refusal)]), Voice("mute", saying: " "),
            Voice("good", saying: "Paris"),
        ])
        var options = PanelOptions()
        options.sampling.maxOutputTokens = 2
        let result = try await bench.ask(
            ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: 2),
            options: options
        )
        #expect(result.agreement.members == ["good"])
        #expect(result.report("refusing")?.failure?.code == .modelContentPolicy)
        #expect(result.report("long")?.isGood == false)
        #expect(result.report("mute")?.isGood == false)
        #expect(result.synthesis?.kind == .single)
        #expect(result.outcome == .partial)
    }

    @Test("What is not known is null: an answer of unknown price makes the cost unknown")
    func unknownCost() async throws {
        let bench = try PanelBench([
            Voice("a", [.text("one two")]), Voice("b", [.text("x")], price: nil),
            Voice("c", failing: .modelAuthentication),
        ])
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false))
        #expect(result.report("a")?.cost.exactUSD == 0.002)
        #expect(result.report("b")?.cost == CostBounds(exactUSD: nil, mostUSD: nil))
        #expect(result.report("c")?.cost == .zero)
        #expect(result.cost.exactUSD == nil)
        #expect(result.document["cost_usd"] == .null)
        #expect(result.usage?.outputTokens == 3)
    }

    @Test("A history that cannot be kept is a warning, not a failure")
    func history() async throws {
        let bench = try PanelBench([Voice("a", saying: "x")], history: BrokenHistory())
        let result = try await bench.ask(ParallelOrchestrator(panel: bench.panel))
        #expect(result.report("a")?.warnings == ["the history could not be kept"])
        #expect(result.outcome == .complete)
    }

    private struct BrokenHistory: ModelHistory {
        func totals(for task: String) throws -> [String: ModelTotals] { [:] }
        func record(_ outcome: ModelOutcome) throws { throw AssayError(.storeFull, "full") }
    }
}
