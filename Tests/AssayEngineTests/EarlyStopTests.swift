import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Testing

@Suite("Early stopping")
struct EarlyStopTests {
    @Test("Agreement ends the run as soon as the rule holds, in as few launches as possible")
    func agreement() async throws {
        let bundle = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 10, stop: LeadRule(votes: 3)))
        #expect(bundle.replicates.count == 3)
        #expect(bundle.execution.rounds == 1)
        #expect(bundle.execution.discarded == 0)
        #expect(bundle.meta.earlyStopped)
        #expect(bundle.meta.earlyStopReason == "lead(3) held after 3 of 10")
        #expect(bundle.outcome == .complete)
    }

    @Test("The default rule is stability at the caller's epsilon (S3-23)")
    func defaultRule() async throws {
        let bundle = try await Fixtures.run(Fixtures.constant, BundleOptions(k: 10, epsilon: 0.1))
        #expect(bundle.meta.stopRule == "stability(0.1)")
        #expect(bundle.replicates.count == 2)
        #expect(try #require(bundle.summary.stability.value) >= 0.9)
        #expect(try #require(bundle.meta.earlyStopReason).hasPrefix("stability 0."))
    }

    @Test("Fewest rounds run exactly what one after the other runs", arguments: LawOneTests.rules.indices)
    func noReplicateIsWasted(ruleIndex: Int) async throws {
        let rule = LawOneTests.rules[ruleIndex]
        let sequential = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 30, stop: rule, maxParallel: 1))
        let rounds = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 30, stop: rule, maxParallel: 30))
        #expect(rounds.replicates.count == sequential.replicates.count)
        #expect(rounds.execution.discarded == 0)
        #expect(rounds.execution.rounds <= sequential.replicates.count)
    }

    @Test("A failed replicate is a draw without a vote")
    func failuresDoNotVote() async throws {
        let bundle = try await Fixtures.run(Fixtures.flaky, BundleOptions(k: 10, stop: LeadRule(votes: 3)))
        // The seeds 11, 47 and 71 answer; 23 and 59 fail in between.
        #expect(bundle.replicates.count == 5)
        #expect(bundle.outcome == .partial)
        #expect(bundle.meta.earlyStopped)
    }

    @Test("A rule of the caller's own is asked, and named in the bundle")
    func ownRule() async throws {
        struct Six: StoppingRule {
            let name = "six"
            func shouldStop(votes: VoteTally) -> Bool { votes.draws >= 6 }
        }
        let bundle = try await Fixtures.run(Fixtures.noisy, BundleOptions(k: 20, stop: Six(), maxParallel: 3))
        #expect(bundle.replicates.count == 6)
        #expect(bundle.meta.stopRule == "six")
    }

    @Test("Measurements alone are judged by stability and by no rule about votes")
    func measurements() async throws {
        let tool = ScriptedTool { call in ["x": .number(100 + Double(call.seed % 10) / 100)] }
        let stable = try await Fixtures.run(tool, BundleOptions(k: 10, stop: StabilityRule(epsilon: 0.05)))
        #expect(stable.replicates.count == 3)
        let voting = try await Fixtures.run(tool, BundleOptions(k: 10, stop: LeadRule(votes: 2)))
        #expect(voting.replicates.count == 10)
        #expect(!voting.meta.earlyStopped)
    }

    @Test("Hundreds of replicates under a rule that never holds are judged without delay")
    func longRun() async throws {
        let tool = ScriptedTool { call in ["x": Value(call.replicate)] }
        let bundle = try await Fixtures.run(tool, BundleOptions(k: 300, stop: CurtailedRule(), maxParallel: 8))
        #expect(bundle.replicates.count == 300)
        #expect(bundle.summary.tied)
        #expect(bundle.outcome == .abstained)
    }

    @Test("A wanted confidence keeps a rule from ending a run that would have to abstain")
    func wantedConfidence() async throws {
        let options = BundleOptions(k: 9, epsilon: 0.2, minimumConfidence: 0.98)
        let bundle = try await Fixtures.run(Fixtures.constant, options)
        #expect(bundle.outcome == .complete)
        #expect(try #require(bundle.summary.confidence.value) >= 0.98)
        #expect(bundle.replicates.count < 9)
    }

    @Test("A seed given twice is refused: an answer counted twice would pass for agreement")
    func repeatedSeeds() throws {
        #expect {
            try Engine().start(Fixtures.constant, request: [:], options: BundleOptions(k: 3, seeds: [5, 6, 5]))
        } throws: { ($0 as? AssayError)?.message.contains("must all differ") ?? false }
    }
}
