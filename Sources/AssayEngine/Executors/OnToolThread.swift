/// Runs blocking work on a thread apart from Swift's cooperative pool.
package func onToolThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await Task(executorPreference: ToolThreads.shared) { try work() }.value
}
