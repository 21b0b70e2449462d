import AssayCore
import AssayModels
import AssayTesting
import Testing

/// Several providers, one question, and one answer.
struct OrchestratorRowTests {
    private static let busy = MockProvider.Step.failure(AssayError(.modelOverloaded, "busy", isRetryable: true))

    @Test("S1-1: every orchestrator makes three attempts, gives a call thirty seconds, and counts what was done")
    func base() async throws {
        let bench = try PanelBench([
            Voice("busy", Array(repeating: Self.busy, count: 9)), Voice("hung", saying: "x", after: .seconds(31)),
        ])
        let orchestrator = SimpleOrchestrator(panel: bench.panel)
        #expect(orchestrator.parallelRequests)
        let result = try await bench.ask(orchestrator)
        #expect(result.report("busy")?.attempts.count == 3)
        #expect(result.report("hung")?.attempts.map(\.elapsedMS) == [30_000, 30_000, 30_000])
        #expect(result.report("hung")?.failure?.message == "hung took longer than 30000 ms")
        #expect(result.outcome == .failed)
        #expect(orchestrator.statistics.total.errors == [.modelOverloaded: 3, .timeout: 3])
        #expect(orchestrator.registeredProviders.map(\.id) == ["busy", "hung"])
    }

    @Test("S1-2: answers are compared, and one is written, in one call of the lead, or of the first that answered")
    func lead() async throws {
        for (lead, author) in [(nil, "b"), ("c", "c")] as [(String?, String)] {
            let bench = try PanelBench([
                Voice("a", failing: .modelQuota), Voice("b", [.text("Paris"), .text("from b")]),
                Voice("c", [.text("Lyon"), .text("from c")]),
            ])
            let orchestrator = SimpleOrchestrator(panel: bench.panel)
            #expect(orchestrator.leadProviderID == nil)
            try orchestrator.setLeadProvider("a")
            try orchestrator.setLeadProvider(lead)
            let result = try await bench.ask(orchestrator)
            #expect(orchestrator.leadProviderID == lead)
            #expect(result.synthesis?.response == "from \(author)" && result.synthesis?.author == author)
            #expect(result.synthesis?.analysis == .comparative)
            #expect(bench.calls == 4, "each is asked once, and one of them writes")
        }
    }

    @Test("S1-3: nothing is written out of fewer good answers than are needed", arguments: [2, 3])
    func fewest(_ needed: Int) async throws {
        var cut = ModelResponse.text("Par")
        cut.finish = .length
        let bench = try PanelBench([
            Voice("a", [.text("Paris"), .text("both")]), Voice("b", saying: "Lyon"), Voice("c", [.response(cut)]),
        ])
        let options = PanelOptions(minimumAnswers: needed)
        let result = try await bench.ask(SimpleOrchestrator(panel: bench.panel), options: options)
        #expect(result.synthesis?.response == (needed == 2 ? "both" : nil))
        #expect(result.outcome == (needed == 2 ? .complete : .abstained))
        #expect(result.objection == (needed == 2 ? nil : "good answers: 2, needed: 3"))
        #expect(bench.calls == (needed == 2 ? 4 : 3))
    }

    @Test("S1-3: once as many agree as are needed the others are let off, and one answer is written")
    func enough() async throws {
        let bench = try PanelBench([
            Voice("a", [.text("Paris"), .text("It is Paris.")]), Voice("b", saying: "Paris.", after: .milliseconds(50)),
            Voice("c", saying: "Lyon", after: .seconds(9)),
        ])
        let plan = PanelPlan(members: bench.panel.members, enough: 2, synthesis: SynthesisPlan())
        let result = try await VirtualTime.run(bench.clock) { try await bench.panel.ask("Which city?", plan) }
        #expect(result.members.map(\.status) == ["answered", "answered", "released"])
        #expect(result.synthesis?.kind == .synthesis)
        #expect(try result.answer() == "It is Paris.")
        #expect(result.elapsedMS == 60)
        #expect(bench.calls == 4)
    }

    @Test("S1-5: every setting is used: changing it changes what comes of a request")
    func settings() async throws {
        func ask(_ options: PanelOptions) async throws -> PanelResult {
            let bench = try PanelBench([
                Voice("a", saying: "one two"), Voice("b", [Self.busy, Self.busy, .text("three")]),
            ])
            let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
            return try await bench.ask(orchestrator, options: options)
        }
        let usual = try await ask(PanelOptions())
        #expect(usual.outcome == .complete && usual.attempts.count == 4 && usual.best == "a")
        let once = RetryPolicy(maxRetries: 0)
        #expect(try await ask(PanelOptions(retry: once)).attempts.count == 2)
        let short = CallLimits(total: .milliseconds(5))
        let hasty = try await ask(PanelOptions(limits: short, retry: once))
        #expect(hasty.failures.map(\.failure?.code) == [.timeout, .timeout])
        let late = try await ask(PanelOptions(deadline: .milliseconds(9)))
        #expect(late.failures.map(\.failure?.code) == [.deadline, .deadline])
        #expect(late.elapsedMS == 9)
        let brief = try await ask(PanelOptions(sampling: ModelSampling(maxOutputTokens: 1)))
        #expect(brief.agreement.members == ["b"])
        let choosy = PanelOptions(quality: AnswerQuality { $0.message.text == "three" ? 1 : 0 })
        #expect(try await ask(choosy).best == "b")
        #expect(try await ask(PanelOptions(minimumAnswers: 3)).outcome == .abstained)
        #expect(try await ask(PanelOptions(minimumAgreement: 0.6)).outcome == .abstained)
        let lenient = AnswerComparison(name: "all", threshold: 0) { _, _ in 0 }
        #expect(try await ask(PanelOptions(comparison: lenient, minimumAgreement: 1)).outcome == .complete)
    }
}
