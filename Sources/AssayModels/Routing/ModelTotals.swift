/// What a model did at a kind of task.
public struct ModelTotals: Sendable, Hashable {
    /// How often it was asked.
    public var attempts: Int64
    /// The sum of its rewards, each from 0 to 1.
    public var rewards: Double

    /// Creates totals.
    public init(attempts: Int64 = 0, rewards: Double = 0) {
        self.attempts = attempts
        self.rewards = rewards
    }
}
