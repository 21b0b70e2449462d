public import AssayCore
public import AssayEngine

extension AssayClient {
    /// Chooses a tool for a request, and says why.
    ///
    /// - Parameters:
    ///   - request: An object.
    ///   - options: The caller's options, which win over the planner's.
    ///   - planner: The rules; without any it goes by how well the request fits.
    ///   - context: Budget, preferences, breaker states and failures so far.
    /// - Returns: the decision; nothing has run.
    /// - Throws: ``AssayError`` when no tool fits, none may be used, or a rule cannot be followed.
    public func plan(
        request: Value,
        options: Object = [:],
        planner: RuleBasedPlanner,
        context: PlanningContext = PlanningContext()
    ) throws(AssayError) -> PlanDecision {
        try planner.plan(request: request, options: options, tools: Array(listTools().values), context: context)
    }

    /// Runs what was planned: one tool, a chain, or a panel whose members are compared.
    ///
    /// - Parameters:
    ///   - request: The request that was planned.
    ///   - plan: The decision.
    ///   - bundle: How often, under which seeds and within which limits; a panel hears each member at least once.
    ///   - context: What the run is for, and who watches.
    /// - Returns: the run, which has begun.
    /// - Throws: ``AssayError`` for a tool, request or options that cannot be used; nothing has run then.
    public func run(
        request: Value,
        plan: PlanDecision,
        bundle: BundleOptions = BundleOptions(),
        context: RunContext = RunContext()
    ) throws(AssayError) -> Run {
        try engine.start(plan, request: request, from: registry, options: bundle, context: context)
    }

    /// An orchestrator over the tools of this client.
    ///
    /// - Parameter planner: Chooses where a run names no tool; without it every run must.
    /// - Returns: the orchestrator, which reads the files that `schema_uri` names.
    public func orchestrator(planner: RuleBasedPlanner? = nil) -> Orchestrator {
        Orchestrator(registry: registry, engine: engine, planner: planner) { uri in
            var options = BundleOptions()
            try await options.loadSchema(from: uri)
            return options.outputSchema
        }
    }
}
