public import AssayCore

/// Where attempts at replicates run: in this process, in worker processes, on other machines.
///
/// A conformer changes timings and nothing else. It never runs a tool on Swift's cooperative pool, never calls
/// `completion` before `execute` returns, and calls it exactly once, from any thread, also for attempts that were given
/// up; an attempt that never ends is the caller's to abandon.
public protocol ReplicateExecutor: Sendable {
    /// The name on record, such as `in_process`.
    var name: String { get }

    /// Starts one attempt.
    func execute(
        _ call: ToolCall,
        on tool: any Tool,
        completion: @escaping @Sendable (Result<ToolResult, AssayError>) -> Void
    )

    /// Starts one attempt at many seeds; one column of numbers per key of the answer.
    func executeBatch(
        _ call: ToolCall,
        seeds: [UInt64],
        on tool: any BatchTool,
        completion: @escaping @Sendable (Result<[[Double]], AssayError>) -> Void
    )
}
