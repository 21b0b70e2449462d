/// A circuit breaker as a pure state machine; the time is an argument.
///
/// - Closed: every call goes through. ``CircuitBreakerConfig/failureThreshold`` countable failures within the window open it.
/// - Open: nothing goes through until ``CircuitBreakerConfig/openTime`` has passed; then it is half open.
/// - Half open: at most ``CircuitBreakerConfig/halfOpenCalls`` probes at once. ``CircuitBreakerConfig/successThreshold``
///   successes close it, one countable failure opens it again. A probe that takes longer than the open time is given up on
///   and its place is free, so that the breaker cannot get stuck.
///
/// Calls that were let through before the last change of state no longer count. A clock that runs backwards stands still.
public struct BreakerMachine: Sendable {
    /// When it opens and closes.
    public let config: CircuitBreakerConfig
    private var phase = Phase.closed
    private var generation: UInt64 = 0
    private var failures: [Duration] = []
    private var probes: [UInt64: Duration] = [:]
    private var successes = 0
    private var nextPermit: UInt64 = 0
    private var latest = Duration.zero

    private enum Phase: Sendable {
        /// Next: open.
        case closed
        /// Next: half open.
        case open(until: Duration)
        /// Next: closed, open.
        case halfOpen
    }

    /// The right to make one call; settle it once.
    public struct Permit: Sendable, Hashable {
        fileprivate let id: UInt64
        fileprivate let generation: UInt64
    }

    /// How a call that was let through ended.
    public enum Ending: Sendable, Hashable {
        /// The tool answered.
        case success
        /// The tool failed.
        case failure
        /// Nothing can be said about the tool: the caller's mistake or wish.
        case ignored
    }

    /// Creates a closed breaker.
    public init(config: CircuitBreakerConfig = CircuitBreakerConfig()) { self.config = config }

    /// What the breaker allows at a time.
    public mutating func state(at time: Duration) -> BreakerState {
        advance(to: time)
        return switch phase {
        case .closed: .closed
        case .open: .open
        case .halfOpen: .halfOpen
        }
    }

    /// How long until an open breaker lets a probe through; `nil` when it is not open.
    public mutating func remainingOpenTime(at time: Duration) -> Duration? {
        advance(to: time)
        guard case .open(let until) = phase else { return nil }
        return until - latest
    }

    /// How many probes are under way.
    public var probeCount: Int { probes.count }

    /// Asks to make a call.
    ///
    /// - Returns: the permit, or `nil` when the call must not be made now.
    public mutating func acquire(at time: Duration) -> Permit? {
        advance(to: time)
        switch phase {
        case .open: return nil
        case .halfOpen where probes.count >= config.halfOpenCalls: return nil
        case .closed, .halfOpen: break
        }
        nextPermit += 1
        if case .halfOpen = phase { probes[nextPermit] = latest }
        return Permit(id: nextPermit, generation: generation)
    }

    /// Gives a permit back.
    ///
    /// - Returns: whether the breaker's state changed.
    @discardableResult
    public mutating func settle(_ permit: Permit, _ ending: Ending, at time: Duration) -> Bool {
        advance(to: time)
        guard permit.generation == generation else { return false }
        switch phase {
        case .open: return false
        case .closed: return settleClosed(ending)
        case .halfOpen:
            guard probes.removeValue(forKey: permit.id) != nil else { return false }
            return settleProbe(ending)
        }
    }

    private mutating func settleClosed(_ ending: Ending) -> Bool {
        guard ending == .failure else { return false }
        failures.removeAll { $0 <= latest - config.window }
        failures.append(latest)
        guard failures.count >= config.failureThreshold else { return false }
        enter(.open(until: latest + config.openTime))
        return true
    }

    private mutating func settleProbe(_ ending: Ending) -> Bool {
        switch ending {
        case .ignored: return false
        case .failure: enter(.open(until: latest + config.openTime))
        case .success:
            successes += 1
            guard successes >= config.successThreshold else { return false }
            enter(.closed)
        }
        return true
    }

    private mutating func advance(to time: Duration) {
        latest = max(latest, time)
        if case .open(let until) = phase, until <= latest { enter(.halfOpen) }
        guard case .halfOpen = phase, !probes.isEmpty else { return }
        probes = probes.filter { $0.value > latest - config.openTime }
    }

    private mutating func enter(_ phase: Phase) {
        self.phase = phase
        generation += 1
        failures = []
        probes = [:]
        successes = 0
    }
}
