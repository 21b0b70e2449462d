public import AssayCore

/// A tool whose answers a test decides.
public struct ScriptedTool: Tool {
    /// Who the tool says it is.
    public let descriptor: ToolDescriptor
    private let answer: @Sendable (ToolCall) async throws -> ToolResult

    /// Creates a tool that answers with a closure.
    public init(_ descriptor: ToolDescriptor, answer: @escaping @Sendable (ToolCall) async throws -> ToolResult) {
        self.descriptor = descriptor
        self.answer = answer
    }

    /// Creates a tool of that name that answers with a value computed from the call.
    public init(_ name: String = "scripted", answer: @escaping @Sendable (ToolCall) throws -> Value) {
        self.init(ToolDescriptor(name: name, flags: [.concurrent])) { ToolResult(try answer($0)) }
    }

    /// Asks the closure.
    public func execute(_ call: ToolCall) async throws -> ToolResult { try await answer(call) }
}
