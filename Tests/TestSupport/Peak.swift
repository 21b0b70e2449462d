import Synchronization

/// Counts how many are inside at once, and remembers the most.
public final class Peak: Sendable {
    private let state = Mutex((now: 0, most: 0))

    /// Counts from nobody.
    public init() {}

    /// The most there were.
    public var value: Int { state.withLock { $0.most } }

    /// Somebody came in.
    public func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    /// Somebody left.
    public func leave() { state.withLock { $0.now -= 1 } }
}
