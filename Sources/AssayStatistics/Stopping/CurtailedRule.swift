/// Stops when the remaining draws cannot change the leader: the lead exceeds them. Loses nothing.
public struct CurtailedRule: StoppingRule, Hashable {
    /// Creates the rule.
    public init() {}

    /// The rule as a user writes it.
    public var name: String { "curtailed" }

    /// Whether the leader can no longer be caught.
    public func shouldStop(votes: VoteTally) -> Bool { votes.leaderCount > 0 && votes.lead > votes.remaining }
}
