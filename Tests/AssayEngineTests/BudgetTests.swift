import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("Budgets hold")
struct BudgetTests {
    /// Uses 10 tokens and half a cent per answer, and says so.
    private static func paid(declaring maximum: Usage? = nil) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "paid", flags: .concurrent, maximumUsage: maximum)) { call in
            ToolResult(["letter": "a"], usage: Usage(tokens: 10, costUSD: 0.005))
        }
    }

    @Test("A token budget ends the run before the replicate that might break it", arguments: [1, 4, 16])
    func declaredMaximum(maxParallel: Int) async throws {
        let options = BundleOptions(
            k: 20,
            stop: NeverRule(),
            maxParallel: maxParallel,
            globalBudget: Budget(tokens: 100)
        )
        let bundle = try await Fixtures.run(Self.paid(declaring: Usage(tokens: 25)), options)
        // After 8 answers 80 are spent; 25 more might break the limit.
        #expect(bundle.replicates.count == 8)
        #expect(bundle.usage.tokens == 80)
        #expect(bundle.meta.endedBy == .budget)
        #expect(bundle.outcome == .partial)
        #expect(bundle.explanation.contains("budget spent: tokens"))
    }

    @Test("Where nobody declares a maximum, replicates run one by one until the budget is used")
    func undeclaredMaximum() async throws {
        let options = BundleOptions(k: 20, stop: NeverRule(), maxParallel: 8, globalBudget: Budget(costUSD: 0.02))
        let bundle = try await Fixtures.run(Self.paid(), options)
        #expect(bundle.replicates.count == 4)
        #expect(bundle.usage.costUSD == 0.02)
        #expect(bundle.outcome == .partial)
    }

    @Test("The digest under a budget does not depend on parallelism")
    func sameEvidence() async throws {
        var digests: Set<String> = []
        for maxParallel in [1, 2, 3, 16] {
            let options = BundleOptions(
                k: 20,
                stop: NeverRule(),
                maxParallel: maxParallel,
                perReplicateBudget: Budget(tokens: 20),
                globalBudget: Budget(tokens: 77)
            )
            digests.insert(try await Fixtures.run(Self.paid(), options).digest)
        }
        #expect(digests.count == 1)
    }

    @Test("A tool that reports nothing is charged its worst case, and the cost stays unknown")
    func silentTool() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "silent", maximumUsage: Usage(tokens: 30))) { _ in
            ToolResult(["a": 1])
        }
        let bundle = try await Fixtures.run(
            tool,
            BundleOptions(k: 9, stop: NeverRule(), globalBudget: Budget(tokens: 100))
        )
        #expect(bundle.replicates.count == 3)
        #expect(bundle.usage.tokens == nil)
    }

    @Test("An answer that cost more than its replicate's budget is kept, with a warning")
    func expensiveAnswer() async throws {
        let bundle = try await Fixtures.run(
            Self.paid(),
            BundleOptions(k: 2, stop: NeverRule(), perReplicateBudget: Budget(tokens: 5))
        )
        #expect(bundle.outcome == .complete)
        #expect(bundle.replicates[0].quality.warnings == ["the answer cost more than its budget"])
    }

    @Test("A call that signals more than its budget is asked to stop")
    func overspendingCall() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "spender")) { call in
            for _ in 0..<100 {
                call.signal(.usage(Usage(tokens: 10)))
                if call.isCancelled { throw AssayError(.cancelled, "stopped") }
            }
            return ToolResult(["a": 1])
        }
        let bundle = try await Fixtures.run(tool, BundleOptions(k: 1, perReplicateBudget: Budget(tokens: 35)))
        #expect(bundle.replicates[0].failure?.code == .budgetExceeded)
        #expect(bundle.replicates[0].usage?.tokens == 40)
        #expect(bundle.usage.tokens == 40)
    }

    @Test("Usage signalled during a call adds to what the answer reports")
    func signalledUsage() async throws {
        let tool = ScriptedTool(ToolDescriptor(name: "both")) { call in
            call.signal(.usage(Usage(tokens: 3)))
            return ToolResult(["a": 1], usage: Usage(tokens: 4, costUSD: 0.5))
        }
        let bundle = try await Fixtures.run(tool, BundleOptions(k: 2, stop: NeverRule()))
        #expect(bundle.usage == Usage(tokens: 14, costUSD: 1))
    }

    @Test(
        "Limits that no run could meet are refused (S3-7)",
        arguments: [
            Budget(tokens: 0), Budget(tokens: -5), Budget(costUSD: .nan), Budget(costUSD: -1), Budget(timeMS: 0),
        ]
    )
    func impossibleLimits(budget: Budget) throws {
        #expect(throws: AssayError.self) {
            try Engine().start(Fixtures.constant, request: [:], options: BundleOptions(k: 2, globalBudget: budget))
        }
    }
}

@Suite("Budgets of tools that cannot be trusted")
struct DishonestToolTests {
    private static func bundle(_ maxParallel: Int, declared: Int64, used: Int64, limit: Int64) async throws
        -> EvidenceBundle
    {
        let descriptor = ToolDescriptor(name: "liar", flags: .concurrent, maximumUsage: Usage(tokens: declared))
        let tool = ScriptedTool(descriptor) { _ in ToolResult(["a": 1], usage: Usage(tokens: used)) }
        let options = BundleOptions(
            k: 20,
            stop: NeverRule(),
            maxParallel: maxParallel,
            globalBudget: Budget(tokens: limit)
        )
        return try await Fixtures.run(tool, options)
    }

    @Test("A tool that uses more than it declares gives one digest at any parallelism")
    func oneDigest() async throws {
        var digests: Set<String> = []
        for maxParallel in [1, 2, 4, 10] {
            let bundle = try await Self.bundle(maxParallel, declared: 10, used: 50, limit: 100)
            #expect(bundle.usage.tokens == 100)
            #expect(bundle.meta.endedBy == .budget)
            digests.insert(bundle.digest)
        }
        #expect(digests.count == 1)
    }

    @Test("After the first lie its attempts run one by one")
    func oneByOne() async throws {
        let bundle = try await Self.bundle(2, declared: 10, used: 40, limit: 1000)
        #expect(bundle.replicates.count == 20)
        let running = try await Self.bundle(4, declared: 10, used: 60, limit: 600)
        #expect(running.replicates.count == 10)
        #expect(running.execution.discarded <= 3)
    }

    @Test("Attempts shorter than a millisecond add up in a time budget")
    func shortAttempts() async throws {
        let clock = ManualClock()
        let tool = ScriptedTool(ToolDescriptor(name: "quick")) { _ in
            clock.advance(by: .microseconds(900))
            return ToolResult(["a": 1])
        }
        let options = BundleOptions(k: 500, stop: NeverRule(), maxParallel: 1, globalBudget: Budget(timeMS: 20))
        let bundle = try await Fixtures.run(tool, options, engine: Engine(clock: clock))
        #expect(bundle.meta.endedBy == .budget)
        #expect(bundle.replicates.count == 23)
    }
}
