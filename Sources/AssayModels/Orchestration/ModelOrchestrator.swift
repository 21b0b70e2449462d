public import AssayCore
internal import AssayStatistics
internal import Synchronization

/// Asks the model that fits a request best, lets it call functions, and asks another one when it fails.
///
/// ```swift
/// let orchestrator = ModelOrchestrator(registry: registry, providers: [openAI, anthropic])
/// let response = try await orchestrator.routeRequest("Write a Swift function that reverses a list.")
/// print(response.model, response.content)
/// ```
///
/// Calls of many tasks may run at once; they share one budget.
public final class ModelOrchestrator: FunctionCalling, Sendable {
    /// What chooses the model.
    public let router: ModelRouter
    /// The functions its models may call.
    public let functions: FunctionRegistry
    let providers: [String: any ModelProvider]
    /// An id that several providers have.
    private let duplicate: String?
    let timeline: Timeline
    /// Who is left alone for a while; `nil` where nobody is.
    let rests: ModelRests?
    private let meter: Mutex<BudgetMeter>
    private let random: Mutex<SplitMix64>

    /// Creates an orchestrator.
    ///
    /// - Parameters:
    ///   - registry: The models.
    ///   - providers: Who runs them; a model is asked through the provider whose id its record names, and not asked where
    ///     there is none. Requests fail where two have one id.
    ///   - guide: What people decided about models.
    ///   - history: What models did so far; it is kept up to date.
    ///   - budget: The most all requests together may use.
    ///   - clock: What measures latency and waits between attempts.
    ///   - seed: The seed of the waits.
    ///   - functions: The functions its models may call; more can be registered at any time.
    ///   - breaker: When models that are overloaded, late or out of reach are passed over for a while, as long as another one
    ///     may be asked; a model whose provider says when to ask again is then passed over until that time. `nil` asks each
    ///     model each time, because then which one answers depends on no other request, and recorded calls can be replayed in
    ///     less time than they took.
    public init(
        registry: ModelRegistry,
        providers: [any ModelProvider],
        guide: RoutingGuide = RoutingGuide(),
        history: any ModelHistory = InMemoryModelHistory(),
        budget: Budget = Budget(),
        clock: any Clock<Duration> = ContinuousClock(),
        seed: UInt64 = 0,
        functions: FunctionRegistry = FunctionRegistry(),
        breaker: CircuitBreakerConfig? = nil
    ) {
        self.providers = Dictionary(providers.map { ($0.id, $0) }) { first, _ in first }
        let reachable = Set(self.providers.keys)
        router = ModelRouter(registry: registry, guide: guide, history: history, providers: reachable)
        let names = Dictionary(grouping: providers, by: \.id)
        duplicate = providers.map(\.id).first { names[$0]?.count ?? 0 > 1 }
        timeline = Timeline(clock: clock)
        self.functions = functions
        rests = breaker.map { [timeline] in ModelRests($0, timeline) }
        meter = Mutex(BudgetMeter(limit: budget))
        random = Mutex(SplitMix64(seed: seed))
    }

    /// Asks the model that fits best.
    ///
    /// - Parameters:
    ///   - prompt: What is asked.
    ///   - modelID: The model to ask, by any of its names; no other answers unless that was declared.
    ///   - taskType: What is to be done; `nil` goes by the prompt.
    ///   - options: Everything else.
    /// - Returns: the answer, with all that was done for it.
    /// - Throws: ``ModelRequestError`` when no model answered; ``AssayError`` when none could be chosen, or an option, the
    ///   budget or the list of providers is wrong.
    public func routeRequest(
        _ prompt: String,
        modelID: String? = nil,
        taskType: TaskType? = nil,
        options: RouteOptions = RouteOptions()
    ) async throws -> APIResponse {
        try await answer(prompt, modelID, taskType, options, nil)
    }

    /// Answers a request, and tells a listener what happens meanwhile.
    func answer(
        _ prompt: String,
        _ modelID: String?,
        _ taskType: TaskType?,
        _ options: RouteOptions,
        _ listener: RouteListener?
    ) async throws -> APIResponse {
        try options.validate()
        try rests?.config.validate()
        if let duplicate {
            throw AssayError(.duplicateProvider, "several providers have the id \(duplicate): give each its own")
        }
        try meter.withLock { $0.limit }.validate(named: "budget", mayBeNothing: true)
        let offered = try functions.offered(options.functions, options.functionChoice)
        let decision = try await decide(prompt, modelID, taskType, options, offered)
        await listener?.tell(.chosen(decision))
        return try await RoutedRequest(self, decision, options, offered, prompt: prompt, listener).answer()
    }

    /// Says which model would be asked, without asking it.
    ///
    /// - Throws: as ``routeRequest(_:modelID:taskType:options:)`` when none could be chosen.
    public func explain(
        _ prompt: String,
        modelID: String? = nil,
        taskType: TaskType? = nil,
        options: RouteOptions = RouteOptions()
    ) async throws -> RoutingDecision {
        let offered = try functions.offered(options.functions, options.functionChoice)
        return try await decide(prompt, modelID, taskType, options, offered)
    }

    private func decide(
        _ prompt: String,
        _ modelID: String?,
        _ taskType: TaskType?,
        _ options: RouteOptions,
        _ offered: OfferedFunctions
    ) async throws -> RoutingDecision {
        var requirements = options.requirements
        if !offered.isEmpty { requirements.features.insert(.functions) }
        requirements.outputTokens = requirements.outputTokens ?? options.sampling.maxOutputTokens
        let request = options.request(for: nil, options.messages ?? [.user(prompt)], offered.descriptions)
        if !request.media.isEmpty { requirements.features.insert(.vision) }
        func route() async throws -> RoutingDecision {
            try await router.route(
                prompt,
                requirements: requirements,
                strategy: options.strategy,
                modelID: modelID,
                taskType: taskType,
                fallback: options.fallback
            )
        }
        func tokens(_ request: ModelRequest) -> Int { Int(TokenEstimate.likelyWithoutDocuments(of: request)) }
        requirements.inputTokens = requirements.inputTokens ?? tokens(request)
        var decision: RoutingDecision
        do {
            decision = try await route()
        } catch let error as AssayError {
            guard options.context == .recent, error.code == .unknownModel else { throw error }
            requirements.leastInputTokens = tokens(request.withoutHistory)
            decision = try await route()
        }
        decision.resting = rests?.resting(decision.ranked.map(\.model)) ?? []
        return decision
    }

    // MARK: What all requests share

    /// Sets the worst case of a call aside, or says what leaves no room for it.
    func reserve(_ worstCase: Usage) throws(AssayError) -> BudgetMeter.Reservation {
        try meter.withLock { meter throws(AssayError) in try meter.reservation(for: worstCase) }
    }

    func settle(_ reservation: BudgetMeter.Reservation, used: Usage, elapsed: Duration) {
        meter.withLock { $0.settle(reservation, used: used, elapsed: elapsed) }
    }

    func delay(beforeRetry number: Int, _ policy: RetryPolicy) -> Duration {
        random.withLock { policy.delay(beforeRetry: number, using: &$0) }
    }
}
