/// The draws of an item that are all known, to replay stopping rules on.
public struct DrawSequence: Sendable, Hashable {
    /// The draws in order, as numbers of classes; nil is a draw without a vote.
    public let labels: [Int?]

    /// The class of the right answer, if it is known; it need not have a vote.
    public let gold: Int?

    /// The leader of all draws; nil when none cast a vote.
    public let plurality: Int?

    /// Takes the draws of an item.
    ///
    /// - Precondition: labels are not negative.
    public init(labels: [Int?], gold: Int? = nil) {
        self.labels = labels
        self.gold = gold
        plurality = labels.reduce(into: VoteTally(horizon: labels.count)) { $0.append($1) }.leader
    }

    /// The first draws of a random order of all, each order equally likely.
    func permuted(first count: Int, using generator: inout SplitMix64) -> DrawSequence {
        var shuffled = labels
        generator.shuffle(&shuffled)
        return DrawSequence(labels: Array(shuffled.prefix(count)), gold: gold)
    }
}
