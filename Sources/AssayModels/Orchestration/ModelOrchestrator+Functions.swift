public import AssayCore

extension ModelOrchestrator {
    /// Lets models call a function.
    ///
    /// - Parameters:
    ///   - name: A letter or underscore, then at most 63 letters, digits, `_` or `-`.
    ///   - description: What it does, for the model.
    ///   - parameters: The JSON Schema of the arguments, an object's; arguments are valid when the function is called.
    ///   - body: The function; what it throws is told to the model, other errors than ``AssayError`` without details.
    /// - Throws: ``AssayError/Code/duplicateTool`` when the name is taken, ``AssayError/Code/invalidArgument`` when it is not
    ///   legal, ``AssayError/Code/invalidSchema`` when the schema cannot be used.
    public func registerFunction(
        _ name: String,
        description: String = "",
        parameters: Value,
        _ body: @escaping @Sendable (Object) async throws -> Value
    ) throws(AssayError) {
        let function = ModelFunction(name: name, description: description, parameters: parameters)
        try register(RegisteredFunction(function) { ToolResult(try await body($0)) })
    }

    /// Lets models call a function whose arguments are a type; their schema is made of it.
    ///
    /// - Throws: as ``registerFunction(_:description:parameters:_:)-(_,_,Value,_)``.
    public func registerFunction<Arguments: FunctionArguments>(
        _ name: String,
        description: String = "",
        _ body: @escaping @Sendable (Arguments) async throws -> Value
    ) throws(AssayError) {
        let schema = FunctionParameter.schema(of: Arguments.parameters)
        try registerFunction(name, description: description, parameters: schema) { arguments in
            try await body(try Arguments(arguments))
        }
    }

    /// Lets models call a tool, with its default options.
    ///
    /// - Throws: as ``registerFunction(_:description:parameters:_:)-(_,_,Value,_)``.
    public func registerFunction(_ tool: any Tool) throws(AssayError) {
        let descriptor = tool.descriptor
        let function = ModelFunction(
            name: descriptor.name,
            description: descriptor.description,
            parameters: descriptor.inputSchema ?? ["type": "object"]
        )
        try register(
            RegisteredFunction(function) { arguments in
                let call = ToolCall(
                    request: .object(arguments),
                    options: .object(descriptor.defaultOptions),
                    replicate: ToolCall.currentReplicate ?? 0
                )
                return try await tool.execute(call)
            }
        )
    }
}
