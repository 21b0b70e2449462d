package import AssayCore

extension ForeignLibrary {
    /// Calls a function of numbers many times with the same arguments, for benchmarks.
    ///
    /// The arguments are converted once before the calls, the answer once after them.
    package static func answer(of tool: any Tool, _ request: Value, times count: Int) throws(AssayError) -> Value {
        guard let tool = tool as? ForeignTool, tool.plan.isPlain else {
            throw AssayError(.invalidArgument, "only functions of libraries that pass nothing but numbers are measured")
        }
        return try tool.plan.answerPlain(request, times: count)
    }
}
