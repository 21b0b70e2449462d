import AssayCore

/// How one call of a model ended: its answer or why there is none, and what came of one that broke.
struct CallOutcome: Sendable {
    var result: Result<ModelResponse, AssayError>
    /// What had come when the call broke; `nil` when nothing had, or it did not break.
    var partial: ModelResponse?

    /// What was counted; that of a broken answer is an estimate.
    var usage: ModelUsage? { (try? result.get().usage) ?? partial?.usage }
}

extension ModelProvider {
    /// Asks once and waits for the whole answer.
    func outcome(_ request: ModelRequest, limits: CallLimits) async -> CallOutcome {
        CallOutcome(result: await answer(request, limits: limits))
    }

    /// Asks once and hands over what comes as it comes.
    func hear(
        _ request: ModelRequest,
        limits: CallLimits,
        _ emit: @escaping @Sendable (ModelEvent) async -> Void
    ) async -> CallOutcome {
        var heard = HeardAnswer(request, emit)
        do {
            return CallOutcome(result: .success(try await heard.listen(to: stream(request, limits: limits))))
        } catch let error as AssayError {
            return CallOutcome(result: .failure(error), partial: heard.partial)
        } catch is CancellationError {
            let error = AssayError(.cancelled, "the request was cancelled")
            return CallOutcome(result: .failure(error), partial: heard.partial)
        } catch {
            // A foreign description may hold anything, secrets included.
            let error = AssayError(.modelProtocol, "provider \(id) failed in a way of its own")
            return CallOutcome(result: .failure(error), partial: heard.partial)
        }
    }
}
