import AssayCore
import AssayModels
import Testing

/// Panels whose members are heard while they speak.
struct PanelStreamTests {
    private static let broken = AssayError(.modelNetwork, "The connection broke.", isRetryable: true)
    private static let price = ModelPrice(input: 1, output: 4)

    private func panel(_ scripts: [String: [MockProvider.Step]], budget: Budget = Budget()) throws -> Panel {
        let panel = Panel(budget: budget, clock: InstantClock())
        for (id, script) in scripts.sorted(by: { $0.key < $1.key }) {
            let provider = MockProvider(id: id, script: script)
            try panel.registerProvider(id, provider: provider, model: SampleModels.model("m", price: Self.price))
        }
        return panel
    }

    private func events(_ stream: AsyncThrowingStream<PanelEvent, any Error>) async throws -> [PanelEvent] {
        var events: [PanelEvent] = []
        for try await event in stream { events.append(event) }
        return events
    }

    private func result(_ events: [PanelEvent]) -> PanelResult? {
        if case .finished(let result) = events.last { result } else { nil }
    }

    /// What a speaker said, with marks where it began anew or went on.
    private func said(_ events: [PanelEvent], _ member: String, isWriter: Bool = false) -> String {
        events.reduce(into: "") { text, event in
            switch event {
            case .text(let speaker, let piece) where speaker.member == member && speaker.isWriter == isWriter:
                text += piece
            case .restarted(let speaker, let place) where speaker.member == member: text += "[-\(place.discarded)]"
            case .continued(let speaker, let place) where speaker.member == member: text += "[+\(place.kept)]"
            default: break
            }
        }
    }

    @Test("Every member is heard, then who writes, and the last event is the result")
    func synthesis() async throws {
        let panel = try panel(["a": [.text("it is red"), .text("red, they say")], "b": [.text("it is blue")]])
        let events = try await events(SimpleOrchestrator(panel: panel).stream("Which colour?"))
        #expect(said(events, "a") == "it is red")
        #expect(said(events, "b") == "it is blue")
        #expect(said(events, "a", isWriter: true) == "red, they say")
        let asked = events.compactMap { event in
            if case .asked(let speaker) = event { speaker } else { PanelSpeaker?.none }
        }
        #expect(asked.map(\.isWriter) == [false, false, true])
        let ended = events.filter { event in if case .ended = event { true } else { false } }
        #expect(ended.count == 3)
        #expect(result(events)?.synthesis?.response == "red, they say")
    }

    @Test("The result is the one that comes without streaming, for every orchestrator")
    func same() async throws {
        let yes = [MockProvider.Step](repeating: .text("yes"), count: 2)
        let script = ["a": yes, "b": yes]
        let orchestrators: [@Sendable (Panel) -> any BaseOrchestrator] = [
            { SimpleOrchestrator(panel: $0, parallelRequests: false) },
            { ParallelOrchestrator(panel: $0, usesEarlyStopping: false) },
            { AdaptiveOrchestrator(panel: $0, defaultStrategy: .waterfall) },
        ]
        for make in orchestrators {
            let streamed = try await events(make(panel(script)).stream("Is it so?"))
            let whole = try await make(panel(script)).process("Is it so?")
            #expect(result(streamed)?.synthesis == whole.synthesis)
            #expect(result(streamed)?.members.map(\.status) == whole.members.map(\.status))
            #expect(result(streamed)?.cost == whole.cost)
        }
    }

    @Test(
        "A member that breaks in the middle fails, begins anew or goes on, as was asked",
        arguments: MidStreamPolicy.allCases
    )
    func breaks(_ policy: MidStreamPolicy) async throws {
        let panel = try panel(["a": [.interruption("one two ", Self.broken), .text("three")]])
        let events = try await events(
            ParallelOrchestrator(panel: panel).stream("hi", midStream: policy)
        )
        let report = try #require(result(events)?.report("a"))
        switch policy {
        case .fail:
            #expect(said(events, "a") == "one two ")
            #expect(report.failure?.code == .modelNetwork)
            #expect(report.attempts.map(\.usage?.isEstimated) == [true])
        case .restart:
            #expect(said(events, "a") == "one two [-8]three")
            #expect(report.text == "three")
        case .continue:
            #expect(said(events, "a") == "one two [+8]three")
            #expect(report.text == "one two three")
        }
        // An estimate is no bound: the most a broken call can have cost is its worst case.
        #expect(result(events)?.cost.exactUSD == nil)
        #expect(try #require(result(events)?.cost.mostUSD) > 0.004)
    }

    @Test("Dropping the events gives up every member, and the budget is charged with what they had said")
    func dropped() async throws {
        let panel = Panel(budget: Budget(tokens: 4000))
        let providers = ["a", "b"].map { EndlessProvider($0) }
        for provider in providers {
            try panel.registerProvider(provider.id, provider: provider, model: SampleModels.model("m"))
        }
        var options = PanelOptions(sampling: ModelSampling(maxOutputTokens: 1900), retry: RetryPolicy(maxRetries: 0))
        var heard: Set<String> = []
        for try await event in ParallelOrchestrator(panel: panel).stream("hi", options: options) {
            if case .text(let speaker, _) = event { heard.insert(speaker.member) }
            if heard.count == 2 { break }
        }
        for provider in providers { await provider.ended() }
        while panel.callsInFlight > 0 { await Task.yield() }
        options.sampling.maxOutputTokens = 50
        #expect(try await ParallelOrchestrator(panel: panel).process("hi", options: options).outcome == .complete)
        options.sampling.maxOutputTokens = 3960
        let rest = try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        #expect(rest.report("a")?.failure?.code == .budgetExceeded)
    }
}
