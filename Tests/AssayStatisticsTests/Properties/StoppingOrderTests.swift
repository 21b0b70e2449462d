import AssayStatistics
import Testing

/// STATISTICS §0 and §1.5: a rule ends a run once, as early as it may, and no round wastes a draw.
@Suite("Order of stopping")
struct StoppingOrderTests {
    private static let rules: [any StoppingRule] =
        [
            StabilityRule(epsilon: 0.2), StabilityRule(epsilon: 0.02), BetaRule(threshold: 0.95), LeadRule(votes: 3),
            UnanimousRule(votes: 2), WindowRule(size: 4), CurtailedRule(), NeverRule(),
        ] + [CertifiedRule(delta: 0.3)].compactMap { $0 }

    @Test("§1.5: a rule ends at the first prefix that satisfies it, and stays ended", arguments: rules.indices)
    func firstPrefix(index: Int) {
        let rule = Self.rules[index]
        for seed in 1...8 as ClosedRange<UInt64> {
            let labels = HostileInputs.randomLabels(seed: seed, count: 30, classes: 3)
            let usable = rule.usableDraws(of: labels.count)
            let first = (1...usable).first { draws in
                rule.shouldStop(votes: VoteTallyTests.tally(Array(labels.prefix(draws)), horizon: labels.count))
            }
            let decision = SequentialDecision.decide(labels: labels, rule: rule)
            #expect(decision.draws == first ?? usable)
            #expect(decision.stoppedEarly == (first != nil))
            var state = StoppingState(rule: rule, horizon: labels.count)
            let ended = labels.map { state.append($0) }
            #expect(ended == labels.indices.map { $0 + 1 >= decision.draws })
            #expect(state.votes.draws == decision.draws)
            #expect(state.answer == decision.answer)
        }
    }

    private static let ladders: [[any StoppingRule]] = [
        [0.5, 0.2, 0.02, 0].map { StabilityRule(epsilon: $0) },
        [0.6, 0.9, 0.99].map { BetaRule(threshold: $0) },
        [1, 2, 3, 9].map { LeadRule(votes: $0) },
        [1, 2, 5].map { UnanimousRule(votes: $0) },
        [0.4, 0.2, 0.01].compactMap { CertifiedRule(delta: $0) },
        [StabilityRule(epsilon: 0.2), CurtailedRule(), NeverRule()],
    ]

    @Test("§1.5: a stricter rule never ends earlier", arguments: ladders.indices)
    func stricter(index: Int) {
        for seed in 1...20 as ClosedRange<UInt64> {
            let labels = HostileInputs.randomLabels(seed: seed, count: 40, classes: 3)
            let draws = Self.ladders[index].map { SequentialDecision.decide(labels: labels, rule: $0).draws }
            #expect(draws == draws.sorted())
        }
    }

    @Test("§1.5: curtailment loses nothing: its answer is the plurality of all draws")
    func lossless() {
        let hostile: [[Int?]] = [[], [nil], [nil, nil, 1], [0, 1], [1, 0, 0, 1], [2, 2, 2], [0, nil, nil, nil]]
        let random = (1...40).map { HostileInputs.randomLabels(seed: UInt64($0), count: 21, classes: 3) }
        var saved = 0
        for labels in hostile + random {
            let decision = SequentialDecision.decide(labels: labels, rule: CurtailedRule())
            #expect(decision.answer == DrawSequence(labels: labels).plurality)
            saved += labels.count - decision.draws
        }
        #expect(saved > 0)
    }

    @Test("§3: rounds of any size use the draws of the sequential decision", arguments: [1, 2, 3, Int.max])
    func rounds(limit: Int) {
        for rule in Self.rules where !(rule is WindowRule) && !(rule is CertifiedRule) {
            for seed in 1...10 as ClosedRange<UInt64> {
                let labels = HostileInputs.randomLabels(seed: seed, count: 30, classes: 3)
                let plan = RoundPlan.replay(labels: labels, rule: rule, limit: limit)
                let decision = SequentialDecision.decide(labels: labels, rule: rule)
                #expect((plan.draws, plan.answer) == (decision.draws, decision.answer), "\(rule.name)")
                #expect(plan.rounds.allSatisfy { $0 >= 1 && $0 <= limit })
                #expect(plan.rounds.reduce(0, +) == plan.draws)
            }
        }
    }

    @Test("§3: a window that another label than the leader fills ends a run of small rounds as well")
    func windowOfAnotherLabel() {
        // At draws 6 to 9 the block is unanimous for label 1, while label 0 leads.
        let labels: [Int?] = [0, 0, 2, 0, 0, 1, 1, 1, 1, 1, 3, 0, 3, 0, 3, 0, 3, 0, 3, 0]
        let rule = WindowRule(size: 5)
        #expect(SequentialDecision.decide(labels: labels, rule: rule).draws == 10)
        for limit in [1, 2, 3, 4, 5, Int.max] {
            let plan = RoundPlan.replay(labels: labels, rule: rule, limit: limit)
            #expect((plan.draws, plan.answer) == (10, 1), "rounds of at most \(limit)")
        }
    }

    /// Label 1 leads by a vote after six draws.
    ///
    /// It could be certified after 13 further votes; label 0, which was found
    /// first and weighs more, after 12.
    private static func overtaking(horizon: Int) -> [Int?] {
        [0, 0, 1, 1, 1, nil] + [Int?](repeating: 0, count: horizon - 6)
    }

    @Test("§3: no round of a certified rule is longer than the draws that certify a label found earlier")
    func certifiedRounds() throws {
        let rule = try #require(CertifiedRule(delta: 0.1))
        let labels = Self.overtaking(horizon: 40)
        #expect(SequentialDecision.decide(labels: labels, rule: rule).draws == 18)
        #expect(RoundPlan.replay(labels: labels, rule: rule).draws == 18)
    }

    @Test("§1.5: a certified rule ends a long run at the draw that certifies, as it ends a short one")
    func certifiedLooks() throws {
        let rule = try #require(CertifiedRule(delta: 0.1))
        for horizon in [40, 256, 257, 1000] {
            let decision = SequentialDecision.decide(labels: Self.overtaking(horizon: horizon), rule: rule)
            #expect((decision.draws, decision.answer) == (18, 0), "a horizon of \(horizon)")
        }
    }
}
