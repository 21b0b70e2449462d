/// Where a rule ends a sequence of draws, and with which answer.
public struct SequentialDecision: Sendable, Hashable {
    /// How many draws were used.
    public let draws: Int

    /// The answer, by default the plurality of those draws; nil when none of them cast a vote.
    public let answer: Int?

    /// Whether the rule ended the sequence, rather than its length.
    public let stoppedEarly: Bool

    /// Applies a rule to the draws in the order given.
    ///
    /// The rule is asked after every draw and ends the sequence the first time it says so; a rule that can use only
    /// some of the draws, such as ``WindowRule``, never sees the others. nil labels are draws without a vote.
    public static func decide(labels: some Collection<Int?>, rule: any StoppingRule) -> SequentialDecision {
        var state = StoppingState(rule: rule, horizon: labels.count)
        guard !state.isFinished else { return SequentialDecision(state) }
        for label in labels where state.append(label) { break }
        return SequentialDecision(state)
    }

    private init(_ state: StoppingState) {
        draws = state.votes.draws
        answer = state.answer
        stoppedEarly = state.isStopped
    }
}
