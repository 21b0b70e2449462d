/// What models did so far; a run store may implement it.
public protocol ModelHistory: Sendable {
    /// What each model did at a kind of task, by id; models that were never asked may be missing.
    func totals(for task: TaskType) async throws -> [String: ModelTotals]

    /// Adds what a model did.
    func record(_ outcome: ModelOutcome) async throws
}
