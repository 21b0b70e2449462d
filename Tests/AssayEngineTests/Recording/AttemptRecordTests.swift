import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Attempts on record")
struct AttemptRecordTests {
    private let store = InMemoryStateStore()
    private let clock = ManualClock()

    /// What the store knows of the only run.
    private func recorded() async throws -> StoredRun? {
        guard let id = try await store.runs(limit: 1, earlierThan: nil).first?.id else { return nil }
        return try await store.run(id)
    }

    @Test("Before a tool is called, its attempt is on record with the most it may use (law 4)")
    func beforeTheCall() async throws {
        let tool = ScriptedTool(
            ToolDescriptor(name: "paid", flags: .concurrent, maximumUsage: Usage(tokens: 10, costUSD: 0.5))
        ) { call in
            let open = try await recorded()?.openAttempts.first { $0.replicate == call.replicate }
            guard open?.number == 1, open?.reserved == Usage(tokens: 10, costUSD: 0.5) else { throw Fixtures.Oops() }
            return ToolResult(["a": 1], usage: Usage(tokens: 4))
        }
        let context = RunContext(store: store)
        let options = BundleOptions(k: 20, stop: NeverRule(), maxParallel: 5)
        let output = try await Engine().start(tool, request: [:], options: options, context: context).output
        #expect(output.status == .complete)
        let run = try await recorded()
        #expect(run?.openAttempts == [])
        #expect(run?.attempts.map(\.ending?.usage?.tokens) == Array(repeating: 4, count: 20))
    }

    @Test("Each retry is on record before it is made, and what it follows is settled by then")
    func retries() async throws {
        let seen = Mutex<[[Bool]]>([])
        let tool = ScriptedTool(ToolDescriptor(name: "flaky", flags: .concurrent)) { call in
            let attempts = try await recorded()?.attempts ?? []
            seen.withLock { $0.append(attempts.map { $0.ending == nil }) }
            if call.attempt < 3 { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
            return ToolResult(["a": 1])
        }
        let orchestrator = try Reliable.orchestrator([tool], clock: clock)
        let output = try await clock.passing {
            try await orchestrator.run(
                request: [:],
                toolName: "flaky",
                toolOptions: ["k": 1],
                options: OrchestrationConfig(store: store)
            )
        }
        #expect(output.status == .complete)
        #expect(seen.withLock { $0 } == [[true], [false, true], [false, false, true]])
        let run = try await recorded()
        #expect(run?.attempts.map(\.ending?.failure?.code) == [.toolFailed, .toolFailed, nil])
        #expect(run?.bundle?.replicates.first?.attempts == run?.attempts.compactMap(\.ending))
    }

    @Test("A substitute's run is on record beside that of the tool it stands in for")
    func substitutes() async throws {
        let config = ReliabilityConfig(
            retry: RetryPolicy(maxRetries: 0),
            circuitBreaker: nil,
            fallbacks: ["broken": ["good"]]
        )
        let tools = [Reliable.failing(9, "broken"), Reliable.failing(0, "good")]
        let output = try await Reliable.orchestrator(tools, config).run(
            request: [:],
            toolName: "broken",
            toolOptions: Reliable.all,
            options: OrchestrationConfig(store: store)
        )
        #expect(output.status == .degraded)
        let runs = try await store.runs(limit: 9, earlierThan: nil)
        #expect(runs.map(\.tool) == ["good", "broken"])
        #expect(runs.map(\.outcome) == [.degraded, .failed])
    }

    @Test("Attempts that begin while something is being written are written together")
    func grouped() async throws {
        // An attempt that was announced may ask to be written a moment later, and miss the others: seldom twice in a row.
        var largest = 0
        for _ in 0..<20 where largest < 15 { largest = max(largest, try await Self.largestWrite()) }
        #expect(largest >= 15)
    }

    /// How many of sixteen attempts were written together, at most, that began while the run itself was being written.
    private static func largestWrite() async throws -> Int {
        let slow = SlowStore(inner: InMemoryStateStore())
        let launched = Gate()
        let context = RunContext(
            observer: { if case .replicateStarted = $0.kind { Task { await launched.wait() } } },
            store: slow
        )
        let options = BundleOptions(k: 16, stop: NeverRule(), rounds: .eager, maxParallel: 16)
        let run = try Engine().start(Reliable.failing(0), request: [:], options: options, context: context)
        await launched.arrivals(atLeast: 16)
        launched.open()
        slow.gate.open()
        #expect(try await run.output.status == .complete)
        return slow.largest.withLock { $0 }
    }

    @Test("An attempt that is given up before it is on record never begins")
    func givenUp() async throws {
        let slow = SlowStore(inner: store)
        let calls = Calls()
        let tool = Reliable.failing(0, counting: calls)
        let context = RunContext(store: slow)
        let run = try Engine(clock: clock).start(tool, request: [:], options: BundleOptions(k: 4), context: context)
        await Fixtures.wait(for: "replicate_started", in: run)
        // The grace time passes, and with it the run: until then the attempts were waiting for the store.
        run.cancel()
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(1))
        slow.gate.open()
        #expect(try await run.output.bundle.meta.endedBy == .cancelled)
        #expect(calls.count == 0)
    }
}

/// Begins runs only when its gate is open.
private final class SlowStore: RunStore {
    let gate = Gate()
    /// The most attempts of one write.
    let largest = Mutex(0)
    private let inner: InMemoryStateStore

    init(inner: InMemoryStateStore) { self.inner = inner }

    func begin(_ plan: EvidenceBundle) async throws(AssayError) {
        await gate.wait()
        try await inner.begin(plan)
    }
    func record(_ progress: RunProgress, of runID: String) async throws(AssayError) {
        largest.withLock { $0 = max($0, progress.attempts.count) }
        try await inner.record(progress, of: runID)
    }
    func finish(_ runID: String, with bundle: EvidenceBundle) async throws(AssayError) {
        try await inner.finish(runID, with: bundle)
    }
    func resume(_ runID: String) async throws(AssayError) -> StoredRun { try await inner.resume(runID) }
    func runs(limit: Int, earlierThan: String?) async throws(AssayError) -> [RunRecord] {
        try await inner.runs(limit: limit, earlierThan: earlierThan)
    }
    func run(_ runID: String) async throws(AssayError) -> StoredRun? { try await inner.run(runID) }
    func events(of runID: String, from sequence: Int) async throws(AssayError) -> [Value] {
        try await inner.events(of: runID, from: sequence)
    }
    func delete(_ runID: String) async throws(AssayError) -> Bool { try await inner.delete(runID) }
}
