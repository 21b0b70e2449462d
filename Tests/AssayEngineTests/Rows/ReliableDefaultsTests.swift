import AssayCore
import AssayEngine
import AssayTesting
import Synchronization
import Testing

@Suite("S3-4: the reliable orchestrator with nothing but tools")
struct ReliableDefaultsTests {
    private let clock = ManualClock()
    private let calls = Calls()

    private func orchestrator(_ tools: [any Tool]) throws -> ReliableOrchestrator {
        let registry = ToolRegistry()
        for tool in tools { try registry.register(tool) }
        return try ReliableOrchestrator(registry: registry, engine: Engine(clock: clock))
    }

    /// Takes requests that have a member, and fails that often at each replicate.
    private func tool(_ name: String, takes member: String, failing times: Int = 0) -> ScriptedTool {
        let schema: Value = ["type": "object", "properties": [member: [:]], "required": [.string(member)]]
        let descriptor = ToolDescriptor(name: name, inputSchema: schema, flags: .concurrent)
        return ScriptedTool(descriptor) { [calls] call in
            calls.note(call)
            if call.attempt <= times { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
            return ToolResult(["by": .string(name)])
        }
    }

    @Test("S3-4: the tool that takes the request is chosen, under the original's options")
    func choice() async throws {
        let orchestrator = try orchestrator([tool("power", takes: "x"), tool("sorter", takes: "items")])
        let power = try await orchestrator.run(request: ["x": 2])
        #expect(power.content == ["by": "power"])
        #expect((power.bundle.meta.k, power.bundle.meta.stopRule) == (3, "stability(0.2)"))
        #expect(try await orchestrator.run(request: ["items": [3, 1]]).content == ["by": "sorter"])
        let error = await #expect(throws: AssayError.self) { _ = try await orchestrator.run(request: ["other": 1]) }
        #expect(error?.code == .noFittingTool)
    }

    @Test("S3-4: three retries follow a failure that may pass, after at most 1, 2 and 4 seconds")
    func backoff() async throws {
        let orchestrator = try orchestrator([tool("power", takes: "x", failing: 3)])
        let output = try await clock.passing { try await orchestrator.run(request: ["x": 2], toolOptions: ["k": 1]) }
        #expect(output.status == .complete)
        let attempts = try #require(output.bundle.replicates.first).attempts
        #expect(attempts.map(\.failure?.code) == [.toolFailed, .toolFailed, .toolFailed, nil])
        for (attempt, longest) in zip(attempts.dropFirst(), [1000, 2000, 4000] as [Int64]) {
            #expect((0...longest).contains(attempt.delayMS))
        }
        let waited = attempts.reduce(Int64(0)) { $0 + $1.delayMS }
        #expect(clock.now.offset >= .milliseconds(waited) && clock.now.offset <= .seconds(7))
    }

    @Test("S3-4: five failures in a minute open the breaker, which two answers close after another")
    func breaker() async throws {
        let isWell = Mutex(false)
        let frail = ScriptedTool(ToolDescriptor(name: "frail", flags: .concurrent)) { [calls] call in
            calls.note(call)
            guard isWell.withLock({ $0 }) else { throw AssayError(AssayError.Code(rawValue: "disk_gone"), "gone") }
            return ToolResult(["a": 1])
        }
        let orchestrator = try orchestrator([frail])
        for failures in 1...5 {
            let output = try await orchestrator.run(request: [:], toolName: "frail", toolOptions: ["k": 1])
            let expected: BreakerState = failures < 5 ? .closed : .open
            #expect(output.status == .failed)
            #expect(orchestrator.breakers["frail"] == expected)
        }
        let refused = try await orchestrator.run(request: [:], toolName: "frail", toolOptions: ["k": 1])
        #expect(refused.errors.map(\.code) == [.breakerOpen])
        #expect(calls.count == 5)
        // The choice knows the breaker, and says that waiting may help.
        let error = await #expect(throws: AssayError.self) { _ = try await orchestrator.run(request: ["x": 1]) }
        #expect(error?.code == .noToolAvailable && error?.isRetryable == true)
        clock.advance(by: .seconds(60))
        isWell.withLock { $0 = true }
        for answers in 1...2 {
            #expect(orchestrator.breakers["frail"] == .halfOpen)
            let output = try await orchestrator.run(request: [:], toolName: "frail", toolOptions: ["k": 1])
            #expect(output.status == .complete, "answer \(answers)")
        }
        #expect(orchestrator.breakers["frail"] == .closed)
    }

    @Test("S3-4: a key runs one call once, and reaches the chosen tool with its name and replicate")
    func key() async throws {
        let orchestrator = try orchestrator([tool("power", takes: "x")])
        let config = OrchestrationConfig(idempotencyKey: "order-7")
        let options: Object = ["k": 2, "stop": "never"]
        let first = try await orchestrator.run(request: ["x": 2], toolOptions: options, options: config)
        let second = try await orchestrator.run(request: ["x": 2.0], toolOptions: options, options: config)
        #expect(!first.isReplayed && second.isReplayed)
        #expect(second.bundle.json == first.bundle.json)
        #expect(calls.all.compactMap(\.idempotencyKey).sorted() == ["order-7:power:r1", "order-7:power:r2"])
        await #expect(throws: ConflictError.self) {
            _ = try await orchestrator.run(request: ["x": 3], toolOptions: options, options: config)
        }
    }

    @Test(
        "S3-4: one W3C trace id goes through every attempt, event and the evidence, given or not",
        arguments: [true, false]
    )
    func trace(isGiven: Bool) async throws {
        let given = isGiven ? String(repeating: "0a", count: 16) : nil
        let log = EventList()
        let config = OrchestrationConfig(traceID: given, requestID: "order 7", observer: { log.append($0) })
        let orchestrator = try orchestrator([tool("power", takes: "x", failing: 1)])
        let output = try await clock.passing {
            try await orchestrator.run(request: ["x": 2], toolOptions: ["k": 2, "stop": "never"], options: config)
        }
        #expect(calls.count == 4)
        #expect(Set(calls.all.map(\.traceID)) == [output.traceID])
        #expect(Set(log.all.map(\.traceID)) == [output.traceID])
        #expect(output.traceID == given ?? output.traceID)
        #expect(output.traceID.utf8.count == 32 && output.traceID.allSatisfy { "0123456789abcdef".contains($0) })
        #expect(output.requestID == "order 7")
    }
}
