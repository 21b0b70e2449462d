internal import AssayCore

/// A tool of a loaded plugin.
struct PluginTool: Tool {
    let descriptor: ToolDescriptor
    let native: NativeTool

    func execute(_ call: ToolCall) async throws -> ToolResult {
        ToolResult(try native.answer(call))
    }
}

extension NativeTool {
    /// One answer to one request.
    func answer(_ call: ToolCall) throws(AssayError) -> Value { try PluginCall.value(of: output(call)) }

    /// What one call wrote, unread.
    func output(_ call: ToolCall) throws(AssayError) -> [UInt8] {
        let running = PluginCall(call)
        do throws(AssayError) {
            try run(running) { tool, native in
                guard let invokeKeyed, let key = call.idempotencyKey else { return invoke(tool, native) }
                return CallText.lend(key) { invokeKeyed(tool, native, $0) }
            }
        } catch {
            // A plugin that stops because nothing more was taken fails for that reason.
            throw running.overflow() ?? error
        }
        return try running.output()
    }
}
