import Foundation

/// Blocks a thread of its own, and none of the pool that every test shares.
public func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await Task(executorPreference: ThreadPerJob.shared) { try work() }.value
}

/// Does work that blocks in between on threads of its own.
public func onThreads<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task(executorPreference: ThreadPerJob.shared) { try await work() }.value
}

/// Runs every job on a new thread, so that a call that blocks holds up nobody else.
public final class ThreadPerJob: TaskExecutor {
    /// The only one.
    public static let shared = ThreadPerJob()

    /// Runs a job on a thread that ends with it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
