import AssayCore

/// A function models may call, with how to call it.
struct RegisteredFunction: Sendable {
    let description: ModelFunction
    private let schema: Schema
    private let body: @Sendable (Object) async throws -> ToolResult

    init(_ description: ModelFunction, body: @escaping @Sendable (Object) async throws -> ToolResult) throws(AssayError)
    {
        self.description = description
        schema = try Schema(description.parameters)
        self.body = body
    }

    /// Does what a model wants, and tells it what went wrong where something did.
    ///
    /// - Throws: `CancellationError`, or ``AssayError/Code/cancelled``, and nothing else.
    func execute(_ call: FunctionCall) async throws -> ExecutedCall {
        do {
            let result = try await body(try arguments(of: call))
            return ExecutedCall(
                call: call,
                result: .init(id: call.id, name: call.name, output: result.data),
                usage: result.usage
            )
        } catch let error as AssayError where error.code != .cancelled {
            return .failed(call, "\(error.code): \(error.message)")
        } catch let error where !(error is CancellationError || error is AssayError) {
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
}

extension ExecutedCall {
    /// A call that failed, with what the model is told.
    static func failed(_ call: FunctionCall, _ message: String) -> ExecutedCall {
        ExecutedCall(call: call, result: .init(id: call.id, name: call.name, output: .string(message), isError: true))
    }
}
