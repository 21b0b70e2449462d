internal import Synchronization

/// Lets one call of a plugin run at a time.
///
/// Waiting blocks the thread, which is one of Assay's own: see ``PluginLoader``.
final class CallGate: Sendable {
    private let lock = Mutex<Void>(())

    func pass<R>(_ body: () throws -> R) rethrows -> R {
        try lock.withLock { _ in
            // What goes through stays on this thread.
            nonisolated(unsafe) let result = try body()
            return result
        }
    }
}
