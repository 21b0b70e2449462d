internal import AssayCore
internal import Synchronization

/// Lets one call of a plugin run at a time.
///
/// Waiting blocks the thread, which is one of Assay's own: see ``PluginLoader``.
final class CallGate: Sendable {
    private let lock = Mutex<Void>(())
    private let holder = Mutex<PluginCall?>(nil)

    /// Runs a call after the others.
    ///
    /// - Throws: ``AssayError/Code/pluginBusy`` when a call that was given up still runs: it may never end.
    func pass(_ call: PluginCall, _ body: () -> Int32) throws(AssayError) -> Int32 {
        if holder.withLock({ $0?.isCancelled ?? false }) {
            throw AssayError(
                .pluginBusy,
                "a call that was given up still runs in this plugin, which takes one call at a time",
                isRetryable: true
            )
        }
        return lock.withLock { _ in
            holder.withLock { $0 = call }
            defer { holder.withLock { $0 = nil } }
            return body()
        }
    }
}
