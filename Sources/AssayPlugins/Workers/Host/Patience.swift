internal import AssayCore
internal import CLinux

/// How long a call may take: until it is given up it is waited for, then for a grace time, then no longer.
struct Patience {
    private let isCancelled: () -> Bool
    private let timeoutAt: UInt64?
    private var killAt: UInt64?
    private var reason = AssayError(.cancelled, "the call was cancelled")

    /// How often somebody looks whether the call was given up.
    private static let interval: UInt64 = 10_000_000

    enum Step {
        /// Wait that many milliseconds at most.
        case wait(Int32)
        /// Ask the worker to stop.
        case giveUp
        /// Kill the worker, and fail for that reason.
        case kill(AssayError)
    }

    init(_ call: ToolCall) {
        isCancelled = { call.isCancelled }
        timeoutAt = call.timeout.map { Self.time(after: $0) }
    }

    /// For work nobody can cancel; it gets no grace time.
    init(timeout: Duration, reason: AssayError) {
        isCancelled = { false }
        timeoutAt = nil
        killAt = Self.time(after: timeout)
        self.reason = reason
    }

    mutating func step() -> Step {
        let now = assay_monotonic_ns()
        if let killAt {
            guard now < killAt else { return .kill(reason) }
            return .wait(Self.milliseconds(killAt - now))
        }
        if let timeoutAt, now >= timeoutAt {
            reason = AssayError(.timeout, "no answer within the time limit", isRetryable: true)
            killAt = Self.sum(timeoutAt, WorkerOptions.grace)
            return .giveUp
        }
        if isCancelled() {
            killAt = Self.sum(now, WorkerOptions.grace)
            return .giveUp
        }
        let left = timeoutAt.map { $0 - now } ?? Self.interval
        return .wait(Self.milliseconds(min(left, Self.interval)))
    }

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
