public import AssayCore

/// No model gave an answer.
public struct ModelRequestError: OrchestratorError {
    /// Why the last attempt failed, or why no further one was made.
    public let error: AssayError
    /// Every call of a model, in order.
    public let attempts: [ModelAttempt]
    /// The models that were passed over because they had failed of late, in order; they are asked when nobody else is left.
    public let passedOver: [RestingModel]
    /// Which model was to be asked, and why.
    public let decision: RoutingDecision
    /// The turns that were paid for before, as they were said; empty when none was.
    public let conversation: [ModelMessage]
    /// The last answer that was paid for and not accepted, such as one that breaks its schema or was cut short; `nil` when there was none.
    public let rejected: ModelResponse?

    /// The code of the failure itself.
    public var code: AssayError.Code { error.code }

    /// How often which models were asked, and what the last one said.
    public var message: String {
        guard !attempts.isEmpty else { return "no model was asked: \(error.message)" }
        var names: [String] = []
        for attempt in attempts where !names.contains(attempt.model) { names.append(attempt.model) }
        let calls = "no answer after \(attempts.count) calls of \(names.joined(separator: ", ")): \(error.message)"
        return passedOver.isEmpty
            ? calls : "\(calls) (passed over: \(passedOver.map(\.description).joined(separator: "; ")))"
    }
}

extension ModelRequestError: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(code): \(message)" }
}
