import AssayCore

/// What the caller asks of any tool that answers.
public struct QualityRequirements: Sendable, Hashable {
    /// Below this confidence the run abstains; in 0 … 1.
    public var minimumConfidence: Double?
    /// The fewest replicates, unless a rule or the caller sets `k`.
    public var minimumReplicates: Int?
    /// Capabilities the tool must declare.
    public var capabilities: [String]
    /// Whether the tool must promise that its answer depends on the request only.
    public var isDeterministic: Bool

    /// Creates requirements; without arguments nothing is required.
    public init(
        minimumConfidence: Double? = nil,
        minimumReplicates: Int? = nil,
        capabilities: [String] = [],
        isDeterministic: Bool = false
    ) {
        self.minimumConfidence = minimumConfidence
        self.minimumReplicates = minimumReplicates
        self.capabilities = capabilities
        self.isDeterministic = isDeterministic
    }

    /// The requirements as conditions see them.
    var value: Value {
        var object: Object = [
            "capabilities": .array(capabilities.map(Value.string)), "deterministic": .bool(isDeterministic),
        ]
        object["minimum_confidence"] = minimumConfidence.flatMap { Value(finite: $0) }
        object["minimum_replicates"] = minimumReplicates.map { Value($0) }
        return .object(object)
    }
}
