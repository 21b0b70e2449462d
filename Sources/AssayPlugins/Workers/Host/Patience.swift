internal import AssayCore
internal import CLinux

/// How long a call may take: until it is given up it is waited for, then for a grace time, then no longer.
struct Patience: Sendable {
    private let cancellation: CancellationFlag?
    private let timeoutAt: UInt64?
    /// A limit of the step's own, and why it fails there.
    private let limit: (at: UInt64, reason: AssayError)?
    private let grace: UInt64
    private var killAt: UInt64?
    private var reason = AssayError(.cancelled, "the call was cancelled")

    /// How often somebody looks whether the call was given up.
    private static let interval: UInt64 = 10_000_000

    enum Step {
        /// Wait that many milliseconds at most.
        case wait(Int32)
        /// Wait for an interval or two; nothing is due before.
        case relax
        /// Ask the worker to stop.
        case giveUp
        /// Kill the worker, and fail for that reason.
        case kill(AssayError)
    }

    /// Begins now.
    init(_ call: ToolCall) {
        cancellation = call.cancellation
        timeoutAt = call.timeout.map { Self.time(after: $0) }
        limit = nil
        grace = WorkerOptions.grace
    }

    /// For work with a limit of its own, on behalf of a call or of none; it gets no grace time.
    init(limit: Duration, reason: AssayError, within call: Patience?) {
        cancellation = call?.cancellation
        timeoutAt = call?.timeoutAt
        self.limit = (Self.time(after: limit), reason)
        grace = 0
    }

    /// The time that is left; `nil` for no limit.
    var timeLeft: Duration? {
        guard let timeoutAt else { return nil }
        let now = assay_monotonic_ns()
        return .nanoseconds(Int64(clamping: timeoutAt > now ? timeoutAt - now : 0))
    }

    /// Why the call is over before a worker has begun with it; `nil` while it is not.
    var ending: AssayError? {
        if let timeoutAt, assay_monotonic_ns() >= timeoutAt { return Self.timeout }
        return isCancelled ? AssayError(.cancelled, "the call was cancelled before a worker was free") : nil
    }

    private static let timeout = AssayError(.timeout, "no answer within the time limit", isRetryable: true)

    mutating func step() -> Step {
        let now = assay_monotonic_ns()
        if let limit, now >= limit.at { return .kill(limit.reason) }
        if let killAt {
            guard now < killAt else { return .kill(reason) }
            return .wait(Self.milliseconds(killAt - now))
        }
        if let timeoutAt, now >= timeoutAt {
            reason = Self.timeout
            killAt = Self.sum(timeoutAt, grace)
            return .giveUp
        }
        if isCancelled {
            killAt = Self.sum(now, grace)
            return .giveUp
        }
        let left = min(timeoutAt ?? .max, limit?.at ?? .max) - now
        return left > 4 * Self.interval ? .relax : .wait(Self.milliseconds(min(left, Self.interval)))
    }

    private var isCancelled: Bool { cancellation?.isCancelled ?? false }

    private static func time(after duration: Duration) -> UInt64 {
        sum(assay_monotonic_ns(), UInt64(max(0, duration.wholeNanoseconds)))
    }

    private static func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> Int32 {
        Int32(clamping: nanoseconds / 1_000_000 + 1)
    }
}
