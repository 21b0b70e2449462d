import Assay

extension Flag {
    static let retries = Flag(
        name: "retries",
        value: "N",
        help: "try a failed attempt again up to N times, where that may help and does no harm (default 0)"
    )
    static let retryDelay = Flag(
        name: "retry-delay",
        value: "TIME",
        help: "the longest wait before the first retry, doubled for each further one (default 1s)"
    )
    static let hedgeAfter = Flag(
        name: "hedge-after",
        value: "TIME",
        help: "after this long without an answer make a second attempt beside the first"
    )
    static let fallback = Flag(
        name: "fallback",
        value: "TOOL",
        help: "ask this tool where TOOL gives no valid answer",
        isRepeatable: true
    )
    static let breaker = Flag(
        name: "breaker",
        value: "N",
        help: "after N failures ask the tool no more for a minute (default 5, with any of these options; 0 never)"
    )
    static let idempotencyKey = Flag(
        name: "idempotency-key",
        value: "KEY",
        help: "run this call once under the key, in all processes that share --store; later ones get its bundle"
    )
    static let resolve = Flag(
        name: "resolve",
        value: nil,
        help: "free the key of a call that was cut short: you have looked what it has done"
    )

    /// What is done about tools that fail.
    static let reliability = [retries, retryDelay, hedgeAfter, fallback, breaker, idempotencyKey, resolve]
}

extension ParsedArguments {
    /// What is to be done about failures; `nil` when nothing was said.
    func reliability(of tool: String?) throws -> ReliabilityConfig? {
        guard Flag.reliability.contains(where: has) else { return nil }
        guard !has(.resolve) || has(.idempotencyKey) else {
            throw UsageError("--resolve belongs to --idempotency-key KEY")
        }
        var config = ReliabilityConfig()
        config.retry.maxRetries = try int(Flag.retries.name) ?? 0
        config.retry.initialDelay = try duration(Flag.retryDelay.name) ?? config.retry.initialDelay
        config.retry.maxDelay = max(config.retry.maxDelay, config.retry.initialDelay)
        config.hedgeAfter = try duration(Flag.hedgeAfter.name)
        if let count = try int(Flag.breaker.name) {
            if count == 0 { config.circuitBreaker = nil } else { config.circuitBreaker?.failureThreshold = count }
            config.providerBreakers = [:]
        }
        let fallbacks = strings(.fallback)
        if !fallbacks.isEmpty {
            guard let tool else {
                throw UsageError("--fallback needs TOOL; without it the planner's rules say who is next")
            }
            config.fallbacks = [tool: fallbacks]
            config.maxFallbacks = fallbacks.count
        }
        return config
    }

    /// The options of a run by the names an orchestrator knows them by, among those of the tool.
    func mixedOptions() throws -> Object {
        var options = try plannedOptions()
        options["seeds"] = try seeds().map { .array($0.map { Value($0) }) }
        options["root_seed"] = try rootSeed().map { Value($0) }
        options["stop"] = string(Flag.stop.name).map(Value.string)
        options["timeout_ms"] = try duration("timeout").map { .integer($0.milliseconds) }
        options["per_replicate_budget"] = try string("replicate-budget").map { try Budget(parsing: $0).document }
        options["schema_uri"] = string("schema").map(Value.string)
        return options
    }

    /// The limits and the identity of a run, beyond its options.
    func orchestration(_ context: RunContext) throws -> OrchestrationConfig {
        OrchestrationConfig(
            timeout: try duration("deadline"),
            budget: try budget(),
            rounds: try rounds() ?? .fewest,
            task: context.task,
            traceID: context.traceID,
            keepsRequest: context.keepsRequest,
            observer: context.observer,
            idempotencyKey: string(Flag.idempotencyKey.name),
            store: context.store
        )
    }
}

extension Budget {
    fileprivate var document: Value {
        ["tokens": .orNull(tokens), "cost_usd": .orNull(costUSD), "time_ms": .orNull(timeMS)]
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
