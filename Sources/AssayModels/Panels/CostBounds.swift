/// What calls cost, as far as that is known.
public struct CostBounds: Sendable, Hashable {
    /// In US dollars; `nil` where a part is unknown, such as that of a call that was given up.
    public var exactUSD: Double?
    /// The most it can have been, in US dollars; `nil` where a price or the length of an answer is unlimited.
    public var mostUSD: Double?

    /// Creates bounds.
    public init(exactUSD: Double?, mostUSD: Double?) {
        self.exactUSD = exactUSD
        self.mostUSD = mostUSD
    }

    /// Nothing.
    public static let zero = CostBounds(exactUSD: 0, mostUSD: 0)

    /// The sum; unknown where a part is.
    public static func + (left: CostBounds, right: CostBounds) -> CostBounds {
        CostBounds(exactUSD: sum(left.exactUSD, right.exactUSD), mostUSD: sum(left.mostUSD, right.mostUSD))
    }

    private static func sum(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return nil }
        return left + right
    }
}
