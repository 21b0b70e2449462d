internal import Synchronization

/// Lets one call of a plugin run at a time.
///
/// Waiting blocks the thread, which is one of Assay's own: see ``PluginLoader``.
final class CallGate: Sendable {
    private let lock = Mutex<Void>(())

    func pass(_ body: () -> Int32) -> Int32 { lock.withLock { _ in body() } }
}
