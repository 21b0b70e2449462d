import AssayCore

extension GenerateTool {
    /// What the attempts of a call used; `nil` where nobody knows any of it.
    ///
    /// What was refused used nothing, and what broke without a count its worst case, because it may have been paid for.
    func usage(of attempts: [ModelAttempt], _ options: RouteOptions) -> Usage? {
        let used = attempts.map { attempt in
            let model = orchestrator.router.registry.getModel(attempt.model)
            return CallCharge.used(attempt, worstCase: model.map { worstCase(of: $0, options) } ?? Usage())
        }
        let sum = Usage.sum(of: used)
        return sum == Usage() ? nil : sum
    }

    /// The most one call of a model can use.
    func worstCase(of model: ModelRecord, _ options: RouteOptions) -> Usage {
        orchestrator.worstCase(options.request(for: model, options.messages ?? [], []), model)
    }
}

extension ModelOrchestrator {
    /// The most one call of a model can use here.
    func worstCase(_ request: ModelRequest, _ model: ModelRecord) -> Usage {
        CallCharge.worstCase(request, model, providers[model.provider]?.kind)
    }
}

extension Usage {
    /// The sum; unknown where a part is.
    fileprivate static func sum(of parts: [Usage]) -> Usage {
        var sum = parts.reduce(Usage(tokens: 0, costUSD: 0)) { $0 + $1 }
        if parts.contains(where: { $0.tokens == nil }) { sum.tokens = nil }
        if parts.contains(where: { $0.costUSD == nil }) { sum.costUSD = nil }
        return sum
    }
}
