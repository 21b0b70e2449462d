public import AssayCore

/// What a prompt seems to want done; several kinds may apply at once.
public struct TaskEstimate: Sendable, Hashable {
    /// How sure each kind is, from 0 to 1; kinds are judged one by one, so they need not add up to 1.
    public let confidence: [TaskType: Double]

    /// The kind that counts: the surest one, or ``TaskType/general`` where none reaches ``threshold``.
    public let primary: TaskType

    /// Whether the caller said it, and nothing was guessed.
    public let isGiven: Bool

    /// How sure a kind must be to count.
    public static let threshold = 0.45

    /// Judges by evidence; `general` is as sure as the surest other kind is unsure.
    init(evidence: [TaskType: Double]) {
        var confidence = evidence.mapValues { $0 / ($0 + 1) }
        confidence[.general] = 1 - (confidence.values.max() ?? 0)
        self.confidence = confidence
        // In the order of the cases, so that a tie is always broken alike.
        let sure = TaskType.allCases.filter { $0 != .general && confidence[$0, default: 0] >= Self.threshold }
        primary = sure.max { confidence[$0, default: 0] < confidence[$1, default: 0] } ?? .general
        isGiven = false
    }

    /// Takes the caller's word for it.
    public init(given tasks: [TaskType]) {
        confidence = Dictionary(tasks.map { ($0, 1) }) { first, _ in first }
        primary = tasks.first ?? .general
        isGiven = true
    }

    /// The kinds that count, surest first: those of at least ``threshold``, or ``TaskType/general`` alone.
    public var tasks: [TaskType] {
        let sure = TaskType.allCases.filter { $0 != primary && confidence[$0, default: 0] >= Self.threshold }
        return [primary] + sure.sorted { confidence[$0, default: 0] > confidence[$1, default: 0] }
    }

    /// As an object, `{"primary": …, "given": …, "confidence": {…}}`.
    public var document: Value {
        let members = confidence.map { ($0.key.rawValue, Value.orNull($0.value)) }
        let shares = members.reduce(into: Object()) { $0[$1.0] = $1.1 }
        return ["primary": .string(primary.rawValue), "given": .bool(isGiven), "confidence": .object(shares)]
    }
}
