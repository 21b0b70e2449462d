public import AssayCore
public import AssayStatistics

/// What is computed from answers that exist already.
public struct AnalysisOptions: Sendable {
    /// A stopping rule with the text it was written as, which names its results.
    public struct WrittenRule: Sendable {
        /// The rule as the user wrote it.
        public let text: String
        /// What it means.
        public let rule: any StoppingRule

        /// Reads a rule.
        ///
        /// - Throws: ``StoppingRuleError`` when it is none.
        public init(_ text: String) throws(StoppingRuleError) {
            self.text = text
            rule = try StoppingRules.parse(text)
        }
    }

    /// What rows are listed one by one.
    public enum Grouping: Sendable, Hashable {
        /// A row per item.
        case item
        /// A row per worker of a long table.
        case worker
        /// A row per right answer.
        case gold
        /// A row per value of another column of the table.
        case column(String)
        /// A row per field of records.
        case field
    }

    /// The rules to replay.
    public var rules: [WrittenRule] = []

    /// The draws that exist of each item, later ones being left out; nil for all.
    public var horizon: Int?

    /// How many random orders the rules are replayed in; nil for the given order only.
    public var permutations: Int?

    /// How many resamples of the items give intervals; nil for no intervals.
    public var bootstrap: Int?

    /// What random orders and resamples are derived from.
    public var seed: UInt64 = 0

    /// What rows are listed one by one; nil for totals only.
    public var grouping: Grouping?

    /// What gives the probability that an item's answer is correct; nil for none.
    public var calibrator: CorrectnessCalibrator?

    /// Whether `stopping_seconds` says how long the rules took in the order given.
    public var isTimed = false

    /// Creates options that ask for totals in the given order.
    public init() {}
}
