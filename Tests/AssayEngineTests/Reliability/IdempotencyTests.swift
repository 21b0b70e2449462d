import AssayCore
import AssayEngine
import AssayTesting
import Testing

@Suite("One key, one execution")
struct IdempotencyTests {
    private let clock = ManualClock()
    private let calls = Calls()
    private static let key = OrchestrationConfig(idempotencyKey: "order-7")

    private func orchestrator(
        _ tools: [any Tool]? = nil,
        _ config: ReliabilityConfig = ReliabilityConfig(
            retry: RetryPolicy(maxRetries: 0),
            circuitBreaker: nil
        ),
        store: any StateStore = InMemoryStateStore()
    ) throws -> ReliableOrchestrator {
        try Reliable.orchestrator(tools ?? [Reliable.failing(0, counting: calls)], config, clock: clock, store: store)
    }

    private func run(
        _ orchestrator: ReliableOrchestrator,
        _ request: Value = ["a": 1],
        tool: String = "flaky",
        options: Object = Reliable.all,
        config: OrchestrationConfig = key
    ) async throws -> OrchestrationOutput {
        try await orchestrator.run(request: request, toolName: tool, toolOptions: options, options: config)
    }

    @Test("The second call gets the first one's evidence to the byte, and it is marked (S3-17)")
    func replay() async throws {
        let orchestrator = try orchestrator()
        let first = try await run(orchestrator)
        let second = try await run(orchestrator)
        #expect(!first.isReplayed && second.isReplayed)
        #expect(second.bundle.json == first.bundle.json)
        #expect(calls.count == 4)
        #expect(first.storeFailure == nil)
    }

    @Test("Another request, tool or options under the key is a conflict before anything runs (S3-17, S3-35)")
    func conflicts() async throws {
        let orchestrator = try orchestrator([Reliable.failing(0, counting: calls), Reliable.failing(0, "other")])
        _ = try await run(orchestrator)
        for attempt in [
            { try await run(orchestrator, ["a": 2]) }, { try await run(orchestrator, tool: "other") },
            { try await run(orchestrator, options: ["k": 3]) },
            {
                try await run(
                    orchestrator,
                    config: OrchestrationConfig(budget: Budget(tokens: 9), idempotencyKey: "order-7")
                )
            },
        ] {
            let error = await #expect(throws: ConflictError.self) { _ = try await attempt() }
            #expect(error?.key == "order-7")
            #expect(error?.code == .conflict)
            #expect(error.map { "\($0)".contains("order-7") } == false)
        }
        #expect(calls.count == 4)
    }

    @Test("An equal request is no conflict, whatever the order of its members (S3-17)")
    func equalRequests() async throws {
        let orchestrator = try orchestrator()
        _ = try await run(orchestrator, ["a": 1, "b": 2])
        #expect(try await run(orchestrator, ["b": 2, "a": 1.0]).isReplayed)
    }

    @Test("Concurrent calls with one key run once (S3-17)")
    func joined() async throws {
        let gate = Gate()
        let tool = Reliable.waiting(for: gate, counting: calls)
        let orchestrator = try orchestrator([tool])
        let work = (0..<5).map { _ in Task { try await run(orchestrator, options: ["k": 1]) } }
        await gate.arrivals(atLeast: 1)
        let conflict = await #expect(throws: ConflictError.self) { _ = try await run(orchestrator, ["a": 9]) }
        #expect(conflict != nil)
        gate.open()
        var digests: Set<String> = []
        for task in work { digests.insert(try await task.value.bundle.execution.runID) }
        #expect(digests.count == 1)
        #expect(calls.count == 1)
    }

