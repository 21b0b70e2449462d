public import AssayCore

/// What came of a request, whichever provider answered.
public struct APIResponse: Sendable, Hashable {
    /// The text of the answer.
    public var content: String
    /// The id, in the registry, of the model that answered.
    public var model: String
    /// The name of its provider.
    public var provider: String
    /// The tokens of all attempts that said; `nil` when none did.
    public var usage: ModelUsage?
    /// The tokens of the answer alone; `nil` when the provider did not say.
    public var answerUsage: ModelUsage?
    /// What all answers cost, in US dollars, those that were not accepted included; `nil` when a part is unknown.
    public var costUSD: Double?
    /// From the start of the call that answered to its last byte, in whole milliseconds.
    public var latencyMS: Int64
    /// From the start of the request to its end, with all attempts, waits and functions, in whole milliseconds.
    public var elapsedMS: Int64
    /// The answer read against the schema that was asked for; `nil` when none was.
    public var structured: Value?
    /// The answer as the provider gave it.
    public var rawResponse: Value?
    /// What is wrong with the answer, such as that the model had not done calling functions.
    public var error: String?
    /// Why the model ended.
    public var finish: FinishReason
    /// The provider's name for the HTTP request, which its support asks for; `nil` where it gave none.
    public var requestID: String?
    /// How well the model that answered honoured the seed; ignored where none was sent.
    public var seedHonoured: BundleMetadata.SeedPromise
    /// Every function that was called, in order.
    public var functionCalls: [ExecutedCall]
    /// The function the model wants called and nobody did; otherwise the last one that was.
    public var functionCall: FunctionCall?
    /// What the function above answered; `nil` where nobody called it.
    public var functionCallResult: Value?
    /// Every call of a model, in order.
    public var attempts: [ModelAttempt]
    /// The models that were passed over because they had failed of late, in order; they are asked when nobody else is left.
    public var passedOver: [RestingModel]
    /// Which model was to be asked, and why.
    public var decision: RoutingDecision
    /// What went wrong beside the answer.
    public var warnings: [String]

    /// Whether another model answered than the one that was chosen.
    public var isSubstitute: Bool { model != decision.chosen.id }

    /// As an object for programs.
    ///
    /// Its keys are `content`, `model`, `provider`, `usage`, `latency_ms` and so on.
    public var document: Value {
        [
            "content": .string(content),
            "model": .string(model),
            "provider": .string(provider),
            "usage": .orNull(usage?.document),
            "answer_usage": .orNull(answerUsage?.document),
            "cost_usd": .orNull(costUSD),
            "latency_ms": .integer(latencyMS),
            "elapsed_ms": .integer(elapsedMS),
            "structured": .orNull(structured),
            "raw_response": .orNull(rawResponse),
            "error": .orNull(error),
            "finish_reason": .string(finish.rawValue),
            "request_id": .orNull(requestID),
            "seed_honoured": .string(seedHonoured.rawValue),
            "function_call": .orNull(functionCall?.document),
            "function_call_result": .orNull(functionCallResult),
            "function_calls": .array(functionCalls.map(\.document)),
            "attempts": .array(attempts.map(\.document)),
            "passed_over": .array(passedOver.map(\.document)),
            "substitute": .bool(isSubstitute),
            "warnings": .array(warnings.map(Value.string)),
        ]
    }
}
