import AssayCore

/// What a call of a model may use, and what it did use.
enum CallCharge {
    /// The most a call can use; unknown where nobody limits the answer.
    static func worstCase(_ request: ModelRequest, _ model: ModelRecord, _ kind: ProviderKind?) -> Usage {
        guard let most = request.sampling.maxOutputTokens ?? model.maxOutputTokens else { return Usage() }
        let input = TokenEstimate.upperBound(of: request, by: model, kind: kind)
        let (total, overflow) = input.addingReportingOverflow(Int64(most))
        let cost = model.price?.worstCase(input: input, output: Int64(most))
        return Usage(tokens: overflow ? .max : total, costUSD: cost)
    }

    /// What a call used; nothing where the provider refused it, and unknown, which charges the worst case, otherwise.
    static func used(_ result: Result<ModelResponse, AssayError>, _ model: ModelRecord) -> Usage {
        switch result {
        case .success(let answer):
            guard let usage = answer.usage else { return Usage() }
            return Usage(tokens: usage.isCached ? 0 : usage.totalTokens, costUSD: model.cost(usage))
        case .failure(let error): return refusals.contains(error.code) ? Usage(tokens: 0, costUSD: 0) : Usage()
        }
    }

    /// What an attempt used; the worst case where it broke and may have been paid for all the same.
    static func used(_ attempt: ModelAttempt, worstCase: @autoclosure () -> Usage) -> Usage {
        if let usage = attempt.usage {
            return Usage(tokens: usage.isCached ? 0 : usage.totalTokens, costUSD: attempt.costUSD)
        }
        guard let failure = attempt.failure else { return Usage() }
        return refusals.contains(failure.code) ? Usage(tokens: 0, costUSD: 0) : worstCase()
    }

    /// What a call used; of one that broke, an estimate by what had come.
    static func used(_ outcome: CallOutcome, _ model: ModelRecord) -> Usage {
        guard let usage = outcome.partial?.usage else { return used(outcome.result, model) }
        return Usage(tokens: usage.totalTokens, costUSD: model.cost(usage))
    }

    private static let refusals: Set<AssayError.Code> = [
        .modelAuthentication, .modelQuota, .modelRateLimit, .modelOverloaded, .modelBadRequest, .modelContext,
        .unknownModel, .unsupportedMedia, .breakerOpen,
    ]
}

extension BudgetMeter {
    /// Sets the worst case of a call aside, or says what leaves no room for it.
    mutating func reservation(for worstCase: Usage) throws(AssayError) -> Reservation {
        if let reservation = reserve(worstCase: worstCase) { return reservation }
        let limits = exhausted(worstCase: worstCase).joined(separator: ", ")
        throw AssayError(.budgetExceeded, "the budget of \(limits) leaves no room for another call")
    }
}
