public import AssayCore

/// What a prompt seems to want done; several kinds may apply at once.
public struct TaskEstimate: Sendable, Hashable {
    /// How likely each kind is, from 0 to 1; kinds are judged one by one, so they need not add up to 1.
    public let confidence: [TaskType: Double]

    /// The kind that counts: the likeliest one, or ``TaskType/general`` where none reaches ``threshold``.
    public let primary: TaskType

    /// What in the prompt speaks most for the kinds that count, those of the likeliest kind first.
    ///
    /// These are words of the prompt; hence ``document`` leaves them out.
    public private(set) var reasons: [TaskReason] = []

    /// Whether the caller said it, and nothing was guessed.
    public let isGiven: Bool

    /// How likely a kind must be to count: as likely as not.
    public static let threshold = 0.5

    /// Judges by how likely each kind is; `general` is as likely as the likeliest other kind is not.
    init(confidence: [TaskType: Double], reasons: [TaskType: [(cue: String, weight: Double)]]) {
        var confidence = confidence
        confidence[.general] = 1 - (confidence.values.max() ?? 0)
        self.confidence = confidence
        // In the order of the cases, so that a tie is always broken alike.
        let likely = TaskType.allCases.filter { $0 != .general && confidence[$0, default: 0] >= Self.threshold }
        primary = likely.max { confidence[$0, default: 0] < confidence[$1, default: 0] } ?? .general
        isGiven = false
        self.reasons = tasks.flatMap { task in
            (reasons[task] ?? []).map { TaskReason(task: task, cue: $0.cue, weight: $0.weight) }
        }
    }

    /// Takes the caller's word for it.
    public init(given tasks: [TaskType]) {
        confidence = Dictionary(tasks.map { ($0, 1) }) { first, _ in first }
        primary = tasks.first ?? .general
        isGiven = true
    }

    /// The kinds that count, likeliest first: those of at least ``threshold``, or ``TaskType/general`` alone.
    public var tasks: [TaskType] {
        let others = TaskType.allCases.filter {
            $0 != primary && (isGiven || $0 != .general) && confidence[$0, default: 0] >= Self.threshold
        }
        return [primary] + others.sorted { confidence[$0, default: 0] > confidence[$1, default: 0] }
    }

    /// As an object, `{"primary": …, "given": …, "confidence": {…}}`.
    public var document: Value {
        let members = confidence.map { ($0.key.rawValue, Value.orNull($0.value)) }
        let shares = members.reduce(into: Object()) { $0[$1.0] = $1.1 }
        return ["primary": .string(primary.rawValue), "given": .bool(isGiven), "confidence": .object(shares)]
    }
}
