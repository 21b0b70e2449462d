import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Runs that were cut short")
struct ResumeTests {
    /// Runs a tool and returns what a store has of it.
    private func record(_ tool: any Tool, _ options: BundleOptions) async throws -> (StoredRun, EvidenceBundle) {
        let store = InMemoryStateStore()
        let run = try Engine().start(tool, request: [:], options: options, context: RunContext(store: store))
        let bundle = try await run.output.bundle
        return (try #require(try await store.run(run.id)), bundle)
    }

    /// Puts into a store what it would have of the run if that had been cut short.
    private func cut(
        _ run: StoredRun,
        keeping kept: some Sequence<Int>,
        attempts: [StoredAttempt] = [],
        in store: any RunStore
    ) async throws -> StoredRun {
        let replicates = kept.map { run.replicates[$0] }
        try await store.begin(run.plan)
        try await store.record(
            RunProgress(attempts: attempts, replicates: replicates),
            of: run.plan.execution.runID
        )
        return StoredRun(startedMS: 0, plan: run.plan, replicates: replicates, attempts: attempts, nextEvent: 7)
    }

    private static let subsets: [[Int]] = [[], [0], [0, 1, 2], [1, 2, 5], [0, 3, 4, 9], [11], Array(0..<12)]

    @Test("Wherever a run was cut short, finishing it gives the same evidence and runs only what is missing (law 7)")
    func everySubset() async throws {
        let (recorded, whole) = try await record(Fixtures.noisy, BundleOptions(k: 12, stop: NeverRule()))
        for kept in Self.subsets {
            let calls = Mutex<Set<Int>>([])
            let counted = ScriptedTool(Fixtures.noisy.descriptor) { call in
                calls.withLock { _ = $0.insert(call.replicate) }
                return try await Fixtures.noisy.execute(call)
            }
            let store = InMemoryStateStore()
            let stored = try await cut(recorded, keeping: kept, in: store)
            let run = try Engine().resume(stored, with: counted, in: store)
            let bundle = try await run.output.bundle
            #expect(bundle.digest == whole.digest, "\(kept)")
            #expect(calls.withLock { $0 } == Set(0..<12).subtracting(kept), "\(kept)")
            #expect(run.id == whole.execution.runID)
            #expect(bundle.execution.reused == kept.count)
            let after = try await store.run(run.id)
            #expect(after?.bundle?.json == bundle.json)
            #expect(after?.replicates.count == 12)
        }
    }

    @Test("A run that would have stopped early still does, and answers beyond the stop count as discarded")
    func earlyStop() async throws {
        for rule in LawOneTests.rules.dropFirst() {
            var (recorded, stopped) = try await record(Fixtures.noisy, BundleOptions(k: 24, stop: rule))
            recorded.replicates = try await record(Fixtures.noisy, BundleOptions(k: 24, stop: NeverRule())).0.replicates
            let store = InMemoryStateStore()
            let stored = try await cut(recorded, keeping: [0, 2, 5, 22, 23], in: store)
            let bundle = try await Engine().resume(stored, with: Fixtures.noisy, in: store).output.bundle
            #expect(bundle.digest == stopped.digest, "\(rule.name)")
            guard bundle.replicates.count < 22 else { continue }
            #expect(bundle.execution.discarded >= 2, "\(rule.name)")
        }
    }

    @Test("What was reserved for attempts that never ended is spent (law 4)")
    func lostReservations() async throws {
        let tool = Reliable.failing(0)
        let options = BundleOptions(k: 10, stop: NeverRule(), maxParallel: 1, globalBudget: Budget(tokens: 50))
        let (recorded, whole) = try await record(tool, options)
        #expect(whole.replicates.count == 6)
        let lost = [0, 1].map { StoredAttempt(replicate: $0 + 2, number: 1, reserved: Usage(tokens: 10)) }
        let store = InMemoryStateStore()
        let stored = try await cut(recorded, keeping: 0..<2, attempts: lost, in: store)
        let bundle = try await Engine().resume(stored, with: tool, in: store).output.bundle
        // 14 used and 20 lost leave room for one attempt of at most 10, and then not for another: 41 + 10 > 50.
        #expect(bundle.replicates.count == 3)
        #expect(bundle.meta.endedBy == .budget)
        #expect(bundle.replicates[2].attempts.map(\.failure?.code) == [.unknownOutcome, nil])
        #expect(bundle.replicates[2].attempts.map(\.number) == [1, 2])
        #expect(bundle.replicates[2].spent?.tokens == 17)
        #expect(bundle.execution.discardedUsage?.tokens == 10)
    }

    @Test("An attempt that failed before the crash counts with what it used, and stays on record")
    func settledAttempts() async throws {
        let tool = Reliable.failing(0)
        let options = BundleOptions(k: 3, stop: NeverRule(), globalBudget: Budget(tokens: 40))
        let (recorded, whole) = try await record(tool, options)
        let failure = AssayError(.toolFailed, "no luck", isRetryable: true)
        let failed = StoredAttempt(
            replicate: 1,
            number: 1,
            reserved: Usage(tokens: 10),
            ending: Attempt(number: 1, failure: failure, usage: Usage(tokens: 3), elapsedMS: 5)
        )
        let store = InMemoryStateStore()
        let stored = try await cut(recorded, keeping: [0, 2], attempts: [failed], in: store)
        let bundle = try await Engine().resume(stored, with: tool, in: store).output.bundle
        #expect(bundle.digest == whole.digest)
        #expect(bundle.replicates[1].attempts.map(\.usage?.tokens) == [3, 7])
        let numbers = try await store.run(whole.execution.runID)?.attempts.map(\.number)
        #expect(numbers == [1, 2])
    }

    @Test("A tool that must not be called twice is not called again where a call of it never ended")
    func sideEffects() async throws {
        let calls = Calls()
        let tool = Reliable.failing(0, flags: .sideEffects, counting: calls)
        let (recorded, _) = try await record(tool, BundleOptions(k: 1))
        let store = InMemoryStateStore()
        let lost = StoredAttempt(replicate: 0, number: 1, reserved: Usage())
        let stored = try await cut(recorded, keeping: [], attempts: [lost], in: store)
        let error = #expect(throws: AssayError.self) { try Engine().resume(stored, with: tool, in: store) }
        #expect(error?.code == .unknownOutcome)
        #expect(calls.count == 1)
        var untouched = stored
        untouched.attempts = []
        #expect(try await Engine().resume(untouched, with: tool, in: store).output.status == .complete)
    }

    @Test("Another build of a plugin must be accepted")
    func changedFile() async throws {
        func tool(_ digest: String) -> ScriptedTool {
            var descriptor = Fixtures.noisy.descriptor
            descriptor.origin = .plugin(path: "/noisy.so", sha256: String(repeating: digest, count: 64))
            return ScriptedTool(descriptor) { try await Fixtures.noisy.execute($0) }
        }
        let (recorded, whole) = try await record(tool("a"), BundleOptions(k: 3, stop: NeverRule()))
        let store = InMemoryStateStore()
        let stored = try await cut(recorded, keeping: [0], in: store)
        let error = #expect(throws: AssayError.self) { try Engine().resume(stored, with: tool("b"), in: store) }
        #expect(error?.message.contains("answers of two builds") == true)
        let accepted = try Engine().resume(stored, with: tool("b"), in: store, acceptsChanges: true)
        #expect(try await accepted.output.bundle.digest == whole.digest)
    }

    @Test("A finished run and another tool are refused before anything runs")
    func refusals() async throws {
        let (recorded, whole) = try await record(Fixtures.noisy, BundleOptions(k: 2))
        let store = InMemoryStateStore()
        var stored = try await cut(recorded, keeping: [0], in: store)
        #expect(throws: AssayError.self) { try Engine().resume(stored, with: Fixtures.constant, in: store) }
        stored.bundle = whole
        #expect(throws: AssayError.runIsOver) { try Engine().resume(stored, with: Fixtures.noisy, in: store) }
    }

    @Test("Events go on with the next number and the trace of the run, and say what was lost")
    func events() async throws {
        let (recorded, whole) = try await record(Fixtures.noisy, BundleOptions(k: 3, stop: NeverRule()))
        let store = InMemoryStateStore()
        let lost = StoredAttempt(replicate: 1, number: 1, reserved: Usage())
        let stored = try await cut(recorded, keeping: [0], attempts: [lost], in: store)
        let run = try Engine().resume(stored, with: Fixtures.noisy, in: store)
        _ = try await run.output
        let events = await Fixtures.events(of: run)
        #expect(events.map(\.sequence) == Array(7..<7 + events.count))
        #expect(events.allSatisfy { $0.traceID == whole.execution.traceID })
        let warnings = events.compactMap { if case .warning(let message, _) = $0.kind { message } else { nil } }
        #expect(warnings.first?.contains("1 replicates are on record") == true)
        #expect(warnings.first?.hasSuffix("reserved for them: 1") == true)
    }

    @Test("Seeds that were given by hand are those of the plan")
    func givenSeeds() async throws {
        let options = BundleOptions(k: 4, seeds: [9, 8, 7, 6], stop: NeverRule())
        let (recorded, whole) = try await record(Fixtures.noisy, options)
        let store = InMemoryStateStore()
        let stored = try await cut(recorded, keeping: [0, 3], in: store)
        let bundle = try await Engine().resume(stored, with: Fixtures.noisy, in: store).output.bundle
        #expect(bundle.digest == whole.digest)
        #expect(try stored.interrupted().replicates.map(\.seed) == [9, 8, 7, 6])
    }

    @Test("Cancelled again, a run keeps every answer it was given, also behind a gap (law 4)")
    func cancelledAgain() async throws {
        let (recorded, whole) = try await record(Fixtures.noisy, BundleOptions(k: 8, stop: NeverRule()))
        let gate = Gate()
        let stuck = ScriptedTool(Fixtures.noisy.descriptor) { call in
            await gate.wait()
            return try await Fixtures.noisy.execute(call)
        }
        let store = InMemoryStateStore()
        let stored = try await cut(recorded, keeping: [0, 2, 5, 7], in: store)
        let run = try Engine().resume(stored, with: stuck, in: store, maxParallel: 1)
        await gate.arrivals(atLeast: 1)
        run.cancel()
        gate.open()
        let bundle = try await run.output.bundle
        #expect(bundle.replicates.count == 8)
        for place in [0, 2, 5, 7] { #expect(bundle.replicates[place].data == whole.replicates[place].data) }
        let finished = try await Engine().extend(bundle, by: 0, with: Fixtures.noisy).output.bundle
        #expect(finished.digest == whole.digest)
    }

    @Test("The bundle of an interrupted run can be extended to the evidence of one that was not")
    func interrupted() async throws {
        let (recorded, whole) = try await record(Fixtures.noisy, BundleOptions(k: 8, stop: NeverRule()))
        let lost = StoredAttempt(replicate: 6, number: 1, reserved: Usage(tokens: 9))
        let stored = try await cut(recorded, keeping: [0, 1, 4], attempts: [lost], in: InMemoryStateStore())
        let bundle = try stored.interrupted()
        #expect(bundle.replicates.map { $0.data != nil } == [true, true, false, false, true, false, false])
        #expect(bundle.usage.tokens == 9)
        let read = try EvidenceBundle(decoding: Value(json: bundle.json))
        #expect(try await Engine().extend(read, by: 0, with: Fixtures.noisy).output.bundle.digest == whole.digest)
    }
}
