public import AssayCore

/// What a model is asked, independent of the provider.
public struct ModelRequest: Sendable, Hashable {
    /// The model's name on the wire.
    public var model: String

    /// The conversation so far; at least one turn.
    public var messages: [ModelMessage]

    /// How the model samples and when it ends.
    public var sampling: ModelSampling

    /// The functions the model may call.
    public var functions: [ModelFunction]

    /// Whether the model may, must or must not call one.
    public var functionChoice: FunctionChoice

    /// The JSON Schema the answer must be valid against; `nil` for plain text.
    public var answerSchema: Value?

    /// Creates a request.
    public init(
        model: String,
        messages: [ModelMessage],
        sampling: ModelSampling = ModelSampling(),
        functions: [ModelFunction] = [],
        functionChoice: FunctionChoice = .automatic,
        answerSchema: Value? = nil
    ) {
        self.model = model
        self.messages = messages
        self.sampling = sampling
        self.functions = functions
        self.functionChoice = functionChoice
        self.answerSchema = answerSchema
    }
}

extension ModelRequest {
    /// The pictures and documents it shows, in order.
    public var media: [Media] { messages.flatMap(\.media) }
}

/// How a model samples and when it ends; what is `nil` is left to the provider.
public struct ModelSampling: Sendable, Hashable {
    /// The temperature, from 0.
    public var temperature: Double?
    /// The share of the probability mass that is sampled from, above 0 and at most 1.
    public var topP: Double?
    /// The most tokens the model may write, reasoning included.
    public var maxOutputTokens: Int?
    /// Texts at which the answer ends.
    public var stop: [String]
    /// The seed; providers honour it as well as they can, or not at all.
    public var seed: UInt64?
    /// How hard the model is to think, as the provider names it.
    public var reasoningEffort: String?

    /// Creates settings.
    public init(
        temperature: Double? = nil,
        topP: Double? = nil,
        maxOutputTokens: Int? = nil,
        stop: [String] = [],
        seed: UInt64? = nil,
        reasoningEffort: String? = nil
    ) {
        self.temperature = temperature
        self.topP = topP
        self.maxOutputTokens = maxOutputTokens
        self.stop = stop
        self.seed = seed
        self.reasoningEffort = reasoningEffort
    }
}

/// A function a model may call.
public struct ModelFunction: Sendable, Hashable {
    /// The name, of letters, digits, `_` and `-`, at most 64.
    public var name: String
    /// What it does, for the model.
    public var description: String
    /// The JSON Schema of its arguments, an object's.
    public var parameters: Value

    /// Describes a function.
    public init(name: String, description: String, parameters: Value) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}

/// Whether a model may, must or must not call a function.
public enum FunctionChoice: Sendable, Hashable {
    /// As the model sees fit.
    case automatic
    /// None.
    case none
    /// At least one.
    case required
    /// This one.
    case named(String)
}
