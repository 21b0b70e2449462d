extension OrchestrationOutput {
    /// The consensus, for callers who would rather catch an error than read an outcome.
    ///
    /// A partial or degraded outcome has an answer, too; look at ``status`` where that matters.
    ///
    /// - Throws: ``BudgetExceeded`` when a budget left no room for an answer, ``ToolExecutionError`` when the tool failed,
    ///   ``AssayError`` with ``AssayError/Code/abstained`` when the answers support no consensus strong enough, or with
    ///   ``AssayError/Code/cancelled`` when the run was cancelled before an answer.
    public func answer() throws -> Value {
        switch status {
        case .complete, .partial, .degraded: return content
        case .abstained: throw AssayError(.abstained, explanation)
        case .failed: throw failure
        }
    }

    private var failure: any OrchestratorError {
        if bundle.meta.endedBy == .budget, let exceeded = BudgetExceeded(bundle.meta.globalBudget, used: usage) {
            return exceeded
        }
        if let error = errors.first { return ToolExecutionError(toolName: bundle.meta.tool.name, error: error) }
        return AssayError(bundle.meta.endedBy == .deadline ? .deadline : .cancelled, explanation)
    }
}
