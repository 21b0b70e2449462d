public import AssayCore

/// Runs a named tool, or the one a planner chooses, on a request.
///
/// A request is never changed, and failures of the tool are in the output: an error is thrown only where nothing could be
/// run as asked.
public struct Orchestrator: Sendable {
    /// Reads the JSON Schema that `schema_uri` names.
    public typealias SchemaReader = @Sendable (_ uri: String) async throws -> Value?

    private let registry: ToolRegistry
    private let engine: Engine
    private let planner: RuleBasedPlanner?
    private let readSchema: SchemaReader?

    /// Creates an orchestrator.
    ///
    /// - Parameters:
    ///   - registry: The tools.
    ///   - engine: What runs them.
    ///   - planner: Chooses where a run names no tool; without it every run must.
    ///   - readSchema: Follows the option `schema_uri`; without it the option is refused.
    public init(
        registry: ToolRegistry,
        engine: Engine = Engine(),
        planner: RuleBasedPlanner? = nil,
        readSchema: SchemaReader? = nil
    ) {
        self.registry = registry
        self.engine = engine
        self.planner = planner
        self.readSchema = readSchema
    }

    /// Runs a tool and waits for the evidence; cancelling the task cancels the run.
    ///
    /// - Parameters:
    ///   - request: An object; plain text stands for `{"query": text}`.
    ///   - toolName: The tool; `nil` lets the planner choose.
    ///   - toolOptions: Options of the run by ``BundleOptions/keys``, `schema_uri`, and the tool's own. They win over
    ///     whatever `options` or the planner would choose.
    ///   - options: Limits and identity of the run.
    /// - Returns: the evidence with outcome, usage and cost.
    /// - Throws: ``AssayError`` when the tool is not there, or request or options cannot be used; nothing has run then.
    public func run(
        request: Value,
        toolName: String? = nil,
        toolOptions: Object = [:],
        options: OrchestrationConfig = OrchestrationConfig()
    ) async throws -> OrchestrationOutput {
        try await start(request: request, toolName: toolName, toolOptions: toolOptions, options: options).output
    }

    /// Starts a run, for those who follow its events; otherwise like ``run(request:toolName:toolOptions:options:)``.
    ///
    /// - Throws: ``AssayError`` when the tool is not there, or request or options cannot be used; nothing has run then.
    public func start(
        request: Value,
        toolName: String? = nil,
        toolOptions: Object = [:],
        options: OrchestrationConfig = OrchestrationConfig()
    ) async throws -> Run {
        let request = request.asRequest
        var toolOptions = toolOptions
        var bundle = options.bundleOptions
        try await loadSchema(from: toolOptions.removing("schema_uri"), into: &bundle)
        guard let toolName else {
            let plan = try plan(request, toolOptions, options)
            return try engine.start(
                plan,
                request: request,
                from: registry,
                options: bundle,
                context: options.runContext
            )
        }
        let tool = try registry.tool(named: toolName)
        if !tool.descriptor.supportsBundle { bundle.k = 1 }
        try bundle.apply(toolOptions)
        return try engine.start(tool, request: request, options: bundle, context: options.runContext)
    }

    private func plan(
        _ request: Value,
        _ options: Object,
        _ config: OrchestrationConfig
    ) throws(AssayError) -> PlanDecision {
        guard let planner else {
            throw AssayError(.invalidArgument, "toolName is needed: this orchestrator has no planner that could choose")
        }
        var options = options
        if options["max_parallel"] == nil { options["max_parallel"] = Value(config.maxParallel) }
        return try planner.plan(
            request: request,
            options: options,
            tools: Array(registry.listTools().values),
            context: PlanningContext(budget: config.budget, quality: config.quality)
        )
    }

    func loadSchema(from uri: Value?, into bundle: inout BundleOptions) async throws {
        guard let uri, uri != .null else { return }
        guard let uri = uri.string else {
            throw AssayError(.invalidArgument, "the option schema_uri must be a string")
        }
        guard let readSchema else {
            throw AssayError(.invalidArgument, "the option schema_uri needs an orchestrator that reads files")
        }
        bundle.outputSchema = try await readSchema(uri)
        bundle.schemaURI = uri
    }
}

extension Object {
    /// Takes a member out.
    mutating func removing(_ key: String) -> Value? {
        let value = self[key]
        self[key] = Value?.none
        return value
    }
}
