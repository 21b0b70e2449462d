import AssayCore
import AssayStatistics
import Testing

@Suite("Options of a bundle")
struct BundleOptionsTests {
    private func refusal(_ options: BundleOptions) -> AssayError? {
        #expect(throws: AssayError.self) { try options.validate() }
    }

    @Test("The defaults are those of the original SDK (S3-21 … S3-25)")
    func defaults() throws {
        let options = BundleOptions()
        try options.validate()
        #expect(options.k == 3)
        #expect(options.seeds == nil)
        #expect(options.epsilon == 0.2)
        #expect(options.schemaURI == nil)
        #expect(options.maxParallel == 10)
        #expect(options.perReplicateBudget.isUnlimited)
        #expect(options.globalBudget.isUnlimited)
        #expect(options.timeout == nil)
        #expect(options.minimumConfidence == nil)
        #expect(options.delta == 0.05)
        #expect(options.rounds == .fewest)
    }

    @Test(
        "K runs from 1 to a million (S3-21)",
        arguments: [(1, true), (11, true), (1_000_000, true), (0, false), (-3, false), (1_000_001, false)]
    )
    func k(k: Int, isValid: Bool) {
        if isValid {
            #expect(throws: Never.self) { try BundleOptions(k: k).validate() }
        } else {
            #expect(refusal(BundleOptions(k: k))?.message.contains("k must be") == true)
        }
    }

    @Test("Seeds must be as many as K (S3-22)")
    func seedCount() {
        #expect(
            refusal(BundleOptions(k: 3, seeds: [1, 2]))?.message == "seeds must be as many as k: 3 wanted, 2 given"
        )
        #expect(refusal(BundleOptions(k: 1, seeds: []))?.code == .invalidArgument)
        #expect(throws: Never.self) { try BundleOptions(k: 2, seeds: [7, 8]).validate() }
        #expect(refusal(BundleOptions(k: 2, seeds: [7, 7]))?.message.contains("must all differ") == true)
    }

    @Test("The first ten seeds are those of the original SDK, and a longer run starts with them (S3-22)")
    func seeds() {
        let options = BundleOptions(k: 12)
        #expect((0..<10).map(options.seed(at:)) == [11, 23, 47, 59, 71, 83, 97, 113, 127, 139])
        #expect((0..<1000).map(BundleOptions(k: 1000).seed(at:)).prefix(12) == (0..<12).map(options.seed(at:))[...])
        #expect(Set((0..<1000).map(options.seed(at:))).count == 1000)
    }

    @Test("Seeds come from a root where one is given, and from the caller before all")
    func seedSources() {
        let rooted = BundleOptions(k: 3, rootSeed: 42)
        #expect((0..<3).map(rooted.seed(at:)) == SeedSequence(root: 42).seeds(k: 3))
        #expect((0..<3).map(rooted.seed(at:)) != (0..<3).map(BundleOptions(k: 3, rootSeed: 43).seed(at:)))
        #expect(BundleOptions(k: 2, seeds: [8, 9], rootSeed: 42).seed(at: 1) == 9)
    }

    @Test("The rule is stability at the risk ε, unless another is given (S3-23)")
    func rule() {
        #expect(BundleOptions(epsilon: 0.02).stoppingRule.name == "stability(0.02)")
        #expect(BundleOptions(epsilon: 0.02, stop: CurtailedRule()).stoppingRule.name == "curtailed")
    }

    @Test("ε, the wanted confidence and the error rate have their ranges")
    func probabilities() {
        for epsilon in [-0.1, 1.1, .nan, .infinity] {
            #expect(refusal(BundleOptions(epsilon: epsilon))?.message == "epsilon must be from 0 to 1")
        }
        for confidence in [-0.1, 1.1, .nan] {
            #expect(
                refusal(BundleOptions(minimumConfidence: confidence))?.message.contains("minimum_confidence") == true
            )
        }
        for delta in [0, 0.5, 1, -1, .nan] {
            #expect(refusal(BundleOptions(delta: delta))?.message.contains("delta") == true)
        }
        #expect(throws: Never.self) { try BundleOptions(epsilon: 0, minimumConfidence: 1, delta: 0.49).validate() }
        #expect(throws: Never.self) { try BundleOptions(epsilon: 1, minimumConfidence: 0, delta: 1e-9).validate() }
    }

    @Test("A schema URI comes with its schema (S3-24)")
    func schemaURI() {
        #expect(refusal(BundleOptions(schemaURI: "file:s.json"))?.message.contains("schema_uri") == true)
        #expect(throws: Never.self) { try BundleOptions(outputSchema: [:], schemaURI: "file:s.json").validate() }
    }

    @Test("Parallelism is from 1 to 1,024 (S3-25)", arguments: [0, -1, 1025])
    func parallelism(count: Int) {
        #expect(refusal(BundleOptions(maxParallel: count))?.message.contains("max_parallel") == true)
    }

    @Test("Budgets are named by the one that is wrong (S3-25)")
    func budgets() {
        let wrong = Budget(tokens: 0)
        #expect(
            refusal(BundleOptions(perReplicateBudget: wrong))?.message.contains("per_replicate_budget.tokens") == true
        )
        #expect(refusal(BundleOptions(globalBudget: wrong))?.message.contains("global_budget.tokens") == true)
    }

    @Test("Time limits are above 0")
    func times() {
        #expect(refusal(BundleOptions(timeout: .zero))?.message == "timeout must be above 0")
        #expect(refusal(BundleOptions(deadline: .seconds(-1)))?.message == "deadline must be above 0")
        #expect(throws: Never.self) {
            try BundleOptions(timeout: .nanoseconds(1), deadline: .seconds(1 << 40)).validate()
        }
    }

    @Test("All refusals are the caller's mistake")
    func code() {
        #expect(refusal(BundleOptions(k: 0))?.code == .invalidArgument)
        #expect(refusal(BundleOptions(globalBudget: Budget(costUSD: -1)))?.code == .invalidArgument)
    }
}
