public import AssayCore
public import AssayEngine
public import AssayStatistics

/// Tools by name, and runs that turn their answers into evidence.
///
/// ```swift
/// let client = AssayClient()
/// try await client.loadPlugins(from: "/opt/assay/plugins")
/// let run = try client.run(request: ["csv": "iris.csv", "clusters": 3], tool: "kmeans", bundle: BundleOptions(k: 12))
/// for await event in run.events { print(event.name) }
/// let output = try await run.output
/// ```
public final class AssayClient: Sendable {
    /// The tools.
    public let registry: ToolRegistry
    let engine: Engine

    /// Creates a client with no tools.
    public init(registry: ToolRegistry = ToolRegistry(), engine: Engine = Engine()) {
        self.registry = registry
        self.engine = engine
    }

    /// Adds a tool.
    ///
    /// - Throws: ``AssayError/Code/duplicateTool`` when the name is taken; ``AssayError/Code/invalidArgument`` or
    ///   ``AssayError/Code/invalidSchema`` when the tool describes itself in a way that cannot be used.
    public func registerTool(_ tool: any Tool) throws(AssayError) { try registry.register(tool) }

    /// What each tool is, by name: version, description, capabilities, whether it supports bundles.
    public func listTools() -> [String: ToolDescriptor] { registry.listTools() }

    /// Runs a tool K times.
    ///
    /// - Parameters:
    ///   - request: An object that meets the tool's input schema; plain text stands for `{"query": text}`.
    ///   - tool: The name of the tool.
    ///   - bundle: How many replicates, and under which seeds, rules and limits.
    ///   - context: What the run is for, and who watches.
    /// - Returns: the run, which has started.
    /// - Throws: ``AssayError`` for a tool, request or options that cannot be used; nothing has run then.
    public func run(
        request: Value,
        tool: String,
        bundle: BundleOptions = BundleOptions(),
        context: RunContext = RunContext()
    ) throws(AssayError) -> Run {
        let request = request.asRequest
        return try engine.start(try registry.tool(named: tool), request: request, options: bundle, context: context)
    }

    /// Adds replicates to a finished bundle; see ``Engine``.
    ///
    /// - Throws: ``AssayError`` when the tool is not there or is another one, or the options cannot be used.
    public func extend(
        _ bundle: EvidenceBundle,
        by more: Int,
        seeds: [UInt64]? = nil,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int = 10
    ) throws(AssayError) -> Run {
        try engine.extend(
            bundle,
            by: more,
            with: registry.tool(for: bundle.meta.tool),
            seeds: seeds,
            rule: rule,
            request: request,
            context: context,
            maxParallel: maxParallel
        )
    }

    /// Finishes a recorded run whose process died; see ``Engine``.
    ///
    /// - Throws: ``AssayError/Code/unknownRun``, ``AssayError/Code/inFlight`` when the process of the run is alive, and as
    ///   ``Engine`` does.
    public func resume(
        _ runID: String,
        in store: any RunStore,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int? = nil,
        acceptsChanges: Bool = false
    ) async throws(AssayError) -> Run {
        guard let known = try await store.run(runID) else { throw .unknownRun }
        let tool = try registry.tool(for: known.plan.meta.tool)
        return try engine.resume(
            try await store.resume(runID),
            with: tool,
            in: store,
            rule: rule,
            request: request,
            context: context,
            maxParallel: maxParallel,
            acceptsChanges: acceptsChanges
        )
    }

    /// Runs a bundle again, to compare digests; see ``Engine``.
    ///
    /// - Throws: ``AssayError`` when the tool is not there or is another one, or the options cannot be used.
    public func rerun(
        _ bundle: EvidenceBundle,
        rule: (any StoppingRule)? = nil,
        request: Value? = nil,
        context: RunContext = RunContext(),
        maxParallel: Int = 10
    ) throws(AssayError) -> Run {
        try engine.rerun(
            bundle,
            with: registry.tool(for: bundle.meta.tool),
            rule: rule,
            request: request,
            context: context,
            maxParallel: maxParallel
        )
    }
}
