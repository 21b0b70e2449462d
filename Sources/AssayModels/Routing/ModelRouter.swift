public import AssayCore

/// Says which model to ask.
///
/// What is required excludes models first. Of the others the caller's model counts before those the requirements prefer, these
/// before the guide's, and those before the highest score. Nothing is remembered between two calls, so a history that changed is seen.
public struct ModelRouter: Sendable {
    /// The models.
    public let registry: ModelRegistry
    /// What people decided.
    public let guide: RoutingGuide
    /// What models did so far.
    public let history: any ModelHistory
    /// The providers that are set up, whose models alone can be asked; `nil` where all count as such.
    public let providers: Set<String>?
    private let detector = TaskDetector()

    /// The most models of the ranking that are asked after the chosen one.
    public static let rankedFallbacks = 3

    /// Creates a router.
    public init(
        registry: ModelRegistry,
        guide: RoutingGuide = RoutingGuide(),
        history: any ModelHistory = InMemoryModelHistory(),
        providers: Set<String>? = nil
    ) {
        self.registry = registry
        self.guide = guide
        self.history = history
        self.providers = providers
    }

    /// Chooses a model for a prompt.
    ///
    /// - Parameters:
    ///   - prompt: What is asked. Whether functions or pictures are needed is never guessed from it.
    ///   - requirements: What a model must be or have.
    ///   - strategy: What counts when several would do.
    ///   - modelID: The model to ask, by any of its names; it must meet the requirements, too.
    ///   - taskType: What is to be done; `nil` goes by the requirements' tasks, then by the prompt.
    ///   - fallback: Which others may answer when it fails.
    /// - Returns: the model, with everything that led to it.
    /// - Throws: ``AssayError/Code/unknownModel`` when there is no model of that name, or none that fits, with the reasons.
    public func route(
        _ prompt: String,
        requirements: ModelRequirements = ModelRequirements(),
        strategy: RoutingStrategy = .balanced,
        modelID: String? = nil,
        taskType: TaskType? = nil,
        fallback: FallbackPolicy = .automatic
    ) async throws -> RoutingDecision {
        let given = taskType.map { [$0] } ?? requirements.tasks
        let tasks = given.isEmpty ? detector.estimate(prompt) : TaskEstimate(given: given)
        let totals = try await history.totals(for: tasks.primary)
        let circumstances = Circumstances(
            size: CallSize(prompt: prompt, requirements),
            task: tasks.primary,
            totals: totals,
            spentUSD: try await spent(requirements)
        )
        let (candidates, excluded) = sift(requirements, circumstances)
        let ranked = ModelScorer(tasks: tasks, strategy: strategy, totals: totals).rank(candidates)
        let preferred = try requirements.preferred.map { name throws(AssayError) in
            try registry.model(named: name).id
        }
        let (chosen, origin) = try choose(modelID, preferred, tasks.primary, ranked, excluded)
        var decision = RoutingDecision(
            chosen: chosen,
            origin: origin,
            ranked: ranked,
            excluded: excluded,
            tasks: tasks,
            requirements: requirements,
            strategy: strategy,
            fallbacks: [],
            areFallbacksDeclared: false,
            tie: Self.tie(ranked)
        )
        try addFallbacks(to: &decision, fallback)
        return decision
    }

    /// What is alike for all models.
    private struct Circumstances {
        let size: CallSize
        let task: TaskType
        let totals: [String: ModelTotals]
        let spentUSD: Double?
    }

    /// What the period of the budget has spent before this call.
    private func spent(_ requirements: ModelRequirements) async throws -> Double? {
        guard requirements.maximumCostUSD != nil else { return 0 }
        switch requirements.budgetPeriod {
        case .task: return 0
        case .pipeline: return requirements.spentUSD
        case .hour: return try await history.spentUSD(inLast: .seconds(3600))
        }
    }

