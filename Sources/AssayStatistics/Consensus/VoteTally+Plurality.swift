extension VoteTally {
    /// All labels that have most votes, in the order of the labels; empty before the first vote.
    public var winners: [Int] {
        leaderCount == 0 ? [] : counts.indices.filter { counts[$0] == leaderCount }
    }

    /// The credit for a right answer when ties are split: 1/|W| if `label` is one of the winners W, else 0.
    ///
    /// The mean over items is the accuracy that a tie broken at random would have on average; it does not depend on the
    /// order of the draws, as the first-seen rule does.
    public func credit(for label: Int?) -> Double {
        let winners = self.winners
        guard let label, winners.contains(label) else { return 0 }
        return 1 / Double(winners.count)
    }
}
