/// Never stops a run early.
public struct NeverRule: StoppingRule, Hashable {
    /// Creates the rule.
    public init() {}

    /// The rule as a user writes it.
    public var name: String { "never" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Never.
    public func shouldStop(votes: VoteTally) -> Bool { false }

    /// Never.
    public func shouldStop(measurement: MeasurementTally) -> Bool? { false }

    /// All that remain.
    public func fewestDraws(votes: VoteTally) -> Int { votes.remaining }
}
