package import AssayCore

extension ForeignLibrary {
    /// Calls a function of numbers many times with the same request, for benchmarks; blocks.
    ///
    /// - Parameters:
    ///   - tool: a tool that ``load(manifest:callTool:)`` has made.
    ///   - request: the arguments.
    ///   - count: how many calls.
    ///   - convertsEach: whether every call turns the request into arguments and its result into an answer, as a tool
    ///     does, or only the first and the last do.
    /// - Returns: the answer of the last call.
    /// - Throws: ``AssayError`` for other tools, and for what a call of the tool throws.
    package static func answer(
        of tool: any Tool,
        _ request: Value,
        times count: Int,
        convertsEach: Bool
    ) throws(AssayError) -> Value {
        guard let tool = tool as? ForeignTool, let arguments = tool.plan.plainArguments else {
            throw AssayError(.invalidArgument, "only functions of libraries that pass nothing but numbers are measured")
        }
        guard convertsEach else { return try tool.plan.answerPlain(request, arguments, times: count) }
        let call = ToolCall(request: request)
        var answer = Value.null
        for _ in 0..<count { answer = try tool.plan.answer(call) }
        return answer
    }
}
