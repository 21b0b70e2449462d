public import AssayCore

/// What a rule does when it matches.
public struct RuleAction: Sendable {
    /// Computes options from those so far; its result is laid over them.
    public typealias OptionTransformer =
        @Sendable (_ options: Object, _ request: Value, _ context: PlanningContext) throws(AssayError) -> Object

    /// The tool to use.
    public var tool: String
    /// Options over the tool's own defaults; `k`, `epsilon`, `max_parallel` and `minimum_confidence` are the run's.
    public var options: Object
    /// Tools to use where the tool cannot be, the best first.
    public var fallbacks: [String]
    /// How several tools work together.
    public var strategy: ExecutionStrategy
    /// The tools after the first, for every strategy but ``ExecutionStrategy/single``.
    public var following: [String]
    /// A last change to the options.
    public var transformer: OptionTransformer?

    /// Creates an action.
    public init(
        tool: String,
        options: Object = [:],
        fallbacks: [String] = [],
        strategy: ExecutionStrategy = .single,
        following: [String] = [],
        transformer: OptionTransformer? = nil
    ) {
        self.tool = tool
        self.options = options
        self.fallbacks = fallbacks
        self.strategy = strategy
        self.following = following
        self.transformer = transformer
    }

    /// Refuses an action no plan could follow.
    ///
    /// Fallbacks of fallbacks are never looked up, so a tool that names itself is the only cycle there can be.
    func validate() throws(AssayError) {
        let names = [tool] + fallbacks + following
        guard names.allSatisfy(ToolDescriptor.isLegal(name:)) else {
            throw AssayError(.invalidRule, "it names a tool as no tool can be named")
        }
        guard !fallbacks.contains(tool) else {
            throw AssayError(.invalidRule, "the fallbacks of \(tool) must not name \(tool) itself: that is a cycle")
        }
        guard Set(fallbacks).count == fallbacks.count else {
            throw AssayError(.invalidRule, "the fallbacks of \(tool) must name each tool once")
        }
        guard (strategy == .single) == following.isEmpty else {
            let problem = following.isEmpty ? "needs at least one following tool" : "has no following tools"
            throw AssayError(.invalidRule, "the strategy \(strategy.rawValue) \(problem)")
        }
        guard strategy == .chain || Set([tool] + following).count == following.count + 1 else {
            throw AssayError(.invalidRule, "the strategy \(strategy.rawValue) must name each tool once")
        }
    }
}
