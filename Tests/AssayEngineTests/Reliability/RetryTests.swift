import AssayCore
import AssayEngine
import AssayTesting
import Testing

@Suite("Retries, in virtual time")
struct RetryTests {
    private let clock = ManualClock()

    private func run(
        _ tool: any Tool,
        _ config: ReliabilityConfig = ReliabilityConfig(),
        options: Object = Reliable.all,
        limits: OrchestrationConfig = OrchestrationConfig()
    ) async throws -> OrchestrationOutput {
        let orchestrator = try Reliable.orchestrator([tool], config, clock: clock)
        return try await clock.passing {
            try await orchestrator.run(request: [:], toolName: tool.name, toolOptions: options, options: limits)
        }
    }

    @Test("A run that needed retries has the digest of one that needed none, and says what they cost (S3-14)")
    func sameEvidence() async throws {
        let smooth = try await run(Reliable.failing(0))
        let bumpy = try await run(Reliable.failing(2))
        #expect(bumpy.status == .complete)
        #expect(bumpy.bundle.digest == smooth.bundle.digest)
        #expect(smooth.bundle.replicates.allSatisfy { $0.attempts.isEmpty })
        for replicate in bumpy.bundle.replicates {
            #expect(replicate.attempts.map(\.number) == [1, 2, 3])
            #expect(replicate.attempts.map(\.failure?.code) == [.toolFailed, .toolFailed, nil])
            #expect(replicate.attempts.map(\.usage?.tokens) == [3, 3, 7])
            #expect(replicate.usage?.tokens == 7)
        }
        #expect(smooth.usage.tokens == 28)
        #expect(bumpy.usage.tokens == 52)
        let stored = try EvidenceBundle(decoding: Value(jsonBytes: Array(bumpy.bundle.json.utf8)))
        #expect(stored.json == bumpy.bundle.json)
    }

    @Test("After max_retries the last failure stands (S3-11)")
    func exhausted() async throws {
        let calls = Calls()
        let output = try await run(
            Reliable.failing(9, counting: calls),
            ReliabilityConfig(retryBudget: nil, circuitBreaker: nil)
        )
        #expect(output.status == .failed)
        #expect(calls.count == 16)
        #expect(calls.all.map(\.attempt).max() == 4)
    }

    @Test("A tool that always fails gets at most 1.10 times its calls (S3-14)")
    func amplification() async throws {
        let calls = Calls()
        let output = try await run(
            Reliable.failing(9, counting: calls),
            ReliabilityConfig(circuitBreaker: nil),
            options: ["k": 2000, "stop": "never", "max_parallel": 16]
        )
        #expect(output.bundle.replicates.count == 2000)
        #expect(calls.count == 2100)
    }

    @Test("No attempt comes earlier than the tool asked for, not even by jitter (S3-14)")
    func retryAfter() async throws {
        let busy = AssayError(.toolFailed, "busy", isRetryable: true, retryAfter: .seconds(30))
        let output = try await run(Reliable.failing(1, error: busy), options: ["k": 1])
        let attempts = try #require(output.bundle.replicates.first?.attempts)
        #expect(attempts.count == 2)
        #expect(attempts[1].delayMS >= 30_000)
        let patient = AssayError(.toolFailed, "busy", isRetryable: true, retryAfter: .seconds(61))
        #expect(try await run(Reliable.failing(1, error: patient), options: ["k": 1]).status == .failed)
    }

    @Test("A tool with side effects that is not idempotent is not asked twice")
    func sideEffects() async throws {
        let calls = Calls()
        let output = try await run(Reliable.failing(1, flags: .sideEffects, counting: calls), options: [:])
        #expect(output.status == .failed)
        #expect(calls.count == 1)
        let idempotent = Reliable.failing(1, flags: [.sideEffects, .idempotent], counting: calls)
        #expect(try await run(idempotent, options: [:]).status == .complete)
        #expect(calls.count == 3)
    }

    @Test("A permanent failure is not tried again")
    func permanent() async throws {
        let calls = Calls()
        let broken = AssayError(AssayError.Code(rawValue: "disk_gone"), "gone")
        _ = try await run(Reliable.failing(1, error: broken, counting: calls))
        #expect(calls.count == 4)
    }

    @Test("No wait ends past the deadline: the failure comes at once")
    func deadline() async throws {
        let orchestrator = try Reliable.orchestrator(
            [Reliable.failing(1)],
            ReliabilityConfig(retry: RetryPolicy(hasJitter: false)),
            clock: clock
        )
        let output = try await orchestrator.run(
            request: [:],
            toolName: "flaky",
            toolOptions: ["k": 1],
            options: OrchestrationConfig(timeout: .milliseconds(900))
        )
        #expect(output.status == .failed)
        #expect(output.errors.map(\.code) == [.toolFailed])
        #expect(clock.now.offset == .zero)
    }

