internal import AssayCore

/// A function of a library as a tool.
struct ForeignTool: Tool {
    let descriptor: ToolDescriptor
    let plan: ForeignPlan

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(try plan.answer(call)) }
}
