public import AssayCore

/// A model that may be asked, with its score.
public struct RankedModel: Sendable, Hashable {
    /// The model.
    public var model: ModelRecord
    /// The parts of the score.
    public var terms: [ScoreTerm]
    /// What a call is likely to cost, in US dollars; `nil` when the price is unknown.
    public var expectedCostUSD: Double?
    /// What it did at such tasks so far; `nil` where it was never asked.
    public var learned: ModelTotals?

    /// The sum of the terms, from 0 to 1.
    public var score: Double { terms.reduce(0) { $0 + $1.value } }
}
