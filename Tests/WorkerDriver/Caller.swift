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
    static let loadTimeout = Duration.milliseconds(1500)

    /// Loads the only tool of a plugin into workers with tight limits.
    static func load(
        _ path: String,
        sandbox: Sandbox = .required,
        loadTimeout: Duration = Self.loadTimeout
    ) throws -> any Tool {
        let options = WorkerOptions(
            sandbox: sandbox,
            memoryLimit: 512 << 20,
            loadTimeout: loadTimeout,
            quarantine: CrashQuarantine()
        )
        guard let tool = try PluginLoader.load(path: path, isolation: .worker(options)).first else {
            throw AssayError(.loadFailed, "no tools")
        }
        return tool
    }

    /// How often, as the only argument of a command says.
    static func count(_ words: ArraySlice<String>, _ command: String) throws -> Int {
        guard words.count == 1, let count = words.first.flatMap({ Int($0) }), count > 0 else {
            throw AssayError(.invalidArgument, "\(command) needs a number")
        }
        return count
    }

    /// How often, and which plugin, as the arguments of a command say.
    static func countAndPath(_ words: ArraySlice<String>, _ command: String) throws -> (Int, String) {
        guard words.count == 2, let path = words.last else {
            throw AssayError(.invalidArgument, "\(command) needs a number and a plugin")
        }
        return (try count(words.prefix(1), command), path)
    }

    /// Why a tool gives no answer; `nil` when it gives one.
    static func failure(of tool: any Tool, timeout: Duration) async -> AssayError? {
        do {
            _ = try await ask(tool, timeout: timeout)
            return nil
        } catch {
            return error as? AssayError ?? AssayError(.toolFailed, "\(error)")
        }
    }

    static func ask(_ tool: any Tool, seed: UInt64 = 1, timeout: Duration? = nil) async throws -> Value {
        let call = ToolCall(request: ["question": "what?"], seed: seed, timeout: timeout)
        return try await Task(executorPreference: ThreadPerJob.shared) { try await tool.execute(call).data }.value
    }
}
