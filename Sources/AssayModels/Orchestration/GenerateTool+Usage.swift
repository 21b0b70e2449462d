import AssayCore

extension GenerateTool {
    /// What the attempts of a call used; `nil` where nobody knows any of it.
    ///
    /// What was refused used nothing, and what broke without a count its worst case, because it may have been paid for.
    func usage(of attempts: [ModelAttempt], _ call: ToolCall, _ options: RouteOptions) -> Usage? {
        let messages = options.messages ?? [.user(Self.prompt(call.request))]
        let used = attempts.map { attempt in
            let model = orchestrator.router.registry.getModel(attempt.model)
            let worst = model.map { orchestrator.worstCase(options.request(for: $0, messages, []), $0) }
            return CallCharge.used(attempt, worstCase: worst ?? Usage())
        }
        let sum = Usage.sum(of: used)
        return sum == Usage() ? nil : sum
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