    @Test(
        "A caller who joins waits as long as its own time limit allows, and the call goes on",
        arguments: [true, false]
    )
    func impatient(isOption: Bool) async throws {
        let gate = Gate()
        let tool = Reliable.waiting(for: gate)
        let orchestrator = try orchestrator([tool])
        let staying = Task { try await run(orchestrator, options: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        let config = OrchestrationConfig(timeout: isOption ? nil : .seconds(2), idempotencyKey: "order-7")
        let options: Object = isOption ? ["k": 1, "deadline_ms": 2000] : ["k": 1]
        let error = await #expect(throws: AssayError.self) {
            // The one who renews the lease sleeps beside this.
            _ = try await clock.passing(beside: 1) { try await run(orchestrator, options: options, config: config) }
        }
        #expect(error?.code == .inFlight && error?.isRetryable == true)
        #expect(clock.now.offset == .seconds(2))
        gate.open()
        #expect(try await staying.value.status == .complete)
    }

    @Test(
        "What kept the tool from being asked at all leaves the key free (I4)",
        arguments: [
            AssayError.Code.pluginQuarantined, .workerUnavailable, .loadTimeout, .sandboxUnavailable, .bulkheadFull,
        ]
    )
    func neverReached(code: AssayError.Code) async throws {
        let refusal = AssayError(code, "not now", isRetryable: true)
        let flaky = ScriptedTool(ToolDescriptor(name: "flaky", flags: .sideEffects)) { [calls] call in
            calls.note(call)
            if calls.count == 1 { throw refusal }
            return ToolResult(["a": 1])
        }
        let orchestrator = try orchestrator([flaky])
        #expect(try await run(orchestrator, options: ["k": 1]).status == .failed)
        let second = try await run(orchestrator, options: ["k": 1])
        #expect(second.status == .complete && !second.isReplayed)
    }

    @Test("A chain whose first link has acted is neither repeated nor free, whatever stopped the second (R2)")
    func chainHasBegun() async throws {
        let first = ScriptedTool(ToolDescriptor(name: "mail", flags: .sideEffects)) { [calls] call in
            calls.note(call)
            return ToolResult(["a": 1])
        }
        let second = ScriptedTool(ToolDescriptor(name: "classify")) { _ in
            throw AssayError(.workerUnavailable, "no descriptor is left", isRetryable: true)
        }
        let chain = try ChainTool([first, second])
        let orchestrator = try orchestrator([chain], ReliabilityConfig())
        let output = try await run(orchestrator, tool: chain.name, options: ["k": 1])
        #expect(output.errors.map(\.code) == [.toolFailed])
        #expect(calls.count == 1)
        let error = await #expect(throws: AssayError.self) {
            _ = try await run(orchestrator, tool: chain.name, options: ["k": 1])
        }
        #expect(error?.code == .unknownOutcome)
        #expect(calls.count == 1)
    }

