public import AssayCore

/// Something in a prompt that speaks for a kind of task.
public struct TaskReason: Sendable, Hashable {
    /// The kind of task.
    public let task: TaskType
    /// What was seen, such as `“unit tests”`.
    public let cue: String
    /// How much it says: what it adds to the logarithm of the odds.
    public let weight: Double

    /// As an object, `{"task": …, "cue": …, "weight": …}`.
    public var document: Value {
        ["task": .string(task.rawValue), "cue": .string(cue), "weight": .orNull((weight * 100).rounded() / 100)]
    }
}
