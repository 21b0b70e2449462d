import AssayStatistics
import Testing

struct StoppingReplayTests {
    private static let rules: [any StoppingRule] =
        [
            StabilityRule(epsilon: 0.02), StabilityRule(epsilon: 0.2, alpha: 1), BetaRule(threshold: 0.9),
            LeadRule(votes: 2), UnanimousRule(votes: 3), WindowRule(size: 4), CurtailedRule(), NeverRule(),
        ] + [CertifiedRule(delta: 0.2)].compactMap { $0 }

    private static func random(_ length: Int, using generator: inout SplitMix64) -> DrawSequence {
        let labels: [Int?] = (0..<length).map { _ in
            Int.random(in: 0...9, using: &generator) == 0 ? nil : Int.random(in: 0...3, using: &generator)
        }
        return DrawSequence(labels: labels, gold: Int.random(in: 0...3, using: &generator))
    }

    @Test("One pass over the draws gives the totals of one decision after another")
    func equalsSequential() {
        var generator = SplitMix64(seed: 12)
        // Several horizons, some too long to be remembered, in turn.
        let items = (0..<120).map { Self.random([3, 10, 40, 64, 65, 100][$0 % 6], using: &generator) }
        var replay = StoppingReplay(rules: Self.rules)
        var expected = Self.rules.map { _ in StoppingTotals() }
        for item in items {
            replay.add(item, plurality: item.plurality)
            for (index, rule) in Self.rules.enumerated() {
                expected[index].add(labels: item.labels, gold: item.gold, plurality: item.plurality, rule: rule)
            }
        }
        #expect(replay.totals == expected)
    }

    @Test("Totals are the same for any number of threads", arguments: [1, 2, 3, 7, 64])
    func threads(_ threads: Int) {
        var generator = SplitMix64(seed: 31)
        // Enough draws to be worth several threads; lengths differ, so that the shares do, too.
        let items = (0..<3001).map { Self.random([3, 10, 40, 65][$0 % 4], using: &generator) }
        var replay = StoppingReplay(rules: Self.rules)
        for item in items { replay.add(item, plurality: item.plurality) }
        let judged = items.map { (draws: $0, plurality: $0.plurality) }
        #expect(StoppingReplay.totals(of: judged, rules: Self.rules, threads: threads) == replay.totals)
    }

    @Test("Totals of no items are zero for each rule")
    func noItems() {
        let none: [(draws: DrawSequence, plurality: Int?)] = []
        #expect(StoppingReplay.totals(of: none, rules: Self.rules) == Self.rules.map { _ in StoppingTotals() })
        #expect(StoppingReplay.totals(of: none, rules: []).isEmpty)
    }

    @Test("Model answers have the totals of the reference")
    func modelAnswers() throws {
        var replay = StoppingReplay(rules: [BetaRule(threshold: 0.95), LeadRule(votes: 3), CurtailedRule()])
        for item in try LabelledItem.gsm8k() {
            replay.add(DrawSequence(labels: item.labels, gold: item.gold), plurality: item.plurality())
        }
        #expect(replay.totals.map(\.samples) == [341, 192, 939])
        #expect(replay.totals.map(\.correct) == [31, 31, 32])
    }

    @Test("Items without draws count for no rule")
    func empty() {
        var replay = StoppingReplay(rules: Self.rules)
        replay.add(DrawSequence(labels: []), plurality: nil)
        #expect(replay.totals.allSatisfy { $0.items == 0 })
        #expect(StoppingReplay(rules: []).totals.isEmpty)
    }

    /// Rules that say so are compared on tallies that share the leading counts and nothing else.
    @Test("Rules that look at the leading counts only decide alike on tallies with the same ones")
    func leadingCounts() {
        let one = [0, 0, 0, 1, 2].reduce(into: VoteTally(horizon: 20)) { $0.append($1) }
        let other = [3, nil, 5, 3, 3].reduce(into: VoteTally(horizon: 20)) { $0.append($1) }
        for rule in Self.rules where rule.looksAtLeadingCountsOnly {
            #expect(rule.shouldStop(votes: one) == rule.shouldStop(votes: other), "\(rule.name)")
        }
        #expect(Self.rules.count { !$0.looksAtLeadingCountsOnly } == 1)
    }

    @Test("More rules than are remembered at once have the totals they have alone")
    func manyRules() {
        var generator = SplitMix64(seed: 5)
        let items = (0..<40).map { _ in Self.random(12, using: &generator) }
        let rules: [any StoppingRule] = (1...40).map { LeadRule(votes: $0 % 7 + 1) }
        var together = StoppingReplay(rules: rules)
        for item in items { together.add(item, plurality: item.plurality) }
        for (rule, totals) in zip(rules, together.totals) {
            var alone = StoppingReplay(rules: [rule])
            for item in items { alone.add(item, plurality: item.plurality) }
            #expect(alone.totals == [totals])
        }
    }
}
