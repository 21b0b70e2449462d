/// A tool gave no valid answer.
public struct ToolExecutionError: OrchestratorError, Hashable {
    /// The tool.
    public let toolName: String
    /// Why its first failed replicate failed.
    public let error: AssayError

    /// Names a tool and its failure.
    public init(toolName: String, error: AssayError) {
        self.toolName = toolName
        self.error = error
    }

    /// The code of the failure itself.
    public var code: AssayError.Code { error.code }
    /// The tool, and what it said.
    public var message: String { "\(toolName) gave no valid answer: \(error.message)" }
}