    private func sift(
        _ requirements: ModelRequirements,
        _ circumstances: Circumstances
    ) -> (candidates: [ModelScorer.Candidate], excluded: [ExcludedModel]) {
        var requirements = requirements
        requirements.blocked.formUnion(guide.blocked)
        // A name may be an alias or a wire name; the id is what excludes.
        requirements.blocked.formUnion(requirements.blocked.compactMap { registry.getModel($0)?.id })
        var candidates: [ModelScorer.Candidate] = []
        var excluded: [ExcludedModel] = []
        var unreachable: [ExcludedModel] = []
        for model in registry.listModels() {
            if let providers, !providers.contains(model.provider) {
                let reason = "its provider \(model.provider) is not set up"
                unreachable.append(ExcludedModel(model: model.id, reasons: [reason]))
                continue
            }
            let applicant = Applicant(
                model: model,
                availability: registry.availability(of: model.id),
                size: circumstances.size.cut(to: model.contextWindow, least: requirements.leastInputTokens),
                task: circumstances.task,
                learned: circumstances.totals[model.id],
                spentUSD: circumstances.spentUSD
            )
            let objections = requirements.objections(to: applicant)
            if objections.isEmpty {
                candidates.append(ModelScorer.Candidate(applicant))
            } else {
                excluded.append(ExcludedModel(model: model.id, reasons: objections))
            }
        }
        // Last, because there may be many of them, and only the first reasons are told where no model fits.
        return (candidates, excluded + unreachable)
    }

    private func choose(
        _ name: String?,
        _ preferred: [String],
        _ task: TaskType,
        _ ranked: [RankedModel],
        _ excluded: [ExcludedModel]
    ) throws(AssayError) -> (ModelRecord, RoutingDecision.Origin) {
        if let name {
            let model = try registry.model(named: name)
            guard let reasons = excluded.first(where: { $0.model == model.id })?.reasons else {
                return (model, .forced)
            }
            throw AssayError(.unknownModel, "model \(model.id) cannot be asked: \(reasons.joined(separator: "; "))")
        }
        for id in preferred {
            if let found = ranked.first(where: { $0.model.id == id }) { return (found.model, .preferred) }
        }
        for id in guide.preferred[task] ?? [] {
            if let found = ranked.first(where: { $0.model.id == id }) { return (found.model, .guide) }
        }
        guard let best = ranked.first else { throw Self.noneFits(excluded) }
        return (best.model, .score)
    }

    private static func noneFits(_ excluded: [ExcludedModel]) -> AssayError {
        guard !excluded.isEmpty else { return AssayError(.unknownModel, "no models are registered") }
        let shown = excluded.prefix(5).map { "\($0.model): \($0.reasons.joined(separator: "; "))" }
        let more = excluded.count > 5 ? " and \(excluded.count - 5) more" : ""
        return AssayError(.unknownModel, "no model fits. " + shown.joined(separator: ". ") + more)
    }

    private func addFallbacks(to decision: inout RoutingDecision, _ policy: FallbackPolicy) throws(AssayError) {
        let declared: [String]
        switch policy {
        case .off: return
        case .declared(let names):
            var ids: [String] = []
            for name in names { ids.append(try registry.model(named: name).id) }
            declared = ids
        case .automatic:
            if let strategy = decision.requirements.fallbackStrategy { return follow(strategy, &decision) }
            declared = guide.chain(for: decision.tasks.primary)
        }
        let eligible = decision.ranked.map(\.model.id).filter { $0 != decision.chosen.id }
        decision.areFallbacksDeclared = !declared.isEmpty
        if !declared.isEmpty {
            decision.fallbacks = declared.filter(eligible.contains)
        } else if decision.origin != .forced {
            decision.fallbacks = Array(eligible.prefix(Self.rankedFallbacks))
        }
    }

    /// The fallbacks the requirements ask for, which somebody thereby declared.
    private func follow(_ strategy: FallbackStrategy, _ decision: inout RoutingDecision) {
        let others = decision.ranked.filter { $0.model.id != decision.chosen.id }
        decision.areFallbacksDeclared = true
        switch strategy {
        case .fail: break
        case .bestAvailable: decision.fallbacks = others.map(\.model.id)
        case .cheapest:
            // Sorting keeps the ranking among equal costs.
            let byCost = others.enumerated().sorted { left, right in
                let costs = [left, right].map { $0.element.expectedCostUSD ?? .infinity }
                return (costs[0], left.offset) < (costs[1], right.offset)
            }
            decision.fallbacks = byCost.map(\.element.model.id)
        }
    }

    private static func tie(_ ranked: [RankedModel]) -> String? {
        let equal = ranked.prefix { $0.score == ranked[0].score }
        guard equal.count > 1 else { return nil }
        let names = equal.map(\.model.id).joined(separator: ", ")
        return "\(names) have the same score; the cheaper comes first, then the first by name"
    }
}
