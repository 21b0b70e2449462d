import AssayCore
import Testing

extension Tool {
    /// One answer, with the signals of the call.
    func answer(
        _ request: Value = [:],
        options: Value = [:],
        seed: UInt64 = 1,
        timeout: Duration? = nil,
        cancellation: CancellationFlag = CancellationFlag(),
        signals: SignalRecorder<ToolSignal> = SignalRecorder()
    ) async throws -> Value {
        try await execute(
            ToolCall(
                request: request,
                options: options,
                seed: seed,
                replicate: 4,
                attempt: 2,
                traceID: "0af7651916cd43dd8448eb211c80319c",
                timeout: timeout,
                cancellation: cancellation,
                sink: { signals.record($0) }
            )
        ).data
    }

    /// The failure of a call.
    func failure(
        _ request: Value = [:],
        cancellation: CancellationFlag = CancellationFlag(),
        signals: SignalRecorder<ToolSignal> = SignalRecorder()
    ) async throws -> AssayError {
        try await #require(throws: AssayError.self) {
            try await answer(request, cancellation: cancellation, signals: signals)
        }
    }
}
