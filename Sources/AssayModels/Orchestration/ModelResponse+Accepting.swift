import AssayCore

extension ModelResponse {
    /// The answer, or why it is none although it was paid for: a refusal, nothing at all, or one that breaks its schema.
    ///
    /// - Parameter isRest: Whether it goes on from what was said before, so that there may be nothing left to say.
    /// - Returns: the answer itself, or the failure.
    func accepted(asRest isRest: Bool = false) -> Result<ModelResponse, AssayError> {
        if finish == .contentFilter {
            return .failure(AssayError(.modelContentPolicy, "the model refused to answer"))
        }
        if let emptiness, !isRest { return .failure(emptiness) }
        return answer?.failure.map { .failure($0) } ?? .success(self)
    }

    /// Whether it answers a request and may be given again: it is accepted, did not pause, and calls no function where none
    /// was offered.
    func isGood(for request: ModelRequest) -> Bool {
        accepted().failure == nil && finish != .paused && (message.calls.isEmpty || !request.functions.isEmpty)
    }

    /// Why a turn with neither text nor calls is no answer; `nil` for others, and for one that is to go on.
    var emptiness: AssayError? {
        guard finish != .paused, message.calls.isEmpty, message.text.allSatisfy(\.isWhitespace) else { return nil }
        guard finish != .length else {
            return AssayError(.badOutput, "The model wrote no answer within its limit of tokens; raise max_tokens.")
        }
        let reason = finish == .stop ? "" : "; it ended its turn for \(finish.shown)"
        return AssayError(.modelEmpty, "The model wrote no answer\(reason).", isRetryable: true)
    }

    /// What the caller should know of an answer that may not be whole; `nil` where it is.
    var endWarning: String? {
        switch finish {
        case .stop, .functionCalls, .paused, .contentFilter, .interrupted: nil
        case .length: "The answer was cut at the limit of tokens."
        default: "The model ended its answer for \(finish.shown), so it may not be whole."
        }
    }
}

extension FinishReason {
    /// The reason in words; a provider's own text only where it is a name.
    fileprivate var shown: String {
        ToolDescriptor.isLegal(name: rawValue) ? "the reason \(rawValue)" : "a reason of its provider's"
    }
}

extension ModelProvider {
    /// Asks once; whatever a provider throws becomes a failure with a code.
    func answer(_ request: ModelRequest, limits: CallLimits) async -> Result<ModelResponse, AssayError> {
        do {
            return .success(try await respond(to: request, limits: limits))
        } catch let error as AssayError {
            return .failure(error)
        } catch is CancellationError {
            return .failure(AssayError(.cancelled, "the request was cancelled"))
        } catch {
            // A foreign description may hold anything, secrets included.
            return .failure(AssayError(.modelProtocol, "provider \(id) failed in a way of its own"))
        }
    }
}

extension ModelHistory {
    /// Adds a call, except one that says nothing about the model: it was answered from a cache, or its failure is not the
    /// model's.
    ///
    /// - Returns: whether it could be kept.
    func keep(_ attempt: ModelAttempt, task: TaskType) async -> Bool {
        guard attempt.failure?.isOfModel ?? true, attempt.usage?.isCached != true else { return true }
        let outcome = ModelOutcome(
            model: attempt.model,
            task: task,
            isSuccess: attempt.failure == nil,
            latencyMS: attempt.elapsedMS,
            costUSD: attempt.costUSD,
            outputTokens: attempt.usage?.outputTokens
        )
        return (try? await record(outcome)) != nil
    }
}

extension AssayError {
    /// Whether the failure of a call says something about the model: what the caller gave up, got wrong or has not paid for
    /// does not.
    var isOfModel: Bool {
        switch code {
        case .modelAuthentication, .modelQuota, .modelBadRequest: false
        case .timeout, .deadline, .badOutput: true
        default: code.rawValue.hasPrefix("model_")
        }
    }
}

extension Result {
    /// The failure, if it is one.
    var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
