public import AssayCore

extension FunctionCalling {
    /// Lets models call a function whose arguments are a `Decodable` type; their schema is derived from it.
    ///
    /// ```swift
    /// struct Trip: Decodable {
    ///     let place: String
    ///     let days: UInt8?
    /// }
    /// try orchestrator.registerFunction("plan_trip", description: "Plans a trip") { (trip: Trip) in
    ///     ["place": .string(trip.place), "cost": 120]
    /// }
    /// ```
    ///
    /// Arguments that are valid but no value of the type, such as 300 for an `UInt8`, are an error the model is told.
    ///
    /// - Parameters:
    ///   - name: A letter or underscore, then at most 63 letters, digits, `_` or `-`.
    ///   - description: What it does, for the model.
    ///   - arguments: Their type, an object's; ``FunctionSchema/derived(from:)`` says which types will do.
    ///   - hasSideEffects: Whether a call changes something outside, which each member of a ``Panel`` would do.
    ///   - body: The function; what it throws is told to the model, other errors than ``AssayError`` without details.
    /// - Throws: ``AssayError/Code/invalidSchema`` when no schema can be derived, or none of an object; else as
    ///   ``registerFunction(_:description:parameters:hasSideEffects:_:)-(_,_,Value,_,_)``.
    public func registerFunction<Arguments: Decodable & Sendable>(
        _ name: String,
        description: String = "",
        arguments: Arguments.Type = Arguments.self,
        hasSideEffects: Bool = false,
        _ body: @escaping @Sendable (Arguments) async throws -> Value
    ) throws(AssayError) {
        let schema = try FunctionSchema.derived(from: arguments)
        guard schema["type"] == "object" else {
            throw AssayError(.invalidSchema, "the arguments of a function are an object, and \(arguments) is none")
        }
        try registerFunction(name, description: description, parameters: schema, hasSideEffects: hasSideEffects) {
            values in
            try await body(try Value.object(values).decoded(as: Arguments.self))
        }
    }
}
