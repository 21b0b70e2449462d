import AssayCore

extension ModelResponse {
    /// The answer, or why it is none although it was paid for: a refusal, or one that breaks its schema.
    var accepted: Result<ModelResponse, AssayError> {
        if finish == .contentFilter {
            return .failure(AssayError(.modelContentPolicy, "the model refused to answer"))
        }
        return answer?.failure.map { .failure($0) } ?? .success(self)
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
