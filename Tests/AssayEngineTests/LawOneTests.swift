import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("Same evidence everywhere")
struct LawOneTests {
    static let rules: [any StoppingRule] = [
        NeverRule(), StabilityRule(epsilon: 0.2), StabilityRule(epsilon: 0.02), LeadRule(votes: 3),
        BetaRule(threshold: 0.95),
        CurtailedRule(), WindowRule(size: 3), UnanimousRule(votes: 2),
    ]

    @Test("One request at any parallelism gives one digest", arguments: rules.indices)
    func parallelism(ruleIndex: Int) async throws {
        var digests: Set<String> = []
        for maxParallel in [1, 2, 3, 16] {
            for rounds in [BundleOptions.Rounds.fewest, .eager] {
                let options = BundleOptions(
                    k: 24,
                    stop: Self.rules[ruleIndex],
                    rounds: rounds,
                    maxParallel: maxParallel
                )
                digests.insert(try await Fixtures.run(Fixtures.noisy, options).digest)
            }
        }
        #expect(digests.count == 1)
    }

    @Test("Shuffled completion order gives the digest of sequential order", arguments: 1...8 as ClosedRange<UInt64>)
    func shuffledCompletion(seed: UInt64) async throws {
        for tool in [Fixtures.noisy, Fixtures.flaky] {
            let reference = try await Fixtures.run(tool, BundleOptions(k: 16, stop: NeverRule(), maxParallel: 1))
            let engine = Engine(executor: ShuffledExecutor(seed: seed, holding: 4))
            let shuffled = try await Fixtures.run(
                tool,
                BundleOptions(k: 16, stop: NeverRule(), maxParallel: 4),
                engine: engine
            )
            #expect(shuffled.digest == reference.digest)
            #expect(shuffled.replicates.map(\.id) == reference.replicates.map(\.id))
        }
    }

    @Test("An early stop under shuffled completion keeps only the prefix it was decided on")
    func shuffledEarlyStop() async throws {
        let rule = LeadRule(votes: 2)
        let reference = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 40, stop: rule, maxParallel: 1))
        for seed in 1...5 as ClosedRange<UInt64> {
            let engine = Engine(executor: ShuffledExecutor(seed: seed, holding: 8))
            let options = BundleOptions(k: 40, stop: rule, rounds: .eager, maxParallel: 8)
            let bundle = try await Fixtures.run(Fixtures.noisy, options, engine: engine)
            #expect(bundle.digest == reference.digest)
            #expect(bundle.replicates.count == reference.replicates.count)
            #expect(bundle.execution.discarded > 0)
        }
    }

    @Test("What the digest must not depend on is different between the runs that share it")
    func circumstancesDiffer() async throws {
        let one = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 4, maxParallel: 1))
        let two = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 4, maxParallel: 4))
        #expect(one.execution.runID != two.execution.runID)
        #expect(one.execution != two.execution)
        #expect(one.json != two.json)
        #expect(one.digest == two.digest)
    }

    @Test("Another seed, request, option or K is other evidence")
    func whatCounts() async throws {
        let base = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, stop: NeverRule())).digest
        let others = [
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 5, stop: NeverRule())).digest,
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, rootSeed: 7, stop: NeverRule())).digest,
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, seeds: [1, 2, 3, 4], stop: NeverRule()))
                .digest,
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, stop: LeadRule(votes: 9))).digest,
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, stop: NeverRule(), toolOptions: ["x": 1]))
                .digest,
            try await Fixtures.run(Fixtures.constant, BundleOptions(k: 4, stop: NeverRule()), request: ["x": 1]).digest,
        ]
        #expect(Set(others + [base]).count == others.count + 1)
    }

    @Test("The first ten seeds are those of the original SDK (S3-22)")
    func defaultSeeds() async throws {
        let bundle = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 10, stop: NeverRule()))
        #expect(bundle.replicates.map(\.seed) == [11, 23, 47, 59, 71, 83, 97, 113, 127, 139])
    }
}
