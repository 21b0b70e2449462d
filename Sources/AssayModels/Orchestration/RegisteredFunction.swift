import AssayCore
import Synchronization

/// A function models may call, with how to call it.
struct RegisteredFunction: Sendable {
    /// Does the work under a seed, and says meanwhile what it has used.
    typealias Body = @Sendable (Object, UInt64, @escaping @Sendable (ToolSignal) -> Void) async throws -> ToolResult

    let description: ModelFunction
    /// Whether a call is known to change something outside.
    let hasSideEffects: Bool
    private let schema: Schema
    private let body: Body

    init(_ description: ModelFunction, hasSideEffects: Bool = false, body: @escaping Body) throws(AssayError) {
        self.description = description
        self.hasSideEffects = hasSideEffects
        schema = try Schema(description.parameters)
        self.body = body
    }

    /// A tool as a function.
    init(_ tool: any Tool) throws(AssayError) {
        let descriptor = tool.descriptor
        let function = ModelFunction(
            name: descriptor.name,
            description: descriptor.description,
            parameters: descriptor.inputSchema ?? ["type": "object"]
        )
        let output = try descriptor.outputSchema.map { schema throws(AssayError) in try Schema(schema) }
        try self.init(function, hasSideEffects: descriptor.flags.contains(.sideEffects)) { arguments, seed, sink in
            let flag = CancellationFlag()
            let call = ToolCall(
                request: .object(arguments),
                options: .object(descriptor.defaultOptions),
                seed: seed,
                replicate: ToolCall.currentReplicate ?? 0,
                cancellation: flag,
                sink: sink
            )
            let result = try await withTaskCancellationHandler {
                try await tool.execute(call)
            } onCancel: {
                flag.cancel()
            }
            if let violation = output?.validate(result.data).first {
                throw AssayError(.badOutput, "the answer breaks the tool's own schema: \(violation)")
            }
            return result
        }
    }

    /// Does what a model wants, and tells it what went wrong where something did; also that the function gave up.
    func execute(_ call: FunctionCall, seed: UInt64) async -> ExecutedCall {
        let spent = Spent()
        var executed = await execute(call, seed, spent)
        executed.usage = Usage.total([spent.usage, executed.usage])
        return executed
    }

    private func execute(_ call: FunctionCall, _ seed: UInt64, _ spent: Spent) async -> ExecutedCall {
        do {
            let result = try await body(try arguments(of: call), seed, spent.note)
            return ExecutedCall(
                call: call,
                result: .init(id: call.id, name: call.name, output: result.data),
                usage: result.usage
            )
        } catch let error as AssayError {
            return .failed(call, "\(error.code): \(error.message)")
        } catch is CancellationError {
            return .failed(call, "cancelled: the function gave up")
        } catch {
            // A foreign description may hold anything, secrets included.
            return .failed(call, "tool_failed: the function failed")
        }
    }

    private func arguments(of call: FunctionCall) throws(AssayError) -> Object {
        let arguments = try call.arguments()
        let violations = schema.validate(.object(arguments))
        guard violations.isEmpty else {
            let places = violations.prefix(5).map(\.description).joined(separator: "; ")
            throw AssayError(.invalidRequest, "the arguments break the schema: \(places)")
        }
        return arguments
    }

    /// What a function says it has used before it answers, or fails.
    private final class Spent: Sendable {
        private let sum = Mutex<Usage?>(nil)

        var usage: Usage? { sum.withLock { $0 } }

        func note(_ signal: ToolSignal) {
            guard case .usage(let usage) = signal else { return }
            sum.withLock { $0 = ($0 ?? Usage()) + usage }
        }
    }
}

extension ExecutedCall {
    /// A call that failed, with what the model is told.
    static func failed(_ call: FunctionCall, _ message: String) -> ExecutedCall {
        ExecutedCall(call: call, result: .init(id: call.id, name: call.name, output: .string(message), isError: true))
    }
}
