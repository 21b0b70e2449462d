public import AssayCore

/// A function a model called, with what came of it.
public struct ExecutedCall: Sendable, Hashable {
    /// What the model wanted.
    public var call: FunctionCall
    /// What it was told; a failure is told, too.
    public var result: FunctionResult
    /// What the function used, also where it failed; `nil` when it did not say.
    public var usage: Usage?

    /// As an object.
    public var document: Value {
        ["call": call.document, "result": result.output, "is_error": .bool(result.isError)]
    }
}

extension FunctionCall {
    /// As an object; arguments that are no JSON are given as text.
    public var document: Value {
        let arguments = (try? arguments()).map(Value.object) ?? .string(rawArguments)
        return ["id": .string(id), "name": .string(name), "arguments": arguments]
    }
}
