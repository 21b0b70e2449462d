/// Over what time a limit of costs holds.
public enum BudgetPeriod: String, Sendable, Hashable, CaseIterable {
    /// Each call has the whole limit.
    case task = "per-task"
    /// All calls of a pipeline share it; who runs the pipeline says what it has spent.
    case pipeline = "per-pipeline"
    /// The calls of the last hour share it; the history says what they cost.
    case hour = "per-hour"
}