    @Test("A caller who leaves twice, at its limit and cancelled, leaves once, and the call goes on for the others")
    func leavingTwice() async throws {
        let gate = Gate()
        let tool = Reliable.waiting(for: gate)
        let orchestrator = try orchestrator([tool])
        let staying = Task { try await run(orchestrator, options: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        let config = OrchestrationConfig(timeout: .seconds(2), idempotencyKey: "order-7")
        for _ in 0..<20 {
            let leaving = Task { try await run(orchestrator, options: ["k": 1], config: config) }
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(2))
            leaving.cancel()
            let error = await #expect(throws: AssayError.self) { _ = try await leaving.value }
            #expect(error?.code == .inFlight || error?.code == .cancelled)
        }
        gate.open()
        #expect(try await staying.value.status == .complete)
    }

    @Test("A caller who leaves does not take the call away from the others")
    func leaving() async throws {
        let gate = Gate()
        let tool = Reliable.waiting(for: gate)
        let orchestrator = try orchestrator([tool])
        let staying = Task { try await run(orchestrator, options: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        let leaving = Task { try await run(orchestrator, options: ["k": 1]) }
        leaving.cancel()
        // Whether it joined before or after it was cancelled, it comes back without waiting for the call.
        let error = await #expect(throws: AssayError.self) { _ = try await leaving.value }
        #expect(error?.code == .cancelled)
        gate.open()
        #expect(try await staying.value.status == .complete)
    }

    @Test("A failure that may pass frees the key, a final one is replayed")
    func failures() async throws {
        let passing = try orchestrator([Reliable.failing(1, counting: calls)])
        #expect(try await run(passing).status == .failed)
        #expect(try await run(passing).isReplayed == false)
        #expect(calls.count == 8)
        let final = AssayError(AssayError.Code(rawValue: "disk_gone"), "gone")
        let broken = try orchestrator([Reliable.failing(1, error: final, counting: calls)])
        _ = try await run(broken)
        #expect(try await run(broken).isReplayed)
        #expect(calls.count == 12)
    }

    @Test("A tool that must not be repeated leaves an unknown outcome, never a second run, until resolved")
    func unknown() async throws {
        let store = InMemoryStateStore()
        let writer = Reliable.failing(1, flags: .sideEffects, counting: calls)
        let orchestrator = try orchestrator([writer], store: store)
        #expect(try await run(orchestrator, options: [:]).status == .failed)
        for _ in 0..<3 {
            let error = await #expect(throws: AssayError.self) { _ = try await run(orchestrator, options: [:]) }
            #expect(error?.code == .unknownOutcome)
        }
        #expect(calls.count == 1)
        #expect(try await store.resolve("order-7"))
        _ = try await run(orchestrator, options: [:])
        #expect(calls.count == 2)
    }

    @Test("A second process waits for the first and gets its result")
    func otherProcess() async throws {
        let store = InMemoryStateStore(clock: clock.wallClock)
        let gate = Gate()
        let tool = Reliable.waiting(for: gate, counting: calls)
        let first = try orchestrator([tool], store: store)
        let second = try orchestrator([tool], store: store)
        let work = Task { try await run(first, options: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        let other = Task { try await run(second, options: ["k": 1]) }
        await clock.sleepers(atLeast: 2)
        gate.open()
        let original = try await work.value
        let replay = try await clock.passing { try await other.value }
        #expect(replay.isReplayed)
        #expect(replay.bundle.json == original.bundle.json)
        #expect(calls.count == 1)
    }

    @Test("A long call keeps its key by renewing the lease, and a deadline ends the waiting for it")
    func lease() async throws {
        let store = InMemoryStateStore(clock: clock.wallClock)
        let gate = Gate()
        defer { gate.open() }
        let tool = Reliable.waiting(for: gate)
        let first = try orchestrator([tool], store: store)
        let second = try orchestrator([tool], store: store)
        let work = Task { try await run(first, options: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        for _ in 0..<10 {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(20))
        }
        await clock.sleepers(atLeast: 1)
        let config = OrchestrationConfig(timeout: .seconds(1), idempotencyKey: "order-7")
        let error = await #expect(throws: AssayError.self) {
            _ = try await clock.passing { try await run(second, options: ["k": 1], config: config) }
        }
        #expect(error?.code == .inFlight && error?.isRetryable == true)
        gate.open()
        #expect(try await work.value.storeFailure == nil)
    }

    @Test("A recorded call taken over from one that goes on after all begins anew, under an id of its own, and counts")
    func livingPredecessor() async throws {
        let store = InMemoryStateStore(clock: clock.wallClock)
        let gate = Gate()
        let stuck = Reliable.waiting(for: gate)
        // The clock of the first stands still, so it does not renew its lease.
        let first = try Reliable.orchestrator([stuck], clock: ManualClock(), store: store)
        let second = try orchestrator(store: store)
        let config = OrchestrationConfig(idempotencyKey: "order-7", store: store)
        let work = Task { try await run(first, options: ["k": 1], config: config) }
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(3600))
        let output = try await run(second, options: ["k": 1], config: config)
        gate.open()
        let late = try await work.value
        #expect(!output.isReplayed && late.storeFailure?.code == .staleClaim)
        #expect(output.bundle.execution.runID != late.bundle.execution.runID)
        #expect(try await run(second, options: ["k": 1], config: config).bundle.json == output.bundle.json)
    }

    @Test("A call that could not be begun leaves its key free")
    func refused() async throws {
        let orchestrator = try orchestrator()
        await #expect(throws: AssayError.self) { _ = try await run(orchestrator, options: ["k": 0]) }
        #expect(try await run(orchestrator).isReplayed == false)
        await #expect(throws: AssayError.self) {
            _ = try await run(orchestrator, config: OrchestrationConfig(idempotencyKey: ""))
        }
    }
}
