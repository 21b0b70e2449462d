public import AssayCore

/// Runs tools that may fail: retries, breakers, declared substitutes, and one run per idempotency key.
///
/// The order, from the outside: deadline, budget, idempotency, fallback, retry, breaker, time limit of the attempt, bulkhead,
/// call. Each attempt at a replicate is on record with its cost and cause. A retry changes nothing in the evidence but its
/// cost: the digest of a bundle is that of a run that needed none.
///
/// A key whose call was cut short, by a crash or by a cancellation, is free again where the tool may be repeated; what a dead
/// process has recorded of the call in ``OrchestrationConfig/store`` is not run again. Where the tool may not be repeated, nobody knows what the call has done: the key is of unknown outcome until ``StateStore`` is told to resolve it.
/// Between a call's end and its record there is a window that no program can close.
public struct ReliableOrchestrator: Sendable {
    let registry: ToolRegistry
    let engine: Engine
    let planner: RuleBasedPlanner
    let reliability: ReliabilityConfig
    let store: any StateStore
    let health: ToolHealth
    let shared = SharedCalls()
    let timeline: Timeline
    let basic: Orchestrator

    /// Is told the name of a tool and what its circuit breaker allows from now on.
    public typealias BreakerObserver = @Sendable (String, BreakerState) -> Void

    /// Creates an orchestrator.
    ///
    /// - Parameters:
    ///   - registry: The tools.
    ///   - engine: What runs them; its clock is the breakers', too.
    ///   - planner: Chooses where a run names no tool.
    ///   - reliability: What is done about failures.
    ///   - store: Where idempotency keys are kept; share it to share them among processes.
    ///   - readSchema: Follows the option `schema_uri`; without it the option is refused.
    ///   - onBreakerChange: Is told the name of a tool and what its breaker allows from now on; must return at once.
    /// - Throws: ``AssayError/Code/invalidArgument`` for a configuration no run could follow.
    public init(
        registry: ToolRegistry,
        engine: Engine = Engine(),
        planner: RuleBasedPlanner = .byFit,
        reliability: ReliabilityConfig = ReliabilityConfig(),
        store: any StateStore = InMemoryStateStore(),
        readSchema: Orchestrator.SchemaReader? = nil,
        onBreakerChange: BreakerObserver? = nil
    ) throws(AssayError) {
        try reliability.validate()
        self.registry = registry
        self.engine = engine
        self.planner = planner
        self.reliability = reliability
        self.store = store
        timeline = Timeline(clock: engine.clock)
        health = ToolHealth(config: reliability, timeline: timeline, onBreakerChange: onBreakerChange)
        basic = Orchestrator(registry: registry, engine: engine, planner: planner, readSchema: readSchema)
    }

    /// What the circuit breakers of the tools allow now, by name; a tool without one is missing.
    public var breakers: [String: BreakerState] { health.breakers(of: registry.listTools().values) }

    /// Runs a tool and waits for the evidence; cancelling the task cancels the run.
    ///
    /// - Parameters:
    ///   - request: An object; plain text stands for `{"query": text}`.
    ///   - toolName: The tool; `nil` lets the planner choose, who knows the breakers.
    ///   - toolOptions: Options of the run by ``BundleOptions/keys``, `schema_uri`, and the tool's own.
    ///   - options: Limits and identity of the run, with its idempotency key.
    /// - Returns: the evidence; `degraded` where a declared substitute answered.
    /// - Throws: ``ConflictError`` when the idempotency key belongs to another call; ``AssayError`` with
    ///   ``AssayError/Code/unknownOutcome`` when the key's call was cut short, with ``AssayError/Code/inFlight`` when somebody
    ///   else still runs it after the caller's timeout, and as ``Orchestrator`` does. This call has run nothing in all these
    ///   cases.
    public func run(
        request: Value,
        toolName: String? = nil,
        toolOptions: Object = [:],
        options: OrchestrationConfig = OrchestrationConfig()
    ) async throws -> OrchestrationOutput {
        let request = request.asRequest
        var call = ReliableCall(request: request, toolName: toolName, toolOptions: toolOptions, config: options)
        try call.liftDeadline()
        guard let key = options.idempotencyKey else { return try await execute(call) }
        let fingerprint = call.fingerprint(
            tool: try toolName.map { name throws(AssayError) in
                try registry.tool(named: name).descriptor
            }
        )
        return try await shared.run(key, fingerprint: fingerprint, within: call.config.timeout, on: timeline) {
            [call] in
            try await runOnce(call, key: key, fingerprint: fingerprint)
        }
    }

