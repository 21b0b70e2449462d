/// What a call, a replicate or a run has used.
///
/// What nobody reported is `nil`, not 0.
public struct Usage: Sendable, Hashable {
    /// Tokens read and written by a model, cached and reasoning tokens included.
    public var tokens: Int64?
    /// Money, in US dollars.
    public var costUSD: Double?
    /// Time of the tool itself, in milliseconds.
    public var timeMS: Int64?

    /// Creates a usage record.
    public init(tokens: Int64? = nil, costUSD: Double? = nil, timeMS: Int64? = nil) {
        self.tokens = tokens
        self.costUSD = costUSD
        self.timeMS = timeMS
    }

    /// The sum, where `nil` means nothing was reported; whole numbers stop at their largest value.
    public static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            tokens: sum(left.tokens, right.tokens),
            costUSD: sum(left.costUSD, right.costUSD),
            timeMS: sum(left.timeMS, right.timeMS)
        )
    }

    /// The sum over calls of which some reported nothing; `nil` when none reported anything.
    package static func total(_ usages: some Sequence<Usage?>) -> Usage? {
        usages.reduce(nil as Usage?) { total, usage in
            guard let total, let usage else { return total ?? usage }
            return total + usage
        }
    }

    private static func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func sum(_ left: Double?, _ right: Double?) -> Double? {
        guard let left, let right else { return left ?? right }
        return left + right
    }
}
