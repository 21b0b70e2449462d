import AssayCore
import Dispatch
import Synchronization

/// Asks a tool from code that cannot suspend, as applications do for callbacks.
enum Waiting {
    private final class Answer: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    static func answer(_ tool: any Tool, _ request: Value, _ call: ToolCall) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let answer = Answer()
        // The task inherits task-local values, which lets it back into the library that waits for it.
        Task {
            let result: Result<Value, any Error>
            do {
                result = .success(try await tool.execute(ToolCall(request: request, seed: call.seed)).data)
            } catch {
                result = .failure(error)
            }
            answer.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        return try answer.result.withLock { $0 }?.get() ?? nil
    }
}