    /// How attempts at a tool are made.
    func policy(for tool: ToolDescriptor, idempotencyKey: String?) -> AttemptPolicy {
        let entry = health.entry(for: tool)
        return AttemptPolicy(
            retry: reliability.retry,
            breaker: entry.breaker,
            bulkhead: entry.bulkhead,
            retryBudget: entry.retryBudget,
            // Two attempts at once would put two calls under one key.
            hedgeAfter: tool.isRepeatable(underKey: false) ? reliability.hedgeAfter : nil,
            isRepeatable: tool.isRepeatable(underKey: idempotencyKey != nil),
            idempotencyKey: idempotencyKey.map { "\($0):\(tool.name)" },
            jitterSeed: engine.random()
        )
    }
}

/// A call as the caller asked for it.
struct ReliableCall: Sendable {
    var request: Value
    var toolName: String?
    var toolOptions: Object
    var config: OrchestrationConfig
    /// Where its runs are recorded, for a call under a key.
    var trail: RunTrail?
    var passedOver: [OrchestrationOutput.PassedOver] = []
    /// Of how many of them a run's events have told.
    var toldOf = 0
    /// The first failure to record one of its runs.
    var recordFailure: AssayError?

    /// The last output, with what is to be told of the way to it.
    func completing(_ output: OrchestrationOutput) -> OrchestrationOutput {
        var output = output
        output.passedOver = passedOver
        output.recordFailure = recordFailure
        return output
    }

    /// Makes the option `deadline_ms` the limit of the whole call, which may wait for others, too.
    mutating func liftDeadline() throws(AssayError) {
        guard let given = toolOptions["deadline_ms"] else { return }
        var options = BundleOptions()
        try options.apply(["deadline_ms": given])
        config.timeout = options.deadline ?? config.timeout
    }

    /// Counts time in which the call waited for others as part of its limit.
    mutating func waited(_ time: Duration) {
        guard let timeout = config.timeout.map({ max(.milliseconds(1), $0 - time) }) else { return }
        config.timeout = timeout
        // The option has the last word, and says the same.
        if toolOptions["deadline_ms"] != nil { toolOptions["deadline_ms"] = .integer(timeout.wholeMilliseconds) }
    }

    /// SHA-256 of everything that makes the call what it is; time limits and parallelism do not.
    func fingerprint(tool: ToolDescriptor?) -> String {
        var options = toolOptions
        for key in ["deadline_ms", "timeout_ms", "max_parallel"] { options[key] = Value?.none }
        let budget = config.budget
        let quality = config.quality
        let content: Value = [
            "request": request, "tool_options": .object(options), "tool": .orNull(tool?.name),
            "version": .orNull(tool?.version), "sha256": .orNull(tool?.origin.sha256),
            "manifest_sha256": .orNull(tool?.origin.manifestSHA256),
            "tokens": .orNull(budget.tokens), "cost_usd": .orNull(budget.costUSD), "time_ms": .orNull(budget.timeMS),
            "quality": quality.value,
        ]
        return SHA256.hexDigest(of: content.canonicalBytes)
    }
}

extension ToolDescriptor {
    /// Whether calling twice does no harm; under an idempotency key a tool may tell that it has been called before.
    func isRepeatable(underKey hasKey: Bool) -> Bool {
        flags.contains(.idempotent) || !flags.contains(.sideEffects) || (hasKey && flags.contains(.idempotencyKeys))
    }
}
