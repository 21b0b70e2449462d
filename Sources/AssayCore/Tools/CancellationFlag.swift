import Synchronization

/// A flag that goes from unset to set, once, and may be read from any thread.
public final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Creates an unset flag.
    public init() {}

    /// Whether the flag is set.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Sets the flag.
    public func cancel() { flag.store(true, ordering: .releasing) }
}
