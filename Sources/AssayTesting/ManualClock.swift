internal import Synchronization

/// A clock that stands still until a test moves it.
///
/// `sleep` returns when ``advance(by:)`` has moved the clock that far. A test waits for ``sleepers(atLeast:)`` before it
/// moves the clock, so that nothing depends on how fast tasks get going.
public final class ManualClock: Clock, Sendable {
    private let state = Mutex(State())

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var nextSleeper = 0
        /// How many want the clock to move by itself.
        var passing = 0
        /// How many sleep all the time, and do not make the clock move.
        var background = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private struct Sleeper {
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// A point in virtual time.
    public struct Instant: InstantProtocol {
        /// The time since the clock was created.
        public var offset: Duration

        /// The instant that much later.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }

        /// The time from this instant to another.
        public func duration(to other: Instant) -> Duration { other.offset - offset }

        /// Whether an instant is earlier.
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    /// Creates a clock at zero.
    public init() {}

    /// The current virtual time.
    public var now: Instant { state.withLock { $0.now } }

    /// The smallest step.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Waits until the clock has been moved to a point in time.
    ///
    /// - Throws: `CancellationError` when the task is cancelled first.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Sleeper(deadline: deadline, continuation: continuation), id: id)
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
        }
    }

    private func add(_ sleeper: Sleeper, id: Int) {
        enum Next {
            case wake
            case fail
            case wait([CheckedContinuation<Void, Never>])
        }
        let next: Next = state.withLock { state in
            if Task.isCancelled { return .fail }
            if sleeper.deadline <= state.now { return .wake }
            state.sleepers[id] = sleeper
            let count = state.sleepers.count
            let ready = state.watchers.filter { $0.count <= count }.map(\.continuation)
            state.watchers.removeAll { $0.count <= count }
            if state.passing > 0 { moveOn() }
            return .wait(ready)
        }
        switch next {
        case .wake: sleeper.continuation.resume()
        case .fail: sleeper.continuation.resume(throwing: CancellationError())
        case .wait(let watchers): for watcher in watchers { watcher.resume() }
        }
    }

    /// Moves the clock and wakes whoever waited for that.
    public func advance(by duration: Duration) {
        move { $0.now.advanced(by: duration) }
    }

    private func move(to time: (State) -> Instant) {
        let due = state.withLock { state in
            state.now = max(state.now, time(state))
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            // Of those who wake at the same time the first to fall asleep wakes first, so that tests can be repeated.
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value)
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Moves the clock to the earliest time a task waits for; does nothing where none waits.
    public func advanceToNextSleeper() { advanceToNextSleeper(beside: 0) }

    /// Moves the clock to the earliest time a task waits for, unless that lies past a limit.
    ///
    /// What must be over by a time can so be seen to be over without the clock ever passing it.
    ///
    /// - Parameter limit: The time since the clock was created.
    public func advanceToNextSleeper(notPast limit: Duration) { advanceToNextSleeper(beside: 0, notPast: limit) }

    private func advanceToNextSleeper(beside background: Int, notPast limit: Duration? = nil) {
        // In one step: two who move at once must not both move to the same sleeper and leave another without anybody.
        move { state in
            guard state.sleepers.count > background, let next = state.sleepers.values.map(\.deadline).min(),
                limit.map({ next.offset <= $0 }) ?? true
            else { return state.now }
            return next
        }
    }

    /// Does work while the clock moves on by itself to whatever is waited for next.
    ///
    /// Time then passes as soon as anything waits for it, also while tools are at work: a test of time limits moves the
    /// clock by hand.
    ///
    /// - Parameters:
    ///   - background: How many tasks sleep again and again for as long as the work goes on, such as one that renews a
    ///     lease. Time does not pass for their sake: it would run away while the work does something else.
    ///   - work: What is done.
    /// - Returns: what the work returns.
    public func passing<T: Sendable>(
        beside background: Int = 0,
        _ work: @Sendable () async throws -> T
    ) async rethrows -> T {
        let waiting = state.withLock { state in
            state.passing += 1
            state.background += background
            return state.sleepers.count
        }
        defer {
            state.withLock { state in
                state.passing -= 1
                state.background -= background
            }
        }
        for _ in 0..<waiting { moveOn() }
        return try await work()
    }

    /// Each sleeper that comes moves the clock once, so that none is left.
    private func moveOn() { Task { advanceToNextSleeper(beside: state.withLock { $0.background }) } }

    /// How many tasks sleep on the clock.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Waits until that many tasks sleep on the clock.
    public func sleepers(atLeast count: Int) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isReady { continuation.resume() }
        }
    }
}
