import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("Budgets under retries, hedges and cancellations")
struct BudgetPropertyTests {
    /// What the tool really used, which no bundle can deny.
    private final class Ledger: Sendable {
        private let state = Mutex((tokens: Int64(0), calls: 0))

        var tokens: Int64 { state.withLock { $0.tokens } }

        func charge(_ tokens: Int64) {
            state.withLock { state in
                state.tokens += tokens
                state.calls += 1
            }
        }
    }

    private static let most: Int64 = 10

    /// Fails, answers or is slow, as seed and attempt say; each call uses 1 to 10 tokens and says so.
    private static func tool(_ salt: UInt64, _ ledger: Ledger, _ clock: ManualClock) -> ScriptedTool {
        let descriptor = ToolDescriptor(name: "spender", flags: .concurrent, maximumUsage: Usage(tokens: most))
        return ScriptedTool(descriptor) { call in
            var random = SplitMix64(seed: call.seed &* 31 &+ UInt64(call.attempt) &+ salt)
            let tokens = Int64(1 + random.next() % UInt64(most))
            ledger.charge(tokens)
            call.signal(.usage(Usage(tokens: tokens)))
            if random.next() % 4 == 0 {
                try? await clock.sleep(for: .seconds(2))
            }
            if call.isCancelled { throw AssayError(.cancelled, "stopped") }
            if random.next() % 2 == 0 { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
            return ToolResult(["a": Value(Int(random.next() % 2))])
        }
    }

    @Test("1,000 random schedules never pass the limit, and every token is charged once", arguments: 0..<10)
    func schedules(batch: Int) async throws {
        var random = SplitMix64(seed: 500 + UInt64(batch))
        for _ in 0..<100 {
            let clock = ManualClock()
            let ledger = Ledger()
            let limit = Int64(10 + random.next() % 150)
            let isCancelled = random.next() % 4 == 0
            let config = ReliabilityConfig(
                retry: RetryPolicy(maxRetries: Int(random.next() % 4)),
                circuitBreaker: random.next() % 2 == 0 ? CircuitBreakerConfig() : nil,
                maxConcurrentCalls: random.next() % 3 == 0 ? 2 : nil,
                hedgeAfter: random.next() % 2 == 0 ? .seconds(1) : nil
            )
            let orchestrator = try Reliable.orchestrator(
                [Self.tool(random.next(), ledger, clock)],
                config,
                clock: clock
            )
            var options: Object = ["k": Value(Int(1 + random.next() % 12)), "stop": "never"]
            options["max_parallel"] = Value(Int(1 + random.next() % 6))
            if random.next() % 3 == 0 { options["timeout_ms"] = 1500 }
            let work = Task { [options] in
                try await clock.passing {
                    try await orchestrator.run(
                        request: [:],
                        toolName: "spender",
                        toolOptions: options,
                        options: OrchestrationConfig(budget: Budget(tokens: limit))
                    )
                }
            }
            if isCancelled {
                for _ in 0..<Int(random.next() % 40) { await Task.yield() }
                work.cancel()
            }
            let output = try await work.value
            #expect(ledger.tokens <= limit, "the limit of \(limit) was passed: \(ledger.tokens)")
            let discarded = output.bundle.execution.discardedUsage?.tokens ?? 0
            let recorded = (output.usage.tokens ?? 0) + discarded
            #expect(recorded <= ledger.tokens, "\(recorded) on record, \(ledger.tokens) used")
            // An attempt that was given up may use something that nobody hears of; it is charged its worst case.
            let isHeard = config.hedgeAfter == nil && options["timeout_ms"] == nil
            if isHeard && output.bundle.meta.endedBy == .allReplicates && output.bundle.execution.discarded == 0 {
                #expect(recorded == ledger.tokens)
            }
        }
    }

    @Test("10,000 attempts cancelled at random times give every permit and place back within the grace time")
    func cancellations() async throws {
        var random = SplitMix64(seed: 77)
        let clock = ManualClock()
        let ledger = Ledger()
        let config = ReliabilityConfig(
            retryBudget: nil,
            circuitBreaker: CircuitBreakerConfig(failureThreshold: 3, openTime: .seconds(1)),
            maxConcurrentCalls: 4,
            hedgeAfter: .seconds(1)
        )
        let orchestrator = try Reliable.orchestrator([Self.tool(3, ledger, clock)], config, clock: clock)
        for _ in 0..<1000 {
            let options: Object = ["k": 10, "stop": "never"]
            let work = Task {
                try await clock.passing {
                    try await orchestrator.run(request: [:], toolName: "spender", toolOptions: options)
                }
            }
            for _ in 0..<Int(random.next() % 60) { await Task.yield() }
            work.cancel()
            _ = try await work.value
        }
        // Every place is free again: four calls at once get through, once the breaker lets them.
        while clock.sleeperCount > 0 {
            clock.advanceToNextSleeper()
            await Task.yield()
        }
        clock.advance(by: .seconds(100))
        #expect(orchestrator.breakers["spender"] != .open)
        let last = try await clock.passing {
            try await orchestrator.run(request: [:], toolName: "spender", toolOptions: ["k": 4, "stop": "never"])
        }
        #expect(!last.bundle.replicates.isEmpty)
        #expect(!last.errors.contains { $0.code == .bulkheadFull })
    }
}
