import AssayStatistics
import Testing

struct StoppingRuleTests {
    /// The draws a rule uses when all votes agree.
    private static func unanimousDraws(_ rule: any StoppingRule, horizon: Int = 40) -> Int {
        SequentialDecision.decide(labels: Array(repeating: 0, count: horizon), rule: rule).draws
    }

    @Test("Unanimous votes stop each rule at the documented draw")
    func unanimous() {
        #expect(Self.unanimousDraws(StabilityRule(epsilon: 0.02)) == 4)
        #expect(Self.unanimousDraws(BetaRule(threshold: 0.95)) == 4)
        #expect(Self.unanimousDraws(LeadRule(votes: 3)) == 3)
        #expect(Self.unanimousDraws(UnanimousRule(votes: 3)) == 3)
        #expect(Self.unanimousDraws(WindowRule(size: 5)) == 5)
        #expect(Self.unanimousDraws(CurtailedRule()) == 21)
        #expect(Self.unanimousDraws(NeverRule()) == 40)
    }

    private static let every: [any StoppingRule] = [
        StabilityRule(epsilon: 0.2), BetaRule(threshold: 0.6), LeadRule(votes: 1), UnanimousRule(votes: 1),
        WindowRule(size: 2), CurtailedRule(), NeverRule(),
    ]

    @Test("No rule stops without a vote")
    func noVotes() {
        for rule in Self.every {
            let decision = SequentialDecision.decide(labels: [nil, nil, nil, nil], rule: rule)
            #expect(decision.draws == 4)
            #expect(decision.answer == nil)
            #expect(!decision.stoppedEarly)
            #expect(SequentialDecision.decide(labels: [], rule: rule).draws == 0)
        }
    }

    @Test("A decision depends on the prefix alone")
    func prefix() {
        var generator = SplitMix64(seed: 70)
        for rule in Self.every {
            for _ in 0..<20 {
                let labels: [Int?] = (0..<30).map { _ in Int.random(in: 0...2, using: &generator) }
                let decision = SequentialDecision.decide(labels: labels, rule: rule)
                let changed = labels.enumerated().map { $0.offset < decision.draws ? $0.element : 9 }
                #expect(SequentialDecision.decide(labels: changed, rule: rule) == decision)
            }
        }
    }

    @Test("An exact stability of 1 is curtailment")
    func zeroEpsilon() {
        var generator = SplitMix64(seed: 71)
        for _ in 0..<50 {
            let labels: [Int?] = (0..<21).map { _ in Int.random(in: 0...2, using: &generator) }
            let stable = SequentialDecision.decide(labels: labels, rule: StabilityRule(epsilon: 0))
            #expect(stable == SequentialDecision.decide(labels: labels, rule: CurtailedRule()))
        }
    }

    @Test("One dissenting vote ends the unanimous rule, a draw without a vote does not")
    func dissent() {
        let rule = UnanimousRule(votes: 3)
        #expect(SequentialDecision.decide(labels: [0, 1, 0, 0, 0, 0], rule: rule).draws == 6)
        #expect(SequentialDecision.decide(labels: [0, nil, 0, 0, 0, 0], rule: rule).draws == 4)
    }

    @Test("A window must be aligned, unanimous and complete, and answers for itself")
    func windows() {
        let rule = WindowRule(size: 3)
        let aligned = SequentialDecision.decide(labels: [0, 0, 0, 1], rule: rule)
        #expect((aligned.draws, aligned.answer) == (3, 0))
        let shifted = SequentialDecision.decide(labels: [1, 0, 0, 0, 0, 0], rule: rule)
        #expect((shifted.draws, shifted.answer) == (6, 0))
        let spoilt = SequentialDecision.decide(labels: [0, nil, 0, 0, 0, 0], rule: rule)
        #expect(spoilt.draws == 6)
        // The window says 1 although 0 leads the count.
        let other = SequentialDecision.decide(labels: [0, 0, 2, 0, 0, 3, 0, 4, 0, 1, 1, 1], rule: rule)
        #expect((other.draws, other.answer, other.stoppedEarly) == (12, 1, true))
        let unused = SequentialDecision.decide(labels: [0, 1, 2, 1, 1], rule: rule)
        #expect((unused.draws, unused.answer) == (3, 0))
        #expect(SequentialDecision.decide(labels: [0, 0], rule: rule).draws == 0)
        #expect(WindowRule(size: -2).size == 1)
    }

    @Test("Only the stability rule judges measurements, and never says never to stop")
    func measurements() {
        var tally = MeasurementTally(horizon: 10, tolerance: .relative(0.05))
        let rule = StabilityRule(epsilon: 0.1)
        #expect(rule.shouldStop(measurement: tally) == false)
        for value in [10.0, 10.01, 9.99] { tally.append(value) }
        #expect(rule.shouldStop(measurement: tally) == true)
        #expect(LeadRule(votes: 1).shouldStop(measurement: tally) == nil)
        #expect(NeverRule().shouldStop(measurement: tally) == false)
        var wild = MeasurementTally(horizon: 10, tolerance: .relative(0.05))
        for value in [10.0, 1, 30] { wild.append(value) }
        #expect(rule.shouldStop(measurement: wild) == false)
    }

    /// Stops at every third draw: neither monotone nor one of ours.
    private struct ThirdDraw: StoppingRule {
        var name: String { "third" }
        func shouldStop(votes: VoteTally) -> Bool { votes.leaderCount > 0 && votes.draws % 3 == 0 }
    }

    @Test("A rule of one's own needs a name and a decision")
    func custom() {
        let decision = SequentialDecision.decide(labels: [nil, nil, nil, 4, 4, 5, 6], rule: ThirdDraw())
        #expect((decision.draws, decision.answer) == (6, 4))
        let tally = VoteTallyTests.tally([1, 1, 1, 1], horizon: 9)
        #expect(StoppingRules.fewestDraws(toStop: ThirdDraw(), votes: tally) == 2)
    }
}
