internal import Dispatch
internal import Synchronization

/// Runs blocking work on a thread apart from Swift's cooperative pool.
package func onToolThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await Task(executorPreference: ToolThreads.shared) { try work() }.value
}

/// Runs work that suspends, and blocks in between, apart from Swift's cooperative pool.
package func onToolThreads<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task(executorPreference: ToolThreads.shared) { try await work() }.value
}

/// Waits for work on another tool thread; only for callers that are on a tool thread themselves, such as C callbacks.
///
/// Task-local values of the caller reach the work.
package func waitOnToolThread<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) throws -> T? {
    let box = ResultBox<T>()
    let done = DispatchSemaphore(value: 0)
    Task(executorPreference: ToolThreads.shared) {
        do {
            let value = try await work()
            box.result.withLock { $0 = .success(value) }
        } catch {
            box.result.withLock { $0 = .failure(error) }
        }
        done.signal()
    }
    ToolThreads.shared.blocking { done.wait() }
    return try box.result.withLock { $0 }?.get()
}

private final class ResultBox<T: Sendable>: Sendable {
    let result = Mutex<Result<T, any Error>?>(nil)
}
