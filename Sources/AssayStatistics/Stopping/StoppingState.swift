/// A rule at work on draws as they come.
///
/// Memory is that of a ``VoteTally``: it grows with the distinct labels. In long runs a rule is not asked before it could
/// fire: after each look the fewest draws that could end the run are found, and those are only counted, so that most
/// draws cost a constant time. The decision is that of asking after every draw, for rules that stay satisfied while the
/// leader gains.
public struct StoppingState: Sendable {
    /// The rule.
    public let rule: any StoppingRule

    /// The draws so far.
    public private(set) var votes: VoteTally

    /// Whether the rule has ended the sequence; later draws are ignored.
    public private(set) var isStopped = false

    /// How many draws the rule can use.
    public let usable: Int

    private var nextLook = 0

    /// Below this horizon, asking costs less than finding out when to ask.
    private static let shortHorizon = 256

    /// Starts a sequence of at most `horizon` draws.
    public init(rule: any StoppingRule, horizon: Int) {
        self.rule = rule
        votes = VoteTally(horizon: horizon)
        usable = max(0, min(rule.usableDraws(of: votes.horizon), votes.horizon))
    }

    /// Whether no further draw can change the decision.
    public var isFinished: Bool { isStopped || votes.draws >= usable }

    /// The answer so far.
    public var answer: Int? { rule.answer(votes: votes) }

    /// Counts the next draw, nil being one without a vote, and tells whether the sequence has ended.
    ///
    /// - Precondition: a label is not negative.
    @discardableResult
    public mutating func append(_ label: Int?) -> Bool {
        if isFinished { return true }
        votes.append(label)
        if votes.draws >= nextLook { look() }
        return isFinished
    }

    private mutating func look() {
        isStopped = rule.shouldStop(votes: votes)
        if !isStopped, votes.horizon > Self.shortHorizon {
            nextLook = votes.draws + StoppingRules.fewestDraws(toStop: rule, votes: votes)
        }
    }
}
