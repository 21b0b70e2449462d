import AssayStatistics
import Testing

struct RoundPlanTests {
    @Test("A unanimous tool needs one round, and a dissent one more")
    func rounds() {
        let rule = LeadRule(votes: 3)
        #expect(RoundPlan.replay(labels: Array(repeating: 0, count: 40), rule: rule).rounds == [3])
        let dissent = RoundPlan.replay(labels: [0, 1, 0, 0, 0, 0, 0], rule: rule)
        #expect(dissent.rounds == [3, 2])
        #expect(dissent.answer == 0)
    }

    @Test("Rounds end with the draws there are")
    func exhausted() {
        #expect(RoundPlan.replay(labels: [], rule: LeadRule(votes: 3)).rounds.isEmpty)
        #expect(RoundPlan.replay(labels: [0, 1], rule: LeadRule(votes: 3)).rounds == [2])
        #expect(RoundPlan.replay(labels: [0, 1, 1, 1, 0], rule: WindowRule(size: 3)).rounds == [3])
        #expect(RoundPlan.replay(labels: [nil, nil], rule: NeverRule()).answer == nil)
    }

    @Test("A limit below 1 still makes progress")
    func limit() {
        #expect(RoundPlan.replay(labels: [0, 0, 0, 0], rule: LeadRule(votes: 2), limit: 0).rounds == [1, 1])
    }
}

struct StoppingTotalsTests {
    @Test("Totals are shares of the items and draws replayed")
    func totals() {
        var totals = StoppingTotals()
        #expect(totals.saved == nil)
        #expect(totals.accuracy == nil)
        totals.add(labels: [0, 0, 0, 0], gold: 0, plurality: 0, rule: LeadRule(votes: 2))
        totals.add(labels: [0, 1, 1, 1], gold: 0, plurality: 1, rule: LeadRule(votes: 2))
        #expect((totals.items, totals.samples, totals.available, totals.correct, totals.agreeing) == (2, 6, 8, 1, 2))
        #expect((totals.saved, totals.meanSamples, totals.accuracy, totals.agreement) == (0.25, 3, 0.5, 1))
    }

    @Test("An item without votes is wrong and agrees with itself")
    func noVotes() {
        var totals = StoppingTotals()
        totals.add(labels: [nil, nil], gold: nil, plurality: nil, rule: LeadRule(votes: 2))
        #expect((totals.correct, totals.agreeing, totals.samples) == (0, 1, 2))
    }
}
