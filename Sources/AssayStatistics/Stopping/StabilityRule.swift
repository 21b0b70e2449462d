/// Stops when the remaining draws would leave the consensus as it is with probability 1 − ε.
///
/// For votes that is ``Confidence/horizonStability(leader:runnerUp:rest:remaining:alpha:)``, where draws without a vote
/// count as draws for nobody; for measurements ``MeasurementTally/stability``. With ε = 0 it stops exactly when the
/// lead cannot be overturned.
public struct StabilityRule: StoppingRule, Hashable {
    /// The probability of a change that is accepted.
    public let epsilon: Double

    /// The prior weight of each outcome.
    public let alpha: Double

    /// Creates the rule.
    public init(epsilon: Double, alpha: Double = 0.5) {
        self.epsilon = epsilon
        self.alpha = alpha
    }

    /// The rule as a user writes it.
    public var name: String { "stability(\(epsilon))" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether the leader will stay the plurality with probability 1 − ε.
    public func shouldStop(votes: VoteTally) -> Bool {
        guard votes.leaderCount > 0 else { return false }
        let stability = Confidence.horizonStability(
            leader: votes.leaderCount,
            runnerUp: votes.runnerUpCount,
            rest: votes.draws - votes.leaderCount - votes.runnerUpCount,
            remaining: votes.remaining,
            alpha: alpha
        )
        return stability >= 1 - epsilon
    }

    /// Whether the mean will stay within its tolerance with probability 1 − ε; false below three values.
    public func shouldStop(measurement: MeasurementTally) -> Bool? {
        guard let stability = measurement.stability else { return false }
        return stability >= 1 - epsilon
    }
}
