/// When a failed attempt is tried again, and how long to wait before.
///
/// Full jitter: the wait before retry n (from 1) is drawn evenly from
/// `[0, min(maxDelay, initialDelay · factor^(n−1))]`, so that many callers that failed together do not come back together.
/// With the defaults the upper ends are 1, 2 and 4 seconds. A `retryAfter` of the failure is a lower end: the wait is never
/// shorter than that, and where it is longer than ``longestRetryAfter`` nothing is tried again.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a call is tried again at most; 0 never does.
    public var maxRetries: Int
    /// The upper end of the first wait.
    public var initialDelay: Duration
    /// The largest upper end.
    public var maxDelay: Duration
    /// By how much the upper end grows from retry to retry.
    public var factor: Double
    /// Whether waits are drawn; otherwise each is its upper end.
    public var hasJitter: Bool
    /// The longest `retryAfter` that is waited for.
    public var longestRetryAfter: Duration

    /// Creates a policy.
    public init(
        maxRetries: Int = 3,
        initialDelay: Duration = .seconds(1),
        maxDelay: Duration = .seconds(60),
        factor: Double = 2,
        hasJitter: Bool = true,
        longestRetryAfter: Duration = .seconds(60)
    ) {
        self.maxRetries = maxRetries
        self.initialDelay = initialDelay
        self.maxDelay = maxDelay
        self.factor = factor
        self.hasJitter = hasJitter
        self.longestRetryAfter = longestRetryAfter
    }

    /// Refuses policies no run could follow.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` naming the member and what would be right.
    public func validate() throws(AssayError) {
        func require(_ isTrue: Bool, _ message: String) throws(AssayError) {
            guard isTrue else { throw AssayError(.invalidArgument, message) }
        }
        try require((0...100).contains(maxRetries), "max_retries must be from 0 to 100")
        try require(initialDelay >= .zero, "initial_delay must not be negative")
        try require(
            maxDelay >= initialDelay && maxDelay <= .longestLimit,
            "max_delay must be from initial_delay to 30 days"
        )
        try require(factor >= 1 && factor <= 1000, "exponential_base must be from 1 to 1,000")
        try require(
            longestRetryAfter >= .zero && longestRetryAfter <= .longestLimit,
            "longest_retry_after must be from 0 to 30 days"
        )
    }

    /// The upper end of the wait before a retry, counted from 1.
    public func longestDelay(beforeRetry number: Int) -> Duration {
        var scale = 1.0
        for _ in 1..<max(2, number) where number > 1 {
            scale *= factor
            if initialDelay * scale >= maxDelay { return maxDelay }
        }
        return min(maxDelay, initialDelay * scale)
    }

    /// The wait before a retry, counted from 1.
    public func delay(beforeRetry number: Int, using random: inout some RandomNumberGenerator) -> Duration {
        let longest = longestDelay(beforeRetry: number)
        return hasJitter ? longest * Double.random(in: 0...1, using: &random) : longest
    }
}
