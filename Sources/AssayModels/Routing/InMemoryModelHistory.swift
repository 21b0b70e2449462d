internal import Synchronization

/// A history that is forgotten with the process.
public final class InMemoryModelHistory: ModelHistory {
    private let totals = Mutex<[TaskType: [String: ModelTotals]]>([:])

    /// Creates an empty history.
    public init() {}

    /// What each model did at a kind of task.
    public func totals(for task: TaskType) -> [String: ModelTotals] { totals.withLock { $0[task] ?? [:] } }

    /// Adds what a model did.
    public func record(_ outcome: ModelOutcome) {
        totals.withLock { totals in
            totals[outcome.task, default: [:]][outcome.model, default: ModelTotals()].attempts += 1
            totals[outcome.task, default: [:]][outcome.model, default: ModelTotals()].rewards += outcome.reward
        }
    }
}
