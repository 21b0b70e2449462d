internal import Synchronization

/// Keeps answers for as long as the process lives, each for the same time.
///
/// At most ``capacity`` are held; then those go that were kept first.
public final class InMemoryResponseCache: ResponseCache {
    /// How many answers are held.
    public let capacity: Int
    private let lifetimeMS: Int64
    private let clock: WallClock
    private let state = Mutex(State())

    private struct State {
        var entries: [String: (response: Value, expiry: Int64, number: Int)] = [:]
        var next = 0
    }

    /// Creates an empty cache.
    ///
    /// - Parameters:
    ///   - timeToLive: How long an answer is kept.
    ///   - capacity: How many answers are held.
    ///   - clock: What the time to live is measured with.
    public init(timeToLive: Duration = .seconds(3600), capacity: Int = 10_000, clock: WallClock = .system) {
        lifetimeMS = min(max(timeToLive, .zero), .longestLimit).wholeMilliseconds
        self.capacity = max(1, capacity)
        self.clock = clock
    }

    /// What is kept under a key; `nil` when nothing is, or its time is over.
    public func response(for key: String) async throws(AssayError) -> Value? {
        let now = clock.nowMS()
        return state.withLock { state in
            guard let entry = state.entries[key] else { return nil }
            if entry.expiry > now { return entry.response }
            state.entries[key] = nil
            return nil
        }
    }

    /// Keeps an answer in place of an earlier one.
    public func keep(_ response: Value, for key: String) async throws(AssayError) {
        let now = clock.nowMS()
        state.withLock { state in
            state.entries[key] = (response, now + lifetimeMS, state.next)
            state.next += 1
            guard state.entries.count > capacity else { return }
            state.entries = state.entries.filter { $0.value.expiry > now }
            guard state.entries.count > capacity,
                let oldest = state.entries.min(by: { $0.value.number < $1.value.number })
            else { return }
            state.entries[oldest.key] = nil
        }
    }
}
