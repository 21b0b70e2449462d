internal import AssayStatistics
public import AssayCore

/// What a member, or a whole panel, did so far.
///
/// A request is one member that was asked once, with all its attempts. Hence requests = successes + failures + releases, and
/// of the attempts those not counted in ``errors`` gave a turn: one for each success, and one more for each round in which
/// functions were called.
public struct MemberStatistics: Sendable, Hashable {
    /// Creates empty statistics.
    public init() {}

    /// How often it was asked.
    public private(set) var requests = 0
    /// How often it answered.
    public private(set) var successes = 0
    /// How often it gave no answer although one was wanted.
    public private(set) var failures = 0
    /// How often it was given up.
    public private(set) var releases = 0
    /// How many calls were made.
    public private(set) var attempts = 0
    /// How many calls ended in which failure.
    public private(set) var errors: [AssayError.Code: Int] = [:]
    /// What the calls cost.
    public private(set) var cost = CostBounds.zero
    private var latency = Moments()

    /// The share of answers among the requests that were not given up; `nil` before the first.
    public var successRate: Double? {
        successes + failures == 0 ? nil : Double(successes) / Double(successes + failures)
    }

    /// The mean time of the calls that gave an answer, in milliseconds; `nil` before the first.
    public var meanLatencyMS: Double? { latency.mean }

    mutating func note(_ report: MemberReport) {
        requests += 1
        switch report.ending {
        case .answered: successes += 1
        case .failed(let error) where error.code == .cancelled: releases += 1
        case .failed: failures += 1
        case .released, .spared: releases += 1
        }
        for attempt in report.attempts {
            attempts += 1
            if let failure = attempt.failure { errors[failure.code, default: 0] += 1 }
        }
        cost = cost + report.cost
        if let time = report.latencyMS { latency.append(Double(time)) }
    }

    /// As an object.
    public var document: Value {
        let errors = errors.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "requests_total": Value(requests), "requests_successful": Value(successes),
            "requests_failed": Value(failures), "requests_released": Value(releases), "attempts": Value(attempts),
            "success_rate": .orNull(successRate), "avg_latency_ms": .orNull(meanLatencyMS),
            "error_counts": .object(errors.reduce(into: Object()) { $0[$1.key.rawValue] = Value($1.value) }),
            "cost_usd": .orNull(cost.exactUSD), "cost_usd_at_most": .orNull(cost.mostUSD),
        ]
    }
}
