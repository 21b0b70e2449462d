public import AssayCore

extension Engine {
    /// Runs what was planned: one tool, a chain, or a panel whose members are compared.
    ///
    /// - Parameters:
    ///   - plan: The decision.
    ///   - request: The request that was planned.
    ///   - registry: Where the tools of the plan are.
    ///   - options: How often, under which seeds and within which limits; a panel hears each member at least once.
    ///   - context: What the run is for, and who watches.
    /// - Returns: the run, which has begun.
    /// - Throws: ``AssayError`` for a tool, request or options that cannot be used; nothing has run then.
    public func start(
        _ plan: PlanDecision,
        request: Value,
        from registry: ToolRegistry,
        options: BundleOptions = BundleOptions(),
        context: RunContext = RunContext()
    ) throws(AssayError) -> Run {
        let tool = try registry.tool(for: plan)
        var options = try plan.bundleOptions(over: options)
        if let panel = tool as? PanelTool { options.k = max(options.k, panel.memberCount) }
        return try start(tool, request: request, options: options, context: context)
    }
}
