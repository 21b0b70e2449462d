internal import Synchronization

/// Keeps keys and runs for as long as the process lives.
///
/// At most ``capacity`` finished keys are held; then those go that were finished first. Keys in flight or of unknown
/// outcome never go.
public final class InMemoryStateStore: StateStore {
    /// How many finished keys are held.
    public let capacity: Int
    let clock: WallClock
    let keys: Mutex<KeyTable>
    let recorded = Mutex(RunTable())

    /// Creates an empty store.
    ///
    /// - Parameters:
    ///   - clock: What leases and times to live are measured with.
    ///   - capacity: How many finished keys are held.
    public init(clock: WallClock = .system, capacity: Int = 10_000) {
        self.clock = clock
        self.capacity = max(1, capacity)
        keys = Mutex(KeyTable(capacity: self.capacity))
    }
}
