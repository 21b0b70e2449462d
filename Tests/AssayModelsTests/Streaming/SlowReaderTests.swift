import AssayCore
import AssayModels
import AssayTesting
import Testing

/// Readers that take their time.
struct SlowReaderTests {
    /// The most events that wait for a reader, and a few that are on their way.
    private static let room = 256 + 4

    private func orchestrator(_ provider: TalkativeProvider) throws -> ModelOrchestrator {
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return ModelOrchestrator(registry: registry, providers: [provider], clock: InstantClock())
    }

    /// Lets others run until a provider has said nothing for a long while.
    private func silence(_ providers: [TalkativeProvider]) async {
        var (count, quiet) = (-1, 0)
        while quiet < 2000 {
            await Task.yield()
            let now = providers.reduce(0) { $0 + $1.count }
            quiet = now == count ? quiet + 1 : 0
            count = now
        }
    }

    @Test("A model is read no faster than the reader takes its words, and every word arrives in order")
    func route() async throws {
        let provider = TalkativeProvider(words: 5000)
        var text = ""
        var taken = 0
        for try await event in try orchestrator(provider).streamRequest("hi", modelID: "a") {
            if taken % 500 == 0 { await silence([provider]) }
            #expect(provider.count <= taken + Self.room)
            taken += 1
            if case .text(let word) = event { text += word }
        }
        let isWhole = text == (1...5000).map { "\($0) " }.joined()
        #expect(isWhole)
    }

    @Test("Members of a panel wait for the reader together, and every word of each arrives in order")
    func panel() async throws {
        let providers = ["a", "b"].map { TalkativeProvider($0, words: 1000) }
        let panel = Panel(clock: InstantClock())
        for provider in providers {
            try panel.registerProvider(provider.id, provider: provider, model: SampleModels.model("m"))
        }
        var texts: [String: String] = [:]
        var taken = 0
        for try await event in ParallelOrchestrator(panel: panel, usesEarlyStopping: false).stream("hi") {
            if taken % 500 == 0 { await silence(providers) }
            #expect(providers.reduce(0) { $0 + $1.count } <= taken + Self.room)
            taken += 1
            if case .text(let speaker, let word) = event, !speaker.isWriter {
                texts[speaker.member, default: ""] += word
            }
        }
        let whole = (1...1000).map { "\($0) " }.joined()
        let isWhole = texts == ["a": whole, "b": whole]
        #expect(isWhole)
    }

    @Test("While members wait for the reader no limit of theirs runs, and no time of theirs is on record")
    func readerTime() async throws {
        let clock = ManualClock()
        let provider = TalkativeProvider("a", words: 1000)
        let panel = Panel(clock: clock)
        try panel.registerProvider("a", provider: provider, model: SampleModels.model("m"))
        let options = PanelOptions(limits: CallLimits(total: .seconds(30)), retry: RetryPolicy(maxRetries: 0))
        var report: MemberReport?
        var taken = 0
        for try await event in ParallelOrchestrator(panel: panel).stream("hi", options: options) {
            taken += 1
            if case .ended(_, let ended) = event { report = ended }
            guard taken % 300 == 0 else { continue }
            await silence([provider])
            clock.advance(by: .seconds(60))
            await silence([provider])
        }
        #expect(taken > 1000)
        #expect(report?.failure == nil)
        #expect(report?.attempts.map(\.elapsedMS) == [0])
        #expect((report?.elapsedMS ?? 0) >= 60_000)
    }

    @Test("A request that waits for its reader ends when the reader goes", arguments: [0, 1, 300])
    func gone(_ taken: Int) async throws {
        let provider = TalkativeProvider(words: 1_000_000)
        var left = taken
        let events = try orchestrator(provider).streamRequest("hi", modelID: "a")
        if left > 0 {
            for try await _ in events {
                left -= 1
                if left == 0 { break }
            }
        }
        await silence([provider])
        #expect(provider.count <= taken + Self.room)
        let reader = Task { for try await _ in events {} }
        reader.cancel()
        // It ends with the cancellation, not after a million words.
        _ = await reader.result
        await silence([provider])
        #expect(provider.count < 1_000_000)
    }

    @Test("What was said before a reader came is there, and after it the error that ended the request")
    func late() async throws {
        let broken = AssayError(.modelNetwork, "The connection broke.", isRetryable: true)
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let provider = MockProvider(id: "alpha", script: [.interruption("one two three", broken)])
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider], clock: InstantClock())
        let events = orchestrator.streamRequest("hi", modelID: "a", options: options)
        while provider.requests.isEmpty { await Task.yield() }
        for _ in 0..<1000 { await Task.yield() }
        var words: [String] = []
        let error = await #expect(throws: ModelRequestError.self) {
            for try await event in events { if case .text(let word) = event { words.append(word) } }
        }
        #expect(error?.code == .modelNetwork)
        #expect(words == ["one ", "two ", "three"])
    }
}
