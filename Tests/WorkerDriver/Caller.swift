import Assay
import Foundation

/// Runs every job on a new thread, so that a call that blocks holds up nobody else.
final class ThreadPerJob: TaskExecutor {
    static let shared = ThreadPerJob()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

enum Caller {
    /// Loads the only tool of a plugin into workers with tight limits.
    static func load(_ path: String) throws -> any Tool {
        let options = WorkerOptions(
            memoryLimit: 512 << 20,
            loadTimeout: .milliseconds(1500),
            quarantine: CrashQuarantine()
        )
        guard let tool = try PluginLoader.load(path: path, isolation: .worker(options)).first else {
            throw AssayError(.loadFailed, "no tools")
        }
        return tool
    }

    static func ask(_ tool: any Tool, seed: UInt64 = 1, timeout: Duration? = nil) async throws -> Value {
        let call = ToolCall(request: ["question": "what?"], seed: seed, timeout: timeout)
        return try await Task(executorPreference: ThreadPerJob.shared) { try await tool.execute(call).data }.value
    }
}
