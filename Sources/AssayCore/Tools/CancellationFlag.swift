import Synchronization

/// A flag that goes from unset to set, once, and may be read from any thread.
public final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    private let probe: (@Sendable () -> Bool)?

    /// Creates an unset flag.
    public init() { probe = nil }

    /// Creates a flag that is also set once a function says so: for a caller in another process.
    package init(probe: @escaping @Sendable () -> Bool) { self.probe = probe }

    /// Whether the flag is set.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) || probe?() ?? false }

    /// Sets the flag.
    public func cancel() { flag.store(true, ordering: .releasing) }
}
