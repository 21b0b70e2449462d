import AssayStatistics
import Testing

/// The integer totals of every rule on real replicates, in the order given.
struct SequentialStoppingTests {
    private static let modelRules: [(key: String, rule: any StoppingRule)] = [
        ("ac_beta_0.90", BetaRule(threshold: 0.9)), ("ac_beta_0.95", BetaRule(threshold: 0.95)),
        ("ac_beta_0.99", BetaRule(threshold: 0.99)), ("margin_2", LeadRule(votes: 2)),
        ("margin_3", LeadRule(votes: 3)), ("margin_4", LeadRule(votes: 4)), ("curtailed", CurtailedRule()),
        ("predictive_a0.5_0.98", StabilityRule(epsilon: 0.02)),
        ("predictive_a1_0.90", StabilityRule(epsilon: 0.1, alpha: 1)),
        ("predictive_a1_0.98", StabilityRule(epsilon: 0.02, alpha: 1)), ("esc_w3", WindowRule(size: 3)),
        ("esc_w4", WindowRule(size: 4)), ("esc_w5", WindowRule(size: 5)), ("esc_w8", WindowRule(size: 8)),
    ]

    private static let crowdRules = ["ac_beta_0.95", "margin_3", "curtailed", "predictive_a0.5_0.98", "esc_w5"]

    private static func check(_ items: [LabelledItem], _ rule: any StoppingRule, _ expected: Reference) throws {
        let decisions = items.map { SequentialDecision.decide(labels: $0.labels, rule: rule) }
        let pairs = Array(zip(items, decisions))
        #expect(try decisions.reduce(0) { $0 + $1.draws } == expected.at("total_samples").integer())
        #expect(try pairs.count { $0.gold == $1.answer } == expected.at("n_correct").integer())
        let agreeing = pairs.count { $0.plurality() == $1.answer }
        #expect(try agreeing == expected.at("n_agree_with_fullK_plurality").integer())
    }

    @Test("Totals on model answers are those of the reference", arguments: modelRules.indices)
    func modelAnswers(index: Int) throws {
        let (key, rule) = Self.modelRules[index]
        let expected = try Reference().at("categorical", "gsm8k_phi3mini", "stopping_given_order", key)
        try Self.check(LabelledItem.gsm8k(), rule, expected)
    }

    @Test("Totals on crowd votes are those of the reference", arguments: ["bluebird", "rte"], crowdRules)
    func crowd(name: String, key: String) throws {
        let rule = try #require(Self.modelRules.first { $0.key == key }?.rule)
        let expected = try Reference().at("crowd", name, "stopping_given_order", key)
        try Self.check(LabelledItem.crowd(name), rule, expected)
    }

    /// Draws and rounds when each round has the fewest draws that could end the run.
    private static func rounds(_ item: LabelledItem, _ rule: any StoppingRule) -> (draws: Int, rounds: Int) {
        var votes = VoteTally(horizon: item.labels.count)
        var rounds = 0
        while votes.remaining > 0, !rule.shouldStop(votes: votes) {
            let size = StoppingRules.fewestDraws(toStop: rule, votes: votes)
            for label in item.labels[votes.draws..<(votes.draws + size)] { votes.append(label) }
            rounds += 1
        }
        return (votes.draws, rounds)
    }

    @Test(
        "Rounds waste no draw and are as few as in the reference",
        arguments: [
            "ac_beta_0.95", "margin_3", "predictive_a0.5_0.98",
        ]
    )
    func batchedRounds(key: String) throws {
        let rule = try #require(Self.modelRules.first { $0.key == key }?.rule)
        let expected = try Reference().at("categorical", "gsm8k_phi3mini", "batched_rounds", key)
        let results = try LabelledItem.gsm8k().map { Self.rounds($0, rule) }
        #expect(try results.reduce(0) { $0 + $1.draws } == expected.at("total_samples").integer())
        #expect(try results.reduce(0) { $0 + $1.rounds } == expected.at("total_rounds").integer())
    }

    @Test("Rounds of every rule use the draws of the sequential decision", arguments: modelRules.indices)
    func roundsEqualSequential(index: Int) throws {
        let rule = Self.modelRules[index].rule
        for item in try LabelledItem.gsm8k() {
            let sequential = SequentialDecision.decide(labels: item.labels, rule: rule)
            let usable = LabelledItem(labels: Array(item.labels.prefix(rule.usableDraws(of: 40))), gold: nil)
            // A shorter horizon would change the prediction, so only rules that use every draw are planned here.
            guard usable.labels.count == item.labels.count else { continue }
            #expect(Self.rounds(item, rule).draws == sequential.draws)
        }
    }
}
