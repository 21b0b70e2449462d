/// The rounds of a run whose draws are launched together as far as none of them can be wasted.
///
/// Each round launches the fewest draws that could end the run, all for the leader, so the draws of the run are those of
/// the sequential decision, in far fewer steps one after another.
public struct RoundPlan: Sendable, Hashable {
    /// How many draws were launched.
    public let draws: Int

    /// The number of draws of each round.
    public let rounds: [Int]

    /// The answer; nil when no draw cast a vote.
    public let answer: Int?

    /// Plans the rounds of a rule on draws whose outcomes are known.
    ///
    /// - Parameters:
    ///   - labels: The outcomes in draw order, nil for a draw without a vote; their number is the horizon.
    ///   - rule: The rule.
    ///   - limit: The most draws a round may launch.
    /// - Returns: the rounds, up to the end of the run.
    public static func replay(labels: some Collection<Int?>, rule: any StoppingRule, limit: Int = .max) -> RoundPlan {
        var votes = VoteTally(horizon: labels.count)
        let usable = max(0, min(rule.usableDraws(of: labels.count), labels.count))
        var rounds: [Int] = []
        var next = labels.startIndex
        while votes.draws < usable, !rule.shouldStop(votes: votes) {
            let fewest = StoppingRules.fewestDraws(toStop: rule, votes: votes)
            let size = max(1, min(fewest, limit, usable - votes.draws))
            for _ in 0..<size {
                votes.append(labels[next])
                labels.formIndex(after: &next)
            }
            rounds.append(size)
        }
        return RoundPlan(draws: votes.draws, rounds: rounds, answer: rule.answer(votes: votes))
    }
}
