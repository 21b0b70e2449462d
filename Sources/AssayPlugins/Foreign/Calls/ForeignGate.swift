internal import AssayCore
internal import Synchronization

/// Lets one call of a library run at a time, and calls that its callbacks make within it.
final class ForeignGate: Sendable {
    @TaskLocal private static var passed: Set<ObjectIdentifier> = []

    private let lock = Mutex<Void>(())

    /// Runs a call when no other one of the library runs, or when it belongs to the one that does.
    ///
    /// A call is reentrant when it may come back here through a callback.
    func pass(isReentrant: Bool, _ body: () throws(AssayError) -> Value) throws(AssayError) -> Value {
        let id = ObjectIdentifier(self)
        // A callback's tool may be of this library too, and waiting for the outer call would never end.
        if Self.passed.contains(id) { return try body() }
        guard isReentrant else { return try lock.withLock { _ throws(AssayError) in try body() } }
        let inner = Self.passed.union([id])
        let result: Result<Value, AssayError> = lock.withLock { _ in
            Self.$passed.withValue(inner) { Result { () throws(AssayError) in try body() } }
        }
        return try result.get()
    }
}
