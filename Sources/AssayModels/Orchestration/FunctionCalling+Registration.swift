public import AssayCore

extension FunctionCalling {
    /// Lets models call a function.
    ///
    /// - Parameters:
    ///   - name: A letter or underscore, then at most 63 letters, digits, `_` or `-`.
    ///   - description: What it does, for the model.
    ///   - parameters: The JSON Schema of the arguments, an object's; arguments are valid when the function is called.
    ///   - hasSideEffects: Whether a call changes something outside, which each member of a ``Panel`` would do.
    ///   - body: The function; what it throws is told to the model, other errors than ``AssayError`` without details.
    /// - Throws: ``AssayError/Code/duplicateTool`` when the name is taken, ``AssayError/Code/invalidArgument`` when it is not
    ///   legal, ``AssayError/Code/invalidSchema`` when the schema cannot be used.
    public func registerFunction(
        _ name: String,
        description: String = "",
        parameters: Value,
        hasSideEffects: Bool = false,
        _ body: @escaping @Sendable (Object) async throws -> Value
    ) throws(AssayError) {
        let function = ModelFunction(name: name, description: description, parameters: parameters)
        try functions.register([
            RegisteredFunction(function, hasSideEffects: hasSideEffects) { arguments, _, _ in
                ToolResult(try await body(arguments))
            }
        ])
    }

    /// Lets models call a function whose arguments are a type; their schema is made of it.
    ///
    /// - Throws: as ``registerFunction(_:description:parameters:hasSideEffects:_:)-(_,_,Value,_,_)``.
    public func registerFunction<Arguments: FunctionArguments>(
        _ name: String,
        description: String = "",
        hasSideEffects: Bool = false,
        _ body: @escaping @Sendable (Arguments) async throws -> Value
    ) throws(AssayError) {
        let schema = FunctionParameter.schema(of: Arguments.parameters)
        try registerFunction(name, description: description, parameters: schema, hasSideEffects: hasSideEffects) {
            arguments in
            try await body(try Arguments(arguments))
        }
    }

    /// Lets models call a tool, with its default options: one written in Swift, of a plugin, or a function of a C library.
    ///
    /// What the tool throws is told to the model, and a tool that runs in a worker process may crash or hang: that costs the
    /// call and nothing else. When the request ends first, the tool is told to give up. It runs under the seed of the request, 0
    /// where that has none, so that each replicate of an answer draws its own; what breaks the tool's own schema is a failure.
    ///
    /// - Throws: as ``registerFunction(_:description:parameters:hasSideEffects:_:)-(_,_,Value,_,_)``.
    public func registerFunction(_ tool: any Tool) throws(AssayError) {
        try functions.register([RegisteredFunction(tool)])
    }

    /// Lets models call the tools of a registry as they are now, each as ``registerFunction(_:)`` does.
    ///
    /// ```swift
    /// try await client.loadPlugins(from: "Plugins")
    /// try await client.loadFunctions(from: "libm.tool.yaml")
    /// try orchestrator.registerFunctions(client.registry)
    /// ```
    ///
    /// - Parameters:
    ///   - registry: The tools.
    ///   - names: Those of them that models may call; `nil` means all, those with side effects included.
    /// - Throws: as ``registerFunction(_:)``, and ``AssayError/Code/unknownTool`` for a name that the registry does not have;
    ///   none is added then.
    public func registerFunctions(_ registry: ToolRegistry, named names: Set<String>? = nil) throws(AssayError) {
        let names = names.map { Array($0) } ?? Array(registry.listTools().keys)
        try functions.register(
            names.sorted().map { name throws(AssayError) in try RegisteredFunction(registry.tool(named: name)) }
        )
    }
}
