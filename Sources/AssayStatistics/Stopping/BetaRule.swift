/// Stops when the posterior probability that the leader beats the runner-up reaches a threshold.
///
/// The rule of adaptive consistency: ``Confidence/betaPosterior(leader:runnerUp:)`` ≥ t.
public struct BetaRule: StoppingRule, Hashable {
    /// The probability to reach.
    public let threshold: Double

    /// Creates the rule.
    public init(threshold: Double) { self.threshold = threshold }

    /// The rule as a user writes it.
    public var name: String { "beta(\(threshold))" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether the posterior reaches the threshold.
    public func shouldStop(votes: VoteTally) -> Bool {
        guard votes.leaderCount > 0 else { return false }
        return Confidence.betaPosterior(leader: votes.leaderCount, runnerUp: votes.runnerUpCount) >= threshold
    }
}
