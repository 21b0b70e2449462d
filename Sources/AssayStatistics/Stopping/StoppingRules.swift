/// The rules a user can name, and what a planner asks of any rule.
///
/// | written | stops when | draws if unanimous, of 40 |
/// |---|---|---|
/// | `stability(0.02)` | the leader stays the plurality with probability .98 | 4 |
/// | `beta(0.95)` | P(p > ½) of the two leading labels reaches .95 | 4 |
/// | `lead(3)` | the leader leads by 3 | 3 |
/// | `unanimous(3)` | 3 votes, all alike | 3 |
/// | `window(5)` | a block of 5 draws is unanimous | 5 |
/// | `curtailed` | the leader cannot be overtaken | 21 |
/// | `certified(0.05)` | the leader is the mode, with error rate .05 under peeking | 7 |
/// | `never` | – | 40 |
public enum StoppingRules {
    /// The fewest further draws, all for one label, after which a rule could stop.
    ///
    /// At most those remaining. A round of that size wastes no draw: no shorter one could end the run.
    public static func fewestDraws(toStop rule: any StoppingRule, votes: VoteTally) -> Int {
        min(rule.fewestDraws(votes: votes), votes.remaining)
    }

    /// The fewest further draws, all at the mean so far, after which a rule could stop.
    ///
    /// At most those remaining.
    public static func fewestDraws(toStop rule: any StoppingRule, measurement: MeasurementTally) -> Int {
        fewest(upTo: measurement.remaining) {
            rule.shouldStop(measurement: measurement.adding(valuesAtMean: $0)) ?? false
        }
    }

    /// The smallest number from 1 to `limit` that satisfies a condition, or `limit` when none does.
    ///
    /// Tries 1 to 32 one by one, then doubles and searches by halves, assuming that the condition stays satisfied.
    static func fewest(upTo limit: Int, satisfying condition: (Int) -> Bool) -> Int {
        let tried = min(limit, 32)
        guard tried >= 1 else { return 0 }
        if let found = (1...tried).first(where: condition) { return found }
        var (failed, reached) = (tried, tried)
        while reached < limit {
            reached = reached > limit / 2 ? limit : 2 * reached
            if condition(reached) { break }
            failed = reached
        }
        while reached - failed > 1 {
            let middle = failed + (reached - failed) / 2
            if condition(middle) { reached = middle } else { failed = middle }
        }
        return reached
    }
}
