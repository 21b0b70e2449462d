import AssayStatistics
import Testing

struct StoppingStudyTests {
    private static func gsm8k() throws -> [DrawSequence] {
        try LabelledItem.gsm8k().map { DrawSequence(labels: $0.labels, gold: $0.gold) }
    }

    @Test("More orders leave the first ones as they are, and a seed gives the same study")
    func deterministic() throws {
        let items = try Self.gsm8k()
        let rules: [any StoppingRule] = [LeadRule(votes: 3), NeverRule()]
        let study = StoppingStudy(permutations: 3, seed: 4)
        #expect(study.replay(items, rules: rules) == study.replay(items, rules: rules))
        let one = StoppingStudy(permutations: 1, seed: 4).replay(items, rules: rules)
        let other = StoppingStudy(permutations: 1, seed: 5).replay(items, rules: rules)
        #expect(one != other)
        #expect(one?[0].meanSamples.standardError == nil)
    }

    @Test("Running every draw saves nothing, loses nothing and takes one round")
    func never() throws {
        let study = StoppingStudy(permutations: 5, seed: 1)
        let result = try #require(study.replay(Self.gsm8k(), rules: [NeverRule()])?.first)
        #expect(result.meanSamples.mean == 40)
        #expect(result.saved.mean == 0)
        #expect(result.accuracyChange.mean == 0)
        #expect(result.meanRounds.mean == 1)
        #expect(result.roundsWasteNothing)
    }

    @Test("On model answers the stability rule saves four fifths of the draws in few rounds")
    func stability() throws {
        let study = StoppingStudy(permutations: 20, seed: 2024)
        let rules: [any StoppingRule] = [StabilityRule(epsilon: 0.02), BetaRule(threshold: 0.95), CurtailedRule()]
        let results = try #require(study.replay(Self.gsm8k(), rules: rules))
        #expect(results[0].saved.mean > 0.77)
        #expect(results[0].saved.mean > results[1].saved.mean)
        #expect(results[0].agreement.mean > 0.97)
        #expect(results[0].meanRounds.mean < 3)
        #expect(results[2].accuracyChange.mean >= -1e-12)
        #expect(results.allSatisfy { $0.roundsWasteNothing })
    }

    @Test("A horizon cuts every order, and the answer of what exists is the target")
    func horizon() throws {
        let study = StoppingStudy(permutations: 10, seed: 3, horizon: 5)
        let result = try #require(study.replay(Self.gsm8k(), rules: [CurtailedRule(), NeverRule()]))
        #expect(result[0].agreement.mean == 1)
        #expect(result[0].saved.mean > 0.25)
        #expect(result[1].meanSamples.mean == 5)
        #expect(StoppingStudy(permutations: 0, horizon: -3).horizon == 1)
    }

    @Test("The predictive stability is the best calibrated confidence that the answer stays", arguments: [5, 10, 20])
    func calibration(draws: Int) throws {
        let study = StoppingStudy(permutations: 50, seed: 7)
        let errors = try #require(study.modeCalibration(Self.gsm8k(), draws: draws))
        #expect(errors.stability < 0.06)
        #expect(errors.stability < errors.majorityShare)
        #expect(errors.uniformStability < errors.majorityShare)
        #expect(errors.betaPosterior < 0.1)
    }

    @Test("Without items or votes there is no result")
    func nothing() {
        let study = StoppingStudy(permutations: 2)
        #expect(study.replay([], rules: [NeverRule()]) == nil)
        #expect(study.modeCalibration([DrawSequence(labels: [nil, nil, nil])], draws: 2) == nil)
        #expect(study.modeCalibration([DrawSequence(labels: [0, 0])], draws: 2) == nil)
        #expect(DrawSequence(labels: [nil, 3, 2, 2]).plurality == 2)
    }
}
