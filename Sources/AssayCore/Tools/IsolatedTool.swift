/// A tool whose calls run outside this process, where they can be ended.
public protocol IsolatedTool: Tool {
    /// Where its calls run; constant during the tool's life.
    var place: ExecutionPlace { get }
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
