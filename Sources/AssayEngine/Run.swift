public import AssayCore

/// A tool being run K times.
public final class Run: Sendable {
    private let session: RunSession

    init(_ session: RunSession) { self.session = session }

    /// The run's id, as in its events.
    public var id: String { session.plan.runID }

    /// The W3C trace id.
    public var traceID: String { session.plan.traceID }

    /// The events from the start of the run, whenever reading begins; any number of readers.
    public var events: EventStream { EventStream(session.log) }

    /// The result, once there is one; cancelling the waiting task cancels the run.
    ///
    /// A cancelled run has a result, too: what was answered until then.
    ///
    /// - Throws: ``AssayError`` only for the caller's mistakes; failures of the tool are in the result.
    public var output: OrchestrationOutput {
        get async throws {
            try await withTaskCancellationHandler {
                try await session.promise.value.get()
            } onCancel: {
                cancel()
            }
        }
    }

    /// Ends the run: attempts in flight are asked to stop and given up after a short grace time.
    public func cancel() { session.interrupt(.cancelled) }
}
