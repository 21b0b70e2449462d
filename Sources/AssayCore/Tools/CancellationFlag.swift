import Synchronization

/// A flag that goes from unset to set, once, and may be read from any thread.
public final class CancellationFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    private let probe: (@Sendable () -> Bool)?
    private let handlers = Mutex<[@Sendable () -> Void]>([])

    /// Creates an unset flag.
    public init() { probe = nil }

    /// Creates a flag that is also set once a function says so: for a caller in another process.
    package init(probe: @escaping @Sendable () -> Bool) { self.probe = probe }

    /// Whether the flag is set.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) || probe?() ?? false }

    /// Sets the flag.
    public func cancel() {
        flag.store(true, ordering: .releasing)
        let handlers = handlers.withLock { handlers in
            defer { handlers = [] }
            return handlers
        }
        for handler in handlers { handler() }
    }

    /// Calls a handler once, when the flag is set in this process; at once where it is set already.
    public func onCancel(_ handler: @escaping @Sendable () -> Void) {
        let isSet = handlers.withLock { handlers in
            // Under the lock, which the other side takes after setting the flag.
            let isSet = flag.load(ordering: .acquiring)
            if !isSet { handlers.append(handler) }
            return isSet
        }
        if isSet { handler() }
    }
}
