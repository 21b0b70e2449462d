/// A tool that also answers many seeds in one call, as columns of numbers.
///
/// The host uses batches where it runs many replicates, so that a cheap tool is not slowed down by JSON.
public protocol BatchPluginTool: PluginTool {
    /// The keys of the answer, one per column; constant.
    var columns: [String] { get }

    /// Answers one request under each of the seeds.
    ///
    /// ``PluginContext/seed`` is not used here.
    ///
    /// - Returns: one array per column, each as long as `seeds`, with the numbers `run` gives for each seed alone; a
    ///   NaN makes that replicate a failure.
    func runBatch(_ request: Request, seeds: [UInt64], context: PluginContext) throws -> [[Double]]
}
