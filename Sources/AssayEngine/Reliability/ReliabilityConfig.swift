public import AssayCore

/// How a ``ReliableOrchestrator`` deals with tools that fail.
///
/// Every member has an effect, and each may be switched off: `maxRetries` 0, ``circuitBreaker`` `nil`, ``fallbacks`` empty.
public struct ReliabilityConfig: Sendable, Hashable {
    /// When a failed attempt is tried again.
    public var retry: RetryPolicy
    /// What keeps the retries of one tool a small share of its calls; `nil` sets no bound.
    public var retryBudget: RetryBudget?
    /// The breaker of tools whose provider has none of its own; `nil` uses none.
    public var circuitBreaker: CircuitBreakerConfig?
    /// The breakers of tools by provider.
    public var providerBreakers: [String: CircuitBreakerConfig]
    /// The most calls of one tool at once, over all runs; `nil` sets no bound.
    public var maxConcurrentCalls: Int?
    /// After which time without an answer a second attempt is made beside the first; `nil` never does.
    ///
    /// Only for tools that are idempotent or change nothing.
    public var hedgeAfter: Duration?
    /// The substitutes of tools, by name, in the order they are asked.
    ///
    /// A fallback that is not declared here or in a
    /// planner's rule never happens.
    public var fallbacks: [String: [String]]
    /// The most substitutes that are asked.
    public var maxFallbacks: Int
    /// How long a result is replayed under its idempotency key.
    public var idempotencyTTL: Duration
    /// How long a key stays claimed by a process that has died.
    public var idempotencyLease: Duration

    /// Creates a configuration.
    public init(
        retry: RetryPolicy = RetryPolicy(),
        retryBudget: RetryBudget? = RetryBudget(),
        circuitBreaker: CircuitBreakerConfig? = CircuitBreakerConfig(halfOpenCalls: 2, window: .seconds(300)),
        providerBreakers: [String: CircuitBreakerConfig] = Self.knownProviders,
        maxConcurrentCalls: Int? = nil,
        hedgeAfter: Duration? = nil,
        fallbacks: [String: [String]] = [:],
        maxFallbacks: Int = 2,
        idempotencyTTL: Duration = .seconds(3600),
        idempotencyLease: Duration = .seconds(60)
    ) {
        self.retry = retry
        self.retryBudget = retryBudget
        self.circuitBreaker = circuitBreaker
        self.providerBreakers = providerBreakers
        self.maxConcurrentCalls = maxConcurrentCalls
        self.hedgeAfter = hedgeAfter
        self.fallbacks = fallbacks
        self.maxFallbacks = maxFallbacks
        self.idempotencyTTL = idempotencyTTL
        self.idempotencyLease = idempotencyLease
    }

    /// Breakers that suit known providers.
    public static let knownProviders: [String: CircuitBreakerConfig] = [
        "openai": CircuitBreakerConfig(halfOpenCalls: 2, window: .seconds(300)),
        "anthropic": CircuitBreakerConfig(
            failureThreshold: 3,
            successThreshold: 1,
            openTime: .seconds(120),
            halfOpenCalls: 1,
            window: .seconds(300)
        ),
        "xai": CircuitBreakerConfig(
            failureThreshold: 4,
            openTime: .seconds(90),
            halfOpenCalls: 2,
            window: .seconds(300)
        ),
    ]

    /// Refuses what no run could follow.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the member and what would be right.
    public func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ message: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, message) }
        }
        try retry.validate()
        for config in [circuitBreaker].compactMap(\.self) + Array(providerBreakers.values) { try config.validate() }
        try require(maxConcurrentCalls.map { $0 > 0 } ?? true, "max_concurrent_calls must be above 0")
        try require(hedgeAfter.map { $0 > .zero } ?? true, "hedge_after must be above 0")
        try require((0...100).contains(maxFallbacks), "max_fallbacks must be from 0 to 100")
        for time in [idempotencyTTL, idempotencyLease] {
            try require(
                time > .zero && time <= .longestLimit,
                "idempotency_ttl and idempotency_lease must be above 0 and at most 30 days"
            )
        }
    }
}
