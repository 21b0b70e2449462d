/// Stops after a number of votes if all of them agree, and never once two differ.
///
/// Draws without a vote neither count nor dissent.
public struct UnanimousRule: StoppingRule, Hashable {
    /// The votes to reach.
    public let votes: Int

    /// Creates the rule.
    public init(votes: Int) { self.votes = votes }

    /// The rule as a user writes it.
    public var name: String { "unanimous(\(votes))" }

    /// True: without a runner-up all votes agree.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether there are enough votes without dissent.
    public func shouldStop(votes tally: VoteTally) -> Bool {
        tally.runnerUpCount == 0 && tally.leaderCount >= max(1, votes)
    }
}
