internal import AssayCore
internal import AssayStatistics
internal import Synchronization

/// How the attempts at the replicates of one run are made.
struct AttemptPolicy: Sendable {
    let retry: RetryPolicy
    let breaker: CircuitBreaker?
    let bulkhead: Bulkhead?
    let retryBudget: SharedRetryBudget?
    /// After which time without an answer a second attempt is made beside the first; only for tools that may be repeated.
    let hedgeAfter: Duration?
    /// Whether calling the tool twice does no harm.
    let isRepeatable: Bool
    /// The caller's idempotency key and the tool's name.
    let idempotencyKey: String?
    /// Where waits are drawn from.
    let jitterSeed: UInt64
    private let counted = CountOnce()

    init(
        retry: RetryPolicy,
        breaker: CircuitBreaker? = nil,
        bulkhead: Bulkhead? = nil,
        retryBudget: SharedRetryBudget? = nil,
        hedgeAfter: Duration? = nil,
        isRepeatable: Bool,
        idempotencyKey: String? = nil,
        jitterSeed: UInt64
    ) {
        self.retry = retry
        self.breaker = breaker
        self.bulkhead = bulkhead
        self.retryBudget = retryBudget
        self.hedgeAfter = isRepeatable ? hedgeAfter : nil
        self.isRepeatable = isRepeatable
        self.idempotencyKey = idempotencyKey
        self.jitterSeed = jitterSeed
    }

    /// How long to wait before a retry; `nil` when there must be none.
    ///
    /// The order matters: the retry budget is asked last, because asking takes a token.
    func delay(after error: AssayError, retry number: Int, replicate: Int, left: Duration?) -> Duration? {
        guard number <= retry.maxRetries, FailureClass(error).allowsRetry(isRepeatable: isRepeatable) else {
            return nil
        }
        var random = SplitMix64(
            seed: SplitMix64.output(at: UInt64(clamping: replicate), seed: jitterSeed) &+ UInt64(clamping: number)
        )
        var delay = retry.delay(beforeRetry: number, using: &random)
        if let told = error.retryAfter {
            guard told >= .zero, told <= retry.longestRetryAfter else { return nil }
            delay = max(delay, told)
        }
        if let left, delay >= left { return nil }
        guard retryBudget?.takeRetry() ?? true else { return nil }
        return delay
    }

    /// What the breaker is told of an attempt.
    ///
    /// The replicates of a run are one sample of the tool, so that one call cannot open a breaker for all others: of the
    /// failures that are tried again one counts per number of the attempt, and of the permanent ones, which one bad input
    /// causes at every seed, one in all. A replicate that a passing failure has kept from any answer counts by itself.
    func ending(
        of result: Result<ToolResult, AssayError>,
        attempt number: Int,
        isRetried: Bool
    ) -> BreakerMachine.Ending {
        guard case .failure(let error) = result else { return .success }
        switch FailureClass(error) {
        case .transient where isRetried: return counted.isFirst(number) ? .failure : .ignored
        case .transient: return .failure
        case .permanent: return counted.isFirst(0) ? .failure : .ignored
        case .beforeExecution, .refused, .caller: return .ignored
        }
    }

    /// The key handed to the tool: one for all attempts at a replicate.
    func callKey(replicate: Int) -> String? { idempotencyKey.map { "\($0):r\(replicate + 1)" } }
}

/// A retry budget that all runs of a tool share.
final class SharedRetryBudget: Sendable {
    private let budget: Mutex<RetryBudget>

    init(_ budget: RetryBudget) { self.budget = Mutex(budget) }

    func noteSuccess() { budget.withLock { $0.noteSuccess() } }

    func takeRetry() -> Bool { budget.withLock { $0.takeRetry() } }
}

private final class CountOnce: Sendable {
    private let seen = Mutex<Set<Int>>([])

    func isFirst(_ number: Int) -> Bool { seen.withLock { $0.insert(number).inserted } }
}
