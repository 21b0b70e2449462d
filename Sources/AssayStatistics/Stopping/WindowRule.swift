/// Stops after a block of draws that all cast the same vote, and answers with that vote.
///
/// Blocks follow one another: with a size of 5, draws 1–5, 6–10, …; a draw without a vote spoils its block. Draws that
/// do not fill a block are not used. Source: early-stopping self-consistency, Li et al., ICLR 2024.
public struct WindowRule: StoppingRule, Hashable {
    /// The draws in a block.
    public let size: Int

    /// Creates the rule; a size below 1 counts as 1.
    public init(size: Int) { self.size = max(1, size) }

    /// The rule as a user writes it.
    public var name: String { "window(\(size))" }

    /// Whether a block just ended and was unanimous.
    public func shouldStop(votes: VoteTally) -> Bool {
        votes.draws > 0 && votes.draws % size == 0 && votes.unanimousTail >= size
    }

    /// The vote of the unanimous block, or the leader when there is none.
    public func answer(votes: VoteTally) -> Int? { shouldStop(votes: votes) ? votes.lastLabel : votes.leader }

    /// The draws that fill blocks.
    public func usableDraws(of available: Int) -> Int { available - available % size }

    /// The draws to the end of this block, or of the next one when this one is spoilt.
    public func fewestDraws(votes: VoteTally) -> Int {
        let started = votes.draws % size
        return min(votes.remaining, size - started + (votes.unanimousTail < started ? size : 0))
    }
}
