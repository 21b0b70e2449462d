import AssayCore

extension ModelTool {
    /// Adds a call to the history, unless it says nothing about the model.
    func remember(
        _ model: AskedModel,
        _ request: ModelRequest,
        _ usage: ModelUsage?,
        _ failure: (any Error)?,
        since start: Duration,
        _ call: ToolCall
    ) async {
        let latency = timeline.now() - start
        guard let history, usage?.isCached != true else { return }
        if let failure { guard (failure as? AssayError)?.isOfModel ?? false else { return } }
        let outcome = ModelOutcome(
            model: model.record.id,
            task: TaskDetector().estimate(request.lastQuestion).primary,
            isSuccess: failure == nil,
            latencyMS: latency.wholeMilliseconds,
            costUSD: usage.flatMap(model.record.cost),
            outputTokens: usage?.outputTokens
        )
        guard (try? await history.record(outcome)) == nil else { return }
        call.signal(.warning("The history of models could not be kept."))
    }
}

extension ModelRequest {
    /// What the user said last, which tells what is to be done.
    fileprivate var lastQuestion: String { messages.last { $0.role == .user }?.text ?? "" }
}
