/// A tool that answers many seeds in one call, as columns of numbers.
///
/// The answer under seed `s` in a batch is the same as `execute` gives for `s` alone: an object with one number per
/// column. The engine uses batches where it may run many replicates before it has to look at them.
public protocol BatchTool: Tool {
    /// The keys of each answer, one per column; constant during the tool's life.
    var columns: [String] { get }

    /// Answers one request under each of the seeds.
    ///
    /// - Returns: one array per column, each as long as `seeds`; a NaN makes that replicate a failure.
    func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]]
}
