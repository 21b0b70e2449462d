import AssayStatistics
import Testing

struct FewestDrawsTests {
    private static let rules: [any StoppingRule] =
        [
            StabilityRule(epsilon: 0.02), StabilityRule(epsilon: 0.2), BetaRule(threshold: 0.99), LeadRule(votes: 4),
            LeadRule(votes: 50), UnanimousRule(votes: 6), WindowRule(size: 5), WindowRule(size: 2), CurtailedRule(),
            NeverRule(),
        ] + [CertifiedRule(delta: 0.1), CertifiedRule(delta: 0.4)].compactMap { $0 }

    /// Counts up from 1, for every label there is and a new one, until the rule fires.
    private static func slow(_ rule: any StoppingRule, _ votes: VoteTally) -> Int {
        var fewest = votes.remaining
        for label in 0...votes.counts.count {
            var ahead = votes
            for more in 1...max(1, fewest) where more < fewest {
                ahead.append(label)
                if rule.shouldStop(votes: ahead) { fewest = more }
            }
        }
        return fewest
    }

    @Test("The plan is the smallest number of votes for one label that fires the rule", arguments: rules.indices)
    func smallest(index: Int) {
        let rule = Self.rules[index]
        var generator = SplitMix64(seed: UInt64(index))
        for _ in 0..<12 {
            var votes = VoteTally(horizon: Int.random(in: 1...130, using: &generator))
            while votes.remaining > 0 {
                if !rule.shouldStop(votes: votes) {
                    #expect(StoppingRules.fewestDraws(toStop: rule, votes: votes) == Self.slow(rule, votes))
                }
                let missing = Int.random(in: 0...9, using: &generator) == 0
                for _ in 0..<Int.random(in: 1...9, using: &generator) {
                    votes.append(missing ? nil : Int.random(in: 0...1, using: &generator))
                }
            }
        }
    }

    @Test("Without remaining draws there is nothing to plan")
    func exhausted() {
        for rule in Self.rules {
            #expect(StoppingRules.fewestDraws(toStop: rule, votes: VoteTally(horizon: 0)) == 0)
        }
    }

    @Test("A million draws are planned in a few evaluations")
    func large() {
        let votes = VoteTally(horizon: 1_000_000)
        #expect(StoppingRules.fewestDraws(toStop: CurtailedRule(), votes: votes) == 500_001)
        #expect(StoppingRules.fewestDraws(toStop: LeadRule(votes: 777), votes: votes) == 777)
        #expect(StoppingRules.fewestDraws(toStop: LeadRule(votes: 2_000_000), votes: votes) == 1_000_000)
        #expect(StoppingRules.fewestDraws(toStop: StabilityRule(epsilon: 0.02), votes: votes) == 4)
    }

    @Test("Measurements need three values, then as many as their spread asks for")
    func measurements() {
        let rule = StabilityRule(epsilon: 0.05)
        var tally = MeasurementTally(horizon: 50, tolerance: .absolute(0.1))
        #expect(StoppingRules.fewestDraws(toStop: rule, measurement: tally) == 3)
        for value in [1.0, 2, 3] { tally.append(value) }
        let planned = StoppingRules.fewestDraws(toStop: rule, measurement: tally)
        #expect(planned > 1 && planned < 47)
        #expect(rule.shouldStop(measurement: tally.adding(valuesAtMean: planned)) == true)
        #expect(rule.shouldStop(measurement: tally.adding(valuesAtMean: planned - 1)) == false)
        #expect(StoppingRules.fewestDraws(toStop: LeadRule(votes: 1), measurement: tally) == 47)
    }
}
