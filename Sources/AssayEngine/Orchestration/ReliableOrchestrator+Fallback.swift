internal import AssayCore

extension ReliableOrchestrator {
    /// A tool to ask, and who may be asked in its place.
    struct Choice: Sendable {
        let tool: any Tool
        let options: BundleOptions
        let fallbacks: [String]
    }

    /// The tool that was named, or the one the planner chooses in view of the breakers.
    func firstChoice(_ call: ReliableCall, _ base: BundleOptions) throws(AssayError) -> Choice {
        if let name = call.toolName {
            let tool = try registry.tool(named: name)
            var options = base
            if !tool.descriptor.supportsBundle { options.k = 1 }
            try options.apply(call.toolOptions)
            return Choice(tool: tool, options: options, fallbacks: reliability.fallbacks[name] ?? [])
        }
        return try plan(call, base)
    }

    private func plan(_ call: ReliableCall, _ base: BundleOptions) throws(AssayError) -> Choice {
        var options = call.toolOptions
        if options["max_parallel"] == nil { options["max_parallel"] = Value(call.config.maxParallel) }
        let tools = Array(registry.listTools().values)
        let context = PlanningContext(
            budget: call.config.budget,
            quality: call.config.quality,
            previousFailures: health.failures(for: SHA256.hexDigest(of: call.request.canonicalBytes)),
            breakers: health.breakers(of: tools)
        )
        let plan = try planner.plan(request: call.request, options: options, tools: tools, context: context)
        let tool = try registry.tool(for: plan)
        var bundle = try plan.bundleOptions(over: base)
        if let panel = tool as? PanelTool { bundle.k = max(bundle.k, panel.memberCount) }
        // Who merely fits next was not declared by anybody.
        let ruled = plan.matchedRule == nil ? [] : plan.fallbacks
        let declared = reliability.fallbacks[plan.tool] ?? []
        return Choice(tool: tool, options: bundle, fallbacks: ruled + declared.filter { !ruled.contains($0) })
    }

    func substitute(named name: String, _ call: ReliableCall, _ base: BundleOptions) throws(AssayError) -> Choice {
        let tool = try registry.tool(named: name)
        return Choice(tool: tool, options: try options(for: tool, call, base), fallbacks: [])
    }

    /// The run's own options hold for a substitute, too; those of the tool that was named are not its business.
    private func options(
        for tool: any Tool,
        _ call: ReliableCall,
        _ base: BundleOptions
    ) throws(AssayError) -> BundleOptions {
        var options = base
        if !tool.descriptor.supportsBundle { options.k = 1 }
        var given = call.toolOptions
        if call.toolName != nil {
            for key in given.keys where !BundleOptions.keys.contains(key) { given[key] = Value?.none }
        }
        try options.apply(given)
        return options
    }
}

extension OrchestrationOutput {
    /// Whether the tool failed, and not the caller, the deadline or the budget.
    var mayBeSubstituted: Bool {
        guard status == .failed, bundle.meta.endedBy == .allReplicates || bundle.meta.endedBy == .rule else {
            return false
        }
        return errors.contains { FailureClass($0) != .caller }
    }
}
