/// What one check of a tool found.
public struct ConformanceCheck: Sendable, Hashable {
    /// The rule, in a few words.
    public let name: String
    /// Whether the tool keeps it.
    public let finding: Finding

    /// Whether a tool keeps a rule.
    public enum Finding: Sendable, Hashable {
        /// It does, with a remark where there is something to know.
        case passed(String?)
        /// It does not: what is wrong, where, and what would be right.
        case failed(String)
        /// The rule says nothing about this tool, and why.
        case notApplicable(String)

        /// It does, and there is nothing to remark.
        public static let passed = Finding.passed(nil)
    }

    /// Notes a finding.
    public init(name: String, finding: Finding) {
        self.name = name
        self.finding = finding
    }

    /// Whether the tool breaks the rule.
    public var isFailure: Bool { if case .failed = finding { true } else { false } }
}
