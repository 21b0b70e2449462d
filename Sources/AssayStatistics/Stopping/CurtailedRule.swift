/// Stops when the lead exceeds the remaining draws, so that they cannot change the answer.
public struct CurtailedRule: StoppingRule, Hashable {
    /// Creates the rule.
    public init() {}

    /// The rule as a user writes it.
    public var name: String { "curtailed" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether the leader can no longer be caught.
    public func shouldStop(votes: VoteTally) -> Bool { votes.leaderCount > 0 && votes.lead > votes.remaining }
}
