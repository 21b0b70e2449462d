public import AssayCore

/// Asks a tool on behalf of a library's callback and waits for its answer.
///
/// It gets the tool's name, the request and the call that the callback belongs to, whose seed, trace and cancellation
/// it passes on. It runs on the thread the library calls back on, inside the library's function: another thread it
/// hands work to must inherit its task-local values if that work may call the same library.
public typealias ForeignToolCaller = @Sendable (_ tool: String, _ request: Value, _ call: ToolCall) throws -> Value
