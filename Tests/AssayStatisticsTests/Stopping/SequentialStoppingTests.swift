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
        var totals = StoppingTotals()
        for item in items where item.gold != nil {
            totals.add(labels: item.labels, gold: item.gold, plurality: item.plurality(), rule: rule)
        }
        #expect(try totals.samples == expected.at("total_samples").integer())
        #expect(try totals.correct == expected.at("n_correct").integer())
        #expect(try totals.agreeing == expected.at("n_agree_with_fullK_plurality").integer())
        #expect(try isClose(totals.meanSamples, expected.at("mean_samples").number(), absolute: 5e-8))
        #expect(try isClose(totals.accuracy, expected.at("accuracy").number(), absolute: 1e-9))
        #expect(try isClose(totals.agreement, expected.at("agreement").number(), absolute: 1e-9))
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

    @Test(
        "Rounds waste no draw and are as few as in the reference",
        arguments: [
            "ac_beta_0.95", "margin_3", "predictive_a0.5_0.98",
        ]
    )
    func batchedRounds(key: String) throws {
        let rule = try #require(Self.modelRules.first { $0.key == key }?.rule)
        let expected = try Reference().at("categorical", "gsm8k_phi3mini", "batched_rounds", key)
        let results = try LabelledItem.gsm8k().map { RoundPlan.replay(labels: $0.labels, rule: rule) }
        #expect(try results.reduce(0) { $0 + $1.draws } == expected.at("total_samples").integer())
        #expect(try results.reduce(0) { $0 + $1.rounds.count } == expected.at("total_rounds").integer())
    }

    @Test("Rounds of every rule use the draws of the sequential decision", arguments: modelRules.indices)
    func roundsEqualSequential(index: Int) throws {
        let rule = Self.modelRules[index].rule
        for item in try LabelledItem.gsm8k() {
            let sequential = SequentialDecision.decide(labels: item.labels, rule: rule)
            let plan = RoundPlan.replay(labels: item.labels, rule: rule)
            #expect(plan.draws == sequential.draws)
            #expect(plan.answer == sequential.answer)
            #expect(plan.rounds.reduce(0, +) == plan.draws)
            let narrow = RoundPlan.replay(labels: item.labels, rule: rule, limit: 2)
            #expect(narrow.draws == sequential.draws)
            #expect(narrow.rounds.allSatisfy { $0 <= 2 })
        }
    }
}
