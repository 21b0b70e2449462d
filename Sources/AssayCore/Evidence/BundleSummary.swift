/// What the answers of a bundle say together.
public struct BundleSummary: Sendable, Hashable {
    /// The composite of the fields' leaders; `null` where a field is tied or nothing was valid.
    public var consensus: Value
    /// Whether some field has no strict leader.
    public var tied: Bool
    /// Whether some replicate gave the consensus; `nil` where there is none to give.
    public var observed: Bool?
    /// The replicate nearest to all others.
    public var medoid: String?
    /// Every field that was compared, in path order.
    public var fields: [FieldSummary]
    /// The fields on which replicates differ.
    public var disagreements: [Disagreement]
    /// Distances between valid replicates, in 0 … 1.
    public var pairwiseDistance: PairwiseDistance
    /// Numeric fields by path, with their distributions.
    public var distributions: [FieldDistribution]
    /// The probability that the consensus is the tool's modal answer.
    public var confidence: Quantified
    /// The probability that running all K replicates would leave the consensus unchanged.
    public var stability: Quantified
    /// The probability that the consensus is correct; needs a fitted calibrator.
    public var correctness: Quantified
    /// What that is the probability of, and by which calibrator; `nil` without one.
    public var correctnessSource: CorrectnessSource?
    /// Whether the consensus is certified as the mode at a stated error rate.
    public var certificate: Certificate
    /// What was left out for size, one sentence each.
    public var truncations: [String]
}

/// A number with its meaning, or the reason why there is none.
public enum Quantified: Sendable, Hashable {
    /// The number.
    case value(Double)
    /// Why it is undefined.
    case undefined(String)

    /// The number, if there is one.
    public var value: Double? { if case .value(let value) = self { value } else { nil } }

    /// Why there is no number.
    public var reason: String? { if case .undefined(let reason) = self { reason } else { nil } }

    /// Wraps a number that may be missing.
    public init(_ value: Double?, otherwise reason: @autoclosure () -> String) {
        self = value.map(Quantified.value) ?? .undefined(reason())
    }
}

extension Quantified: CustomStringConvertible {
    /// The number, or `undefined:` and why.
    public var description: String {
        switch self {
        case .value(let value): "\(value)"
        case .undefined(let reason): "undefined: \(reason)"
        }
    }
}

/// A statement that the leading answer is the mode, wrong with probability at most ``delta``, valid at any time.
public struct Certificate: Sendable, Hashable {
    /// The name of the construction.
    public var method: String
    /// The error rate.
    public var delta: Double
    /// Whether the statement holds.
    public var isCertified: Bool
    /// Votes for the leading answer of the weakest field.
    public var votes: Int
    /// The fewest votes, without dissent, that certify.
    public var needed: Int
    /// Why it is not certified.
    public var reason: String?
}

/// Distances between valid replicates.
public enum PairwiseDistance: Sendable, Hashable {
    /// One row per replicate, symmetric, `nil` where either is invalid or nothing is comparable; up to 1,000 replicates.
    case matrix([[Double?]])
    /// The class of each replicate (`nil` for an invalid one), and distances between classes: the upper triangle, row by row.
    case condensed(classes: [Int?], distances: [Double?])
    /// Only the mean and the largest: over all pairs, or over those of evenly spaced replicates where answers are large.
    case summary(mean: Double?, maximum: Double?, pairs: Int)
    /// What a sample says of answers too many to compare with each other.
    case estimate(DistanceEstimate)
}
