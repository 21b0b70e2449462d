public import AssayCore

/// A function a model wants called.
public struct FunctionCall: Sendable, Hashable {
    /// What the result refers to; unique within a conversation.
    public var id: String

    /// The function's name.
    public var name: String

    /// The arguments as the model wrote them; models write invalid JSON at times.
    public var rawArguments: String

    /// What the provider wants back unchanged with this call, such as the signature of a thought.
    public var payload: ProviderPayload?

    /// Creates a call.
    public init(id: String, name: String, rawArguments: String, payload: ProviderPayload? = nil) {
        self.id = id
        self.name = name
        self.rawArguments = rawArguments
        self.payload = payload
    }

    /// Reads the arguments; no text at all means no arguments.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/modelProtocol`` when they are not a JSON object.
    public func arguments() throws(AssayError) -> Object {
        guard rawArguments.contains(where: { !$0.isWhitespace }) else { return Object() }
        guard let object = (try? Value(json: rawArguments))?.object else {
            throw AssayError(.modelProtocol, "The arguments of the function call are not a JSON object.")
        }
        return object
    }
}

/// What a called function answered.
public struct FunctionResult: Sendable, Hashable {
    /// The ``FunctionCall/id`` of the call.
    public var id: String

    /// The function's name.
    public var name: String

    /// The answer, or the error as text.
    public var output: Value

    /// Whether the call failed; ``output`` then says why.
    public var isError: Bool

    /// Creates a result.
    public init(id: String, name: String, output: Value, isError: Bool = false) {
        self.id = id
        self.name = name
        self.output = output
        self.isError = isError
    }
}
