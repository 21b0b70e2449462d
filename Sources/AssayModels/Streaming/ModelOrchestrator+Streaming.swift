extension ModelOrchestrator {
    /// Asks the model that fits best, and hands over what it says as it says it.
    ///
    /// ```swift
    /// for try await event in orchestrator.streamRequest("Tell me about tides.", midStream: .restart) {
    ///     switch event {
    ///     case .text(let piece): print(piece, terminator: "")
    ///     case .restarted: print("\n--- from the beginning ---")
    ///     default: break
    ///     }
    /// }
    /// ```
    ///
    /// The last event is ``RouteEvent/finished(_:)``. The request begins at once. For a slow reader 256 events wait, and then
    /// the model is read no faster than they are taken; none is dropped. That time is not the model's on record, but counts
    /// towards the total limit of a call. Dropping the sequence, or cancelling the task that reads it, cancels the request; the
    /// budget is then charged with an estimate of what had come, or with the worst case where nothing had.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - modelID: The model to ask, by any of its names; no other answers unless that was declared.
    ///   - taskType: What is to be done; `nil` goes by the prompt.
    ///   - options: Everything else.
    ///   - midStream: What becomes of an answer that breaks after some of it was handed over.
    /// - Returns: the events; they end with the errors of ``routeRequest(_:modelID:taskType:options:)``, where
    ///   ``ModelRequestError/rejected`` is what had come.
    public func streamRequest(
        _ prompt: String,
        modelID: String? = nil,
        taskType: TaskType? = nil,
        options: RouteOptions = RouteOptions(),
        midStream: MidStreamPolicy = .fail
    ) -> AsyncThrowingStream<RouteEvent, any Error> {
        EventfulRequest { send in
            let listener = RouteListener(policy: midStream, tell: send)
            await send(.finished(try await self.answer(prompt, modelID, taskType, options, listener)))
        }
        .events
    }
}
