/// A tool whose calls run outside this process, where they can be ended.
public protocol IsolatedTool: Tool {
    /// Where its calls run; constant during the tool's life.
    var place: ExecutionPlace { get }
}

/// A tool that can be asked several things at once in one process of its own: to find out whether it keeps them apart.
///
/// Runs never do that: each process answers one call at a time.
public protocol CrowdedTool: IsolatedTool {
    /// Answers the call under each of the seeds at the same time, each on a thread of its own in one process.
    ///
    /// - Returns: the SHA-256 of the canonical JSON of each answer, in the order of the seeds, or the code of the failure.
    func answerTogether(_ call: ToolCall, seeds: [UInt64]) async throws -> [String]
}

/// Where calls of a tool run, and what holds them in.
public struct ExecutionPlace: Sendable, Hashable {
    /// The name on record, such as `worker`.
    public var executor: String
    /// What the calls are kept from doing: `on`, `off`, or what is missing.
    public var sandbox: String
    /// The most calls that run at once, whatever the tool says about concurrent calls.
    public var parallelCalls: Int

    /// Describes a place.
    public init(executor: String, sandbox: String, parallelCalls: Int) {
        self.executor = executor
        self.sandbox = sandbox
        self.parallelCalls = parallelCalls
    }
}
