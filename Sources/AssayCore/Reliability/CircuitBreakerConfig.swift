/// When a circuit breaker opens, and when it closes again.
public struct CircuitBreakerConfig: Sendable, Hashable {
    /// Countable failures within ``window`` that open the breaker.
    public var failureThreshold: Int
    /// Successes in a row that close a half-open breaker.
    public var successThreshold: Int
    /// How long an open breaker lets nothing through; then it is half open.
    public var openTime: Duration
    /// The most probes at once while half open.
    public var halfOpenCalls: Int
    /// How far back failures count.
    public var window: Duration

    /// Creates a configuration.
    public init(
        failureThreshold: Int = 5,
        successThreshold: Int = 2,
        openTime: Duration = .seconds(60),
        halfOpenCalls: Int = 3,
        window: Duration = .seconds(60)
    ) {
        self.failureThreshold = failureThreshold
        self.successThreshold = successThreshold
        self.openTime = openTime
        self.halfOpenCalls = halfOpenCalls
        self.window = window
    }

    /// Refuses configurations no breaker could follow.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the member and what would be right.
    public func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ message: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, message) }
        }
        try require((1...10_000).contains(failureThreshold), "failure_threshold must be from 1 to 10,000")
        try require((1...10_000).contains(successThreshold), "success_threshold must be from 1 to 10,000")
        try require((1...10_000).contains(halfOpenCalls), "half_open_requests must be from 1 to 10,000")
        try require(openTime > .zero && openTime <= .longestLimit, "timeout must be above 0 and at most 30 days")
        try require(window > .zero && window <= .longestLimit, "window_size must be above 0 and at most 30 days")
    }
}
