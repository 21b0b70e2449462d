/// A tool whose answer costs less than waking a thread: a formula, a table, a small simulation.
///
/// The engine asks for a few answers right where the run is started, which may be a thread of Swift's cooperative pool. So
/// an answer takes microseconds and waits for nothing: no file, no network, no lock that is held for long. Where answers
/// turn out slow the rest of them move to threads of Assay's own; one that blocks holds up whoever started the run. A stopping
/// rule of the caller's own and whoever watches the run are asked there, too.
public protocol InlineTool: Tool {
    /// Answers one request under one seed, at once.
    ///
    /// - Throws: as ``Tool/execute(_:)`` does.
    func answer(_ call: ToolCall) throws -> ToolResult
}

extension InlineTool {
    /// The answer, for callers that treat all tools alike.
    public func execute(_ call: ToolCall) async throws -> ToolResult { try answer(call) }
}
