/// What the answers say about one field.
public struct FieldSummary: Sendable, Hashable {
    /// The path, as `sizes[2]` or `model.slope`; `$` is the whole answer.
    public var path: String
    /// How the field's values are compared.
    public var role: FieldRole
    /// The field's share in distances; 0 keeps it out of confidence.
    public var weight: Double
    /// How many replicates have a value.
    public var present: Int
    /// The leading value: plurality, median or medoid; `nil` where the field is tied or mostly absent.
    public var consensus: Value?
    /// The mean, for a measurement.
    public var mean: Double?
    /// Whether two classes lead.
    public var tied: Bool
    /// Votes for the leading class.
    public var votes: Int
    /// The number of classes.
    public var distinct: Int
    /// The probability that the leader is the tool's modal answer, or the mean within tolerance of the long-run mean.
    public var confidence: Quantified
    /// The probability that running all K replicates leaves the leader or the mean where it is.
    public var stability: Quantified
}

/// How a field's values are compared.
public enum FieldRole: String, Sendable, Hashable {
    /// Values are the same or not.
    case key
    /// Numbers that scatter around something.
    case measurement
    /// Words that may say the same differently.
    case text
    /// Not compared.
    case ignore
}

/// A field on which replicates differ.
public struct Disagreement: Sendable, Hashable {
    /// The path of the field.
    public var field: String
    /// The classes, largest first, ties by first appearance.
    public var classes: [ValueClass]
    /// How many classes there are, where not all are listed.
    public var classCount: Int
    /// The replicates that have no value for the field.
    public var missing: [String]

    /// Replicates that gave the same value.
    public struct ValueClass: Sendable, Hashable {
        /// The value: for a measurement the median of the class, for text its first member.
        public var value: Value
        /// How many replicates gave it.
        public var count: Int
        /// Which replicates gave it, the first 1,000.
        public var replicateIDs: [String]
    }
}

/// The distribution of a numeric field.
public struct FieldDistribution: Sendable, Hashable {
    /// The path of the field.
    public var field: String
    /// The number of values.
    public var count: Int
    /// The mean.
    public var mean: Double
    /// The sample standard deviation; `nil` below 2 values.
    public var standardDeviation: Double?
    /// The smallest value.
    public var minimum: Double
    /// Quantiles at 5, 25, 50, 75 and 95 %, type 7.
    public var quantiles: Quantiles
    /// The largest value.
    public var maximum: Double
    /// The 95 % t interval of the mean; `nil` below 2 values.
    public var meanInterval: Interval?

    /// Five quantiles.
    public struct Quantiles: Sendable, Hashable {
        /// 5 %.
        public var q05: Double
        /// 25 %.
        public var q25: Double
        /// The median.
        public var q50: Double
        /// 75 %.
        public var q75: Double
        /// 95 %.
        public var q95: Double
    }

    /// A range with both ends.
    public struct Interval: Sendable, Hashable {
        /// The lower end.
        public var low: Double
        /// The upper end.
        public var high: Double
    }
}
