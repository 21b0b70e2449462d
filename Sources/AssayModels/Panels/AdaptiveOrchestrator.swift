public import AssayCore

/// Asks providers in the way that fits the request, the load and what was seen so far, and says why.
///
/// The way is chosen by what is to be done, never by the length of the prompt. What came of each way is kept, and counts the
/// next time: a request did well that was answered completely, soon and cheaply.
public struct AdaptiveOrchestrator: BaseOrchestrator {
    /// The providers that may be asked.
    public let panel: Panel
    /// The way of asking where the request does not say.
    public let defaultStrategy: PanelStrategy
    /// The most providers one request may ask, whatever the way.
    public let maxProvidersPerRequest: Int
    /// How many calls on their way are a full load.
    public let fullLoad: Int
    /// What each way of asking did so far at each kind of task, by its name.
    public let strategyHistory: any ModelHistory

    /// Creates an orchestrator.
    public init(
        panel: Panel,
        defaultStrategy: PanelStrategy = .adaptive,
        maxProvidersPerRequest: Int = 3,
        fullLoad: Int = 32,
        strategyHistory: any ModelHistory = InMemoryModelHistory()
    ) {
        self.panel = panel
        self.defaultStrategy = defaultStrategy
        self.maxProvidersPerRequest = maxProvidersPerRequest
        self.fullLoad = fullLoad
        self.strategyHistory = strategyHistory
    }

    /// Asks in the way that fits; ``PanelResult/choice`` says which and why.
    ///
    /// - Throws: ``AssayCore/AssayError`` for the caller's mistakes, and what a history throws that cannot be read.
    public func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
        let choice = try await explain(prompt, options: options)
        let members = try choice.ranked.map { try panel.member($0.model.id) }
        var options = options
        options.taskType = choice.task
        let plan = choice.strategy.plan(members, maxParallel: maxProvidersPerRequest)
        var result = try await panel.ask(prompt, plan, options: options)
        result.choice = choice
        if !(await remember(choice, result)) { result.warnings.append("the history could not be kept") }
        return result
    }

    /// Says how would be asked, without asking.
    ///
    /// - Throws: ``AssayCore/AssayError`` for the caller's mistakes, and what a history throws that cannot be read.
    public func explain(_ prompt: String, options: PanelOptions = PanelOptions()) async throws -> StrategyChoice {
        guard maxProvidersPerRequest >= 1, fullLoad >= 1 else {
            throw AssayError(.invalidArgument, "max_providers_per_request and full_load must be at least 1")
        }
        let task = options.taskType.map { TaskEstimate(given: [$0]) } ?? TaskDetector().estimate(prompt)
        let chooser = StrategyChooser(
            task: task,
            load: Double(panel.callsInFlight) / Double(fullLoad),
            totals: try await strategyHistory.totals(for: task.primary)
        )
        var choice = chooser.choose(options.strategy, options.priority, usual: defaultStrategy)
        choice.ranked = try await ranked(prompt, task, choice.strategy, options)
        return choice
    }

    private func ranked(
        _ prompt: String,
        _ task: TaskEstimate,
        _ strategy: PanelStrategy,
        _ options: PanelOptions
    ) async throws -> [RankedModel] {
        var requirements = ModelRequirements()
        requirements.outputTokens = options.sampling.maxOutputTokens
        let size = CallSize(prompt: prompt, requirements)
        let candidates = try members(ableTo: options).map { member in
            ModelScorer.Candidate(
                model: member.model,
                availability: .unknown,
                expectedCostUSD: size.expectedCost(of: member.model)
            )
        }
        let totals = try await panel.history.totals(for: task.primary)
        let scorer = ModelScorer(tasks: task, strategy: strategy.routing, totals: totals)
        return Array(scorer.rank(candidates).prefix(maxProvidersPerRequest))
    }

    /// Those that may be asked: where there is something to see not the blind ones, and where functions are offered not those
    /// that call none, unless all are.
    private func members(ableTo options: PanelOptions) throws(AssayError) -> [PanelMember] {
        var members = panel.members
        func keep(_ isAble: (ModelRecord) -> Bool) {
            let able = members.filter { isAble($0.model) }
            if !able.isEmpty { members = able }
        }
        if options.messages?.contains(where: { !$0.media.isEmpty }) ?? false { keep { !$0.isBlind } }
        if try !panel.offered(options).isEmpty { keep { !$0.callsNoFunctions } }
        return members
    }

    /// Keeps what came of a way of asking, except where the caller gave it up.
    private func remember(_ choice: StrategyChoice, _ result: PanelResult) async -> Bool {
        guard result.end != .cancelled else { return true }
        let outcome = ModelOutcome(
            model: choice.strategy.rawValue,
            task: choice.task,
            isSuccess: result.outcome == .complete,
            latencyMS: result.elapsedMS,
            costUSD: result.cost.exactUSD
        )
        return (try? await strategyHistory.record(outcome)) != nil
    }
}