    @Test("An attempt over its time limit is followed by another, with the same seed and key")
    func timeouts() async throws {
        let calls = Calls()
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "hangs", flags: .concurrent)) { call in
            calls.note(call)
            if call.attempt == 1 { await gate.wait() }
            return ToolResult(["a": 1])
        }
        let orchestrator = try Reliable.orchestrator([tool], clock: clock)
        let log = EventList()
        let work = Task {
            try await orchestrator.run(
                request: [:],
                toolName: "hangs",
                toolOptions: ["k": 1, "timeout_ms": 2000],
                options: OrchestrationConfig(observer: { log.append($0) }, idempotencyKey: "order-7")
            )
        }
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(2))
        while clock.sleeperCount < 2 { await Task.yield() }
        clock.advance(by: .milliseconds(250))
        while !log.all.contains(where: { $0.name == "attempt_failed" }) { await Task.yield() }
        await clock.sleepers(atLeast: 2)
        clock.advance(by: .seconds(1))
        let output = try await work.value
        #expect(output.status == .complete)
        #expect(output.bundle.replicates[0].attempts.map(\.failure?.code) == [.timeout, nil])
        #expect(output.bundle.replicates[0].attempts[0].elapsedMS == 2250)
        #expect(Set(calls.all.map(\.seed)).count == 1)
        #expect(calls.all.map(\.idempotencyKey) == ["order-7:hangs:r1", "order-7:hangs:r1"])
    }

    @Test("A budget leaves room for a retry or there is none")
    func budget() async throws {
        let calls = Calls()
        let output = try await run(
            Reliable.failing(1, counting: calls),
            options: ["k": 1],
            limits: OrchestrationConfig(budget: Budget(tokens: 12))
        )
        #expect(calls.count == 1)
        #expect(output.errors.map(\.code) == [.toolFailed])
        let enough = try await run(
            Reliable.failing(1),
            options: ["k": 1],
            limits: OrchestrationConfig(budget: Budget(tokens: 13))
        )
        #expect(enough.status == .complete)
        #expect(enough.usage.tokens == 10)
    }

    @Test("Each failed attempt is an event with its cause and the wait")
    func events() async throws {
        let log = EventList()
        _ = try await run(
            Reliable.failing(2),
            options: ["k": 1],
            limits: OrchestrationConfig(observer: { log.append($0) })
        )
        let failed = log.all.filter { $0.name == "attempt_failed" }
        #expect(failed.map { $0.encoded["data"]?["attempt"] } == [1, 2])
        #expect(failed.first?.encoded["data"]?["code"] == "tool_failed")
        #expect(log.all.map(\.sequence) == Array(0..<log.all.count))
    }

    @Test("A cancelled run ends during a wait, and nothing sleeps on")
    func cancelled() async throws {
        let orchestrator = try Reliable.orchestrator([Reliable.failing(1)], clock: clock)
        let work = Task {
            try await orchestrator.run(request: [:], toolName: "flaky", toolOptions: ["k": 1])
        }
        await clock.sleepers(atLeast: 1)
        work.cancel()
        let output = try await work.value
        #expect(output.bundle.meta.endedBy == .cancelled)
        while clock.sleeperCount > 0 { await Task.yield() }
    }

    @Test("A slow attempt of a repeatable tool gets another beside it; the first answer counts, both are on record")
    func hedging() async throws {
        let gate = Gate()
        defer { gate.open() }
        let tool = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { call in
            if call.attempt == 1 { await gate.wait() }
            return ToolResult(["a": 1], usage: Usage(tokens: 5))
        }
        let output = try await run(tool, ReliabilityConfig(hedgeAfter: .seconds(1)), options: ["k": 1])
        #expect(output.status == .complete)
        let attempts = output.bundle.replicates[0].attempts
        #expect(attempts.map(\.number) == [1, 2])
        #expect(attempts.map(\.failure?.code) == [.cancelled, nil])
        #expect(output.bundle.replicates[0].usage?.tokens == 5)
    }

    @Test("A tool that must not be repeated is never hedged")
    func unhedged() async throws {
        let calls = Calls()
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "slow", flags: .sideEffects)) { call in
            calls.note(call)
            await gate.wait()
            return ToolResult(["a": 1])
        }
        let orchestrator = try Reliable.orchestrator(
            [tool],
            ReliabilityConfig(hedgeAfter: .seconds(1)),
            clock: clock
        )
        async let output = orchestrator.run(request: [:], toolName: "slow")
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(5))
        gate.open()
        #expect(try await output.status == .complete)
        #expect(calls.count == 1)
    }
}
