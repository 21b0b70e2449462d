/// Something that answers a request: a plugin, a function, a command, an endpoint, a model.
///
/// A conformer supplies one replicate: one answer to one request under one seed. Running it many times, checking the
/// outputs and computing evidence is the engine's work.
///
/// - A tool that computes may block: ``execute(_:)`` runs on a thread of Assay's own, never on Swift's cooperative pool.
/// - A tool that waits for I/O should suspend, so that thousands can wait at once.
/// - All randomness comes from ``ToolCall/seed``; equal calls then give equal answers.
/// - A long computation asks ``ToolCall/isCancelled`` every few milliseconds and throws ``AssayError/Code/cancelled``.
public protocol Tool: Sendable {
    /// Who the tool is and what it takes and gives; constant during the tool's life.
    var descriptor: ToolDescriptor { get }

    /// Answers one request under one seed.
    ///
    /// - Throws: ``AssayError`` with `isRetryable` set where another try may help; any other error counts as
    ///   ``AssayError/Code/toolFailed``.
    func execute(_ call: ToolCall) async throws -> ToolResult

    /// The most one call with this request and these options may use, which is what a budget reserves for it.
    ///
    /// What the descriptor declares for all calls, unless the tool knows better.
    func maximumUsage(of request: Value, options: Value) -> Usage?
}

extension Tool {
    /// The tool's unique name.
    public var name: String { descriptor.name }

    /// What the descriptor declares for all calls.
    public func maximumUsage(of request: Value, options: Value) -> Usage? { descriptor.maximumUsage }
}
