extension BaseOrchestrator {
    /// Asks, and hands over what the members say as they say it.
    ///
    /// Works with every orchestrator, also one of your own. Several members may speak at once. The last event is
    /// ``PanelEvent/finished(_:)``. The request begins at once. For a slow reader 256 events wait, and then the members wait,
    /// too; none is dropped. That time counts towards the deadline of the request, and towards no limit of a call. Dropping the
    /// sequence, or cancelling the task that reads it, cancels the request; the budget is then charged with an estimate of what
    /// each member had said, or with the worst case where it had said nothing.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - options: Everything else.
    ///   - midStream: What becomes of an answer that breaks after some of it was handed over.
    /// - Returns: the events; they end with what `process` throws.
    public func stream(
        _ prompt: String,
        options: PanelOptions = PanelOptions(),
        midStream: MidStreamPolicy = .fail
    ) -> AsyncThrowingStream<PanelEvent, any Error> {
        EventfulRequest { send in
            var options = options
            options.listener = PanelListener(policy: midStream, tell: send)
            await send(.finished(try await self.process(prompt, options: options)))
        }
        .events
    }
}
