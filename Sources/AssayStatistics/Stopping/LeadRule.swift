/// Stops when the leader is a number of votes ahead.
public struct LeadRule: StoppingRule, Hashable {
    /// The lead to reach.
    public let votes: Int

    /// Creates the rule.
    public init(votes: Int) { self.votes = votes }

    /// The rule as a user writes it.
    public var name: String { "lead(\(votes))" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether the lead is large enough.
    public func shouldStop(votes tally: VoteTally) -> Bool { tally.leaderCount > 0 && tally.lead >= votes }
}
