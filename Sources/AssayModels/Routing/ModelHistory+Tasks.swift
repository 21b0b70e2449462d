public import AssayCore

extension ModelOutcome {
    /// Describes a call for one of the kinds of task there are.
    public init(
        model: String,
        task: TaskType,
        isSuccess: Bool,
        latencyMS: Int64,
        costUSD: Double?,
        outputTokens: Int64? = nil
    ) {
        self.init(
            model: model,
            task: task.rawValue,
            isSuccess: isSuccess,
            latencyMS: latencyMS,
            costUSD: costUSD,
            outputTokens: outputTokens
        )
    }
}

extension ModelHistory {
    /// What each model did at a kind of task, by id.
    public func totals(for task: TaskType) async throws -> [String: ModelTotals] {
        try await totals(for: task.rawValue)
    }
}
