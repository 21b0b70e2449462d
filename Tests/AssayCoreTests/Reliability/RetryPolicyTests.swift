import AssayCore
import AssayStatistics
import Testing

@Suite("Waits before retries")
struct RetryPolicyTests {
    @Test("Upper ends double from the first to the largest (S3-11)")
    func upperEnds() {
        let policy = RetryPolicy()
        #expect(
            (1...8).map { policy.longestDelay(beforeRetry: $0) } == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) }
        )
        #expect(policy.longestDelay(beforeRetry: .max) == .seconds(60))
        #expect(policy.longestDelay(beforeRetry: -3) == .seconds(1))
    }

    @Test("Full jitter is even over its range: Kolmogorov-Smirnov on 10,000 draws")
    func jitter() {
        let policy = RetryPolicy()
        for retry in 1...3 {
            var random = SplitMix64(seed: 20_240_611)
            let longest = policy.longestDelay(beforeRetry: retry) / .seconds(1)
            let draws = (0..<10_000).map { _ in policy.delay(beforeRetry: retry, using: &random) / .seconds(1) / longest
            }
            #expect(Self.kolmogorovP(draws.sorted()) > 0.01)
            #expect(draws.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test("The test for evenness notices waits that are drawn from the upper half")
    func jitterCheck() {
        var random = SplitMix64(seed: 1)
        let draws = (0..<10_000).map { _ in Double.random(in: 0.02...1, using: &random) }
        #expect(Self.kolmogorovP(draws.sorted()) < 0.01)
    }

    /// The asymptotic p of the largest distance to the uniform distribution: 2 Σ (−1)^(j−1) e^(−2 j² n D²).
    private static func kolmogorovP(_ sorted: [Double]) -> Double {
        let count = Double(sorted.count)
        var distance = 0.0
        for (place, value) in sorted.enumerated() {
            distance = max(distance, value - Double(place) / count, Double(place + 1) / count - value)
        }
        let x = 2 * count * distance * distance
        var p = 0.0
        for j in 1...50 { p += (j.isMultiple(of: 2) ? -2 : 2) * power(-x * Double(j * j)) }
        return p
    }

    /// e^x for x ≤ 0, to about 1e-9: by squaring the series at x / 2^20.
    private static func power(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        let small = x / 1_048_576
        var value = 1 + small + small * small / 2 + small * small * small / 6
        for _ in 0..<20 { value *= value }
        return value
    }

    @Test("One seed gives one schedule, another seed another")
    func seeded() {
        func schedule(_ seed: UInt64) -> [Duration] {
            var random = SplitMix64(seed: seed)
            return (1...20).map { RetryPolicy().delay(beforeRetry: $0, using: &random) }
        }
        #expect(schedule(7) == schedule(7))
        #expect(schedule(7) != schedule(8))
    }

    @Test("Without jitter a wait is its upper end")
    func withoutJitter() {
        var random = SplitMix64(seed: 1)
        let policy = RetryPolicy(hasJitter: false)
        #expect(policy.delay(beforeRetry: 3, using: &random) == .seconds(4))
    }

    @Test(
        "Policies no run could follow are refused",
        arguments: [
            RetryPolicy(maxRetries: -1), RetryPolicy(maxRetries: 101), RetryPolicy(initialDelay: .seconds(-1)),
            RetryPolicy(maxDelay: .milliseconds(999)), RetryPolicy(factor: 0.5), RetryPolicy(factor: .nan),
            RetryPolicy(longestRetryAfter: .seconds(-1)),
        ]
    )
    func invalid(policy: RetryPolicy) {
        #expect(throws: AssayError.self) { try policy.validate() }
    }
}

@Suite("Retry budgets")
struct RetryBudgetTests {
    @Test("With every call failing, attempts per call stay at most 1.10 over 10,000 calls")
    func amplification() {
        var budget = RetryBudget()
        var attempts = 0
        for _ in 0..<10_000 {
            attempts += 1
            for _ in 0..<3 where budget.takeRetry() { attempts += 1 }
        }
        #expect(Double(attempts) / 10_000 <= 1.10)
        #expect(attempts == 10_100)
    }

    @Test("With one call in twenty failing, every one of them may be tried again")
    func healthy() {
        var budget = RetryBudget()
        let granted = (1...10_000).count { call in
            if call.isMultiple(of: 20) { return budget.takeRetry() }
            budget.noteSuccess()
            return false
        }
        #expect(granted == 500)
    }

    @Test("Ten calls of a tenth each pay for one retry")
    func tenths() {
        var budget = RetryBudget(capacity: 1)
        let atFirst = [budget.takeRetry(), budget.takeRetry()]
        for _ in 0..<10 { budget.noteSuccess() }
        let later = [budget.takeRetry(), budget.takeRetry()]
        #expect(atFirst == [true, false])
        #expect(later == [true, false])
    }
}

@Suite("Classes of failures")
struct FailureClassTests {
    private static func classed(_ code: AssayError.Code, retryable: Bool = false) -> FailureClass {
        FailureClass(AssayError(code, "", isRetryable: retryable))
    }

    @Test("The caller's mistakes and wishes are never tried again and never counted (S3-13, S3-14)")
    func caller() {
        let codes: [AssayError.Code] = [
            .cancelled, .deadline, .budgetExceeded, .invalidRequest, .invalidArgument, .invalidSchema, .conflict,
        ]
        for code in codes {
            for retryable in [true, false] {
                let found = Self.classed(code, retryable: retryable)
                #expect(found == .caller)
                #expect(!found.allowsRetry(isRepeatable: true) && !found.isCountable)
            }
        }
    }

    @Test("What may have begun is tried again only where that does no harm")
    func transient() {
        for found in [Self.classed(.timeout), Self.classed(.toolFailed, retryable: true)] {
            #expect(found == .transient && found.isCountable)
            #expect(found.allowsRetry(isRepeatable: true))
            #expect(!found.allowsRetry(isRepeatable: false))
        }
    }

    @Test("What never reached the tool is tried again anywhere; an open breaker is not asked again")
    func refused() {
        #expect(Self.classed(.bulkheadFull).allowsRetry(isRepeatable: false))
        #expect(!Self.classed(.bulkheadFull).isCountable)
        #expect(!Self.classed(.breakerOpen, retryable: true).allowsRetry(isRepeatable: true))
        #expect(!Self.classed(.breakerOpen, retryable: true).isCountable)
    }

    @Test("A failure nobody knows is permanent")
    func unknown() {
        let found = Self.classed(AssayError.Code(rawValue: "own_code"))
        #expect(found == .permanent && !found.allowsRetry(isRepeatable: true))
    }
}
