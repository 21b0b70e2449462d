/// Time since a fixed start, read from any clock.
///
/// Wraps an injected `Clock`, so that code which measures and waits need not be generic over it and tests can run in
/// virtual time.
public struct Timeline: Sendable {
    /// The time since the start.
    public let now: @Sendable () -> Duration
    private let wait: @Sendable (Duration) async throws -> Void

    /// Starts a timeline now.
    public init(clock: any Clock<Duration>) { self = Self.start(clock) }

    private init(now: @escaping @Sendable () -> Duration, wait: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.wait = wait
    }

    private static func start<C: Clock<Duration>>(_ clock: C) -> Timeline {
        let start = clock.now
        return Timeline(
            now: { start.duration(to: clock.now) },
            wait: { try await clock.sleep(until: start.advanced(by: $0), tolerance: nil) }
        )
    }

    /// Waits until that time has passed since the start.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func sleep(until time: Duration) async throws { try await wait(time) }
}

extension Duration {
    /// Whole milliseconds, rounded down; the largest `Int64` where there are more.
    public var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (thousand, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds < 0 ? .min : .max }
        let (sum, carry) = thousand.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return carry ? .max : sum
    }

    /// The longest limit a caller may set; longer ones are cut to it.
    public static let longestLimit = Duration.seconds(30 * 24 * 3600)
}
