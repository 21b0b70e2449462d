import AssayCore

/// Hears a streamed answer to its end, and knows what was spent where it has none.
struct HeardAnswer {
    private let request: ModelRequest
    private let emit: @Sendable (ModelEvent) async -> Void
    private var interrupted: ModelResponse?
    private var text = ""
    private var calls: [FunctionCall] = []
    /// The bytes of what the model wrote.
    private var written = 0

    /// - Parameters:
    ///   - request: What is asked, for estimates.
    ///   - emit: Takes each event as it comes; the next one is not asked for before.
    init(_ request: ModelRequest, _ emit: @escaping @Sendable (ModelEvent) async -> Void = { _ in }) {
        self.request = request
        self.emit = emit
    }

    /// Waits for the whole answer.
    mutating func listen(to events: AsyncThrowingStream<ModelEvent, any Error>) async throws -> ModelResponse {
        for try await event in events {
            await emit(event)
            switch event {
            case .text(let piece):
                text += piece
                written += piece.utf8.count
            case .reasoning(let piece): written += piece.utf8.count
            case .call(let call):
                calls.append(call)
                written += call.name.utf8.count + call.rawArguments.utf8.count
            case .interrupted(let response): interrupted = response
            case .finished(let response): return response
            }
        }
        // A stream whose reader is cancelled just ends.
        try Task.checkCancellation()
        throw AssayError(.modelProtocol, "The model's stream ended without an answer.")
    }

    /// What a call that failed has used; `nil` where nobody knows, and the worst case counts.
    func spent(on error: any Error, _ model: ModelRecord) -> Usage? {
        if let usage { return Usage(tokens: usage.totalTokens, costUSD: model.cost(usage)) }
        guard let error = error as? AssayError else { return nil }
        let used = CallCharge.used(.failure(error), model)
        return used == Usage() ? nil : used
    }

    /// What had come when the answer broke; `nil` when the model had said nothing.
    var partial: ModelResponse? {
        guard written > 0 else { return nil }
        let parts = (text.isEmpty ? [] : [.text(text)]) + calls.map(ModelMessage.Part.call)
        return ModelResponse(
            message: ModelMessage(.assistant, parts),
            finish: .interrupted,
            usage: usage,
            model: interrupted?.model ?? request.model,
            requestID: interrupted?.requestID
        )
    }

    /// The tokens of an answer that was cut short; `nil` when the model had not begun.
    private var usage: ModelUsage? {
        if let usage = interrupted?.usage { return usage }
        guard written > 0 else { return nil }
        return ModelUsage(
            inputTokens: TokenEstimate.likely(of: request),
            outputTokens: TokenEstimate.likely(bytes: written),
            isEstimated: true
        )
    }
}
