internal import Synchronization

/// A circuit breaker for tasks and threads.
///
/// A permit that is dropped without a word comes back by itself, as one that says nothing about the tool.
public final class CircuitBreaker: Sendable {
    private let content: Mutex<Content>
    private let timeline: Timeline
    private let onChange: (@Sendable (BreakerState) -> Void)?

    private struct Content {
        var machine: BreakerMachine
        var known = BreakerState.closed

        /// The state that was entered since the last call.
        mutating func change(at now: Duration) -> BreakerState? {
            let state = machine.state(at: now)
            defer { known = state }
            return state == known ? nil : state
        }
    }

    /// Creates a closed breaker.
    ///
    /// - Parameters:
    ///   - config: When it opens and closes.
    ///   - timeline: What times are measured with.
    ///   - onChange: Is told each state the breaker enters, when a call begins or ends, outside of the breaker's lock.
    public init(
        config: CircuitBreakerConfig = CircuitBreakerConfig(),
        timeline: Timeline = Timeline(clock: ContinuousClock()),
        onChange: (@Sendable (BreakerState) -> Void)? = nil
    ) {
        content = Mutex(Content(machine: BreakerMachine(config: config)))
        self.timeline = timeline
        self.onChange = onChange
    }

    /// What the breaker allows now.
    public var state: BreakerState { content.withLock { $0.machine.state(at: timeline.now()) } }

    /// How many probes are under way.
    public var probeCount: Int { content.withLock { $0.machine.probeCount } }

    /// Asks to make a call.
    ///
    /// - Throws: ``AssayError/Code/breakerOpen`` with the time until it is worth asking again.
    public func acquire() throws(AssayError) -> Permit {
        let now = timeline.now()
        let (change, permit, remaining) = content.withLock { content in
            let change = content.change(at: now)
            return (change, content.machine.acquire(at: now), content.machine.remainingOpenTime(at: now))
        }
        if let change { onChange?(change) }
        guard let permit else {
            throw AssayError(
                .breakerOpen,
                "the tool failed too often of late: its circuit breaker lets no call through",
                isRetryable: true,
                retryAfter: remaining
            )
        }
        return Permit(permit, of: self)
    }

    fileprivate func settle(_ permit: BreakerMachine.Permit, _ ending: BreakerMachine.Ending) {
        let now = timeline.now()
        let change = content.withLock { content in
            content.machine.settle(permit, ending, at: now)
            return content.change(at: now)
        }
        if let change { onChange?(change) }
    }

    /// The right to make one call.
    public struct Permit: ~Copyable, Sendable {
        private let permit: BreakerMachine.Permit
        private let breaker: CircuitBreaker
        private var isSettled = false

        fileprivate init(_ permit: BreakerMachine.Permit, of breaker: CircuitBreaker) {
            self.permit = permit
            self.breaker = breaker
        }

        deinit { if !isSettled { breaker.settle(permit, .ignored) } }

        /// Says how the call ended.
        public consuming func settle(_ ending: BreakerMachine.Ending) {
            isSettled = true
            breaker.settle(permit, ending)
        }
    }
}
