/// Decides after each draw whether a run has seen enough.
///
/// A rule looks only at the draws so far, in draw order, so that the same prefix always gives the same decision. To
/// write one, implement ``name`` and ``shouldStop(votes:)``; the other requirements have defaults that suit most rules.
public protocol StoppingRule: Sendable {
    /// The rule as a user writes it, such as `lead(3)`.
    var name: String { get }

    /// Whether the votes so far are enough; called after every draw, with and without a vote.
    func shouldStop(votes: VoteTally) -> Bool

    /// Whether the numbers so far are enough; nil when the rule does not judge measurements, the default.
    func shouldStop(measurement: MeasurementTally) -> Bool?

    /// The answer of a run that ended with these votes; by default the leader.
    func answer(votes: VoteTally) -> Int?

    /// How many of the available draws the rule can use; by default all.
    func usableDraws(of available: Int) -> Int

    /// Whether the decision depends on leader count, leader position, runner-up count, draws and horizon alone.
    ///
    /// It lets decisions be remembered when a rule is replayed on many items; by default not.
    var looksAtLeadingCountsOnly: Bool { get }

    /// The fewest further draws, all for one label, after which the rule could stop.
    ///
    /// At most those remaining. The default gives them to the leader, tries 1, 2, … 32 and then searches by halves, which is
    /// right for rules that treat labels alike and stay satisfied while the leader gains. It is at least 1 unless no draw remains.
    func fewestDraws(votes: VoteTally) -> Int
}

extension StoppingRule {
    /// Does not judge measurements.
    public func shouldStop(measurement: MeasurementTally) -> Bool? { nil }

    /// The leader.
    public func answer(votes: VoteTally) -> Int? { votes.leader }

    /// Unknown, so false.
    public var looksAtLeadingCountsOnly: Bool { false }

    /// All of them.
    public func usableDraws(of available: Int) -> Int { available }

    /// Tries a few and then searches by halves.
    public func fewestDraws(votes: VoteTally) -> Int {
        StoppingRules.fewest(upTo: votes.remaining) { shouldStop(votes: votes.adding(leaderVotes: $0)) }
    }
}
