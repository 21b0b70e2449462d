public import AssayCore

extension GenerateTool {
    /// The most that all calls for one answer may use together: every model that may be asked, as often as it may be.
    public func maximumUsage(of request: Value, options: Value) -> Usage? {
        guard let options = try? Self.options(request, options) else { return nil }
        let named = request["model"]?.string
        let (models, count) = orchestrator.askable(named, options.requirements)
        return Usage.most(of: models.map { worstCase(of: $0, options) }).times(count * (options.retry.maxRetries + 1))
    }
}

extension ModelOrchestrator {
    /// The models that can be asked here.
    private var reachable: [ModelRecord] { router.registry.listModels().filter { providers[$0.provider] != nil } }

    /// What is promised of a seed, whichever model answers.
    var seedPromise: BundleMetadata.SeedPromise {
        let models = reachable
        let promises = models.compactMap { providers[$0.provider]?.seedPromise(for: $0.wireName) }
        guard !promises.isEmpty else { return .ignored }
        return .weakest(of: models.count == 1 ? promises : promises + [.bestEffort])
    }

    /// The models of which some may be asked for one answer, and how many of them.
    func askable(_ name: String?, _ requirements: ModelRequirements) -> (models: [ModelRecord], count: Int) {
        let models = reachable
        let named = name.flatMap { router.registry.getModel($0) }
        let declared = router.guide.longestChain
        var others = named == nil ? max(declared, ModelRouter.rankedFallbacks) : declared
        if requirements.fallbackStrategy != nil { others = models.count }
        guard let named, others == 0 else { return (models, min(models.count, others + 1)) }
        return ([named], 1)
    }
}

extension RoutingGuide {
    fileprivate var longestChain: Int { max(defaultChain.count, chains.values.map(\.count).max() ?? 0) }
}

extension Usage {
    /// The most of several cases; unknown where that of one is.
    static func most(of cases: [Usage]) -> Usage {
        let (tokens, costs) = (cases.compactMap(\.tokens), cases.compactMap(\.costUSD))
        return Usage(
            tokens: tokens.count == cases.count ? tokens.max() : nil,
            costUSD: costs.count == cases.count ? costs.max() : nil
        )
    }

    /// As much several times.
    fileprivate func times(_ count: Int) -> Usage {
        let tokens = tokens.map { tokens in
            let (product, overflow) = tokens.multipliedReportingOverflow(by: Int64(count))
            return overflow ? .max : product
        }
        return Usage(tokens: tokens, costUSD: costUSD.map { $0 * Double(count) })
    }
}
