public import AssayCore

/// What a model answered, independent of the provider.
public struct ModelResponse: Sendable, Hashable {
    /// The model's turn, with all that must go back unchanged when the conversation goes on.
    public var message: ModelMessage

    /// Why the model ended.
    public var finish: FinishReason

    /// The tokens; an estimate where the provider did not say, and `nil` only where nobody counted.
    public var usage: ModelUsage?

    /// The model that answered, as the provider names it.
    public var model: String

    /// The provider's name for the call.
    public var id: String?

    /// The provider's name for the HTTP request, which its support asks for; `nil` where it gave none.
    public var requestID: String?

    /// How well the seed was honoured.
    public var seedHonoured: BundleMetadata.SeedPromise

    /// The answer as it came, for plain calls.
    public var raw: Value?

    /// The answer read against the schema that was asked for; `nil` when none was, or when the turn holds no answer.
    ///
    /// A failure has the code ``AssayCore/AssayError/Code/modelSchema``. It is not thrown, because the tokens are spent
    /// and the text may still be of use.
    public var answer: Result<Value, AssayError>?

    /// What the caller should know although an answer is there, such as a setting the model does not take.
    public var warnings: [String]

    /// Creates a response.
    public init(
        message: ModelMessage,
        finish: FinishReason,
        usage: ModelUsage? = nil,
        model: String,
        id: String? = nil,
        requestID: String? = nil,
        seedHonoured: BundleMetadata.SeedPromise = .ignored,
        raw: Value? = nil,
        answer: Result<Value, AssayError>? = nil,
        warnings: [String] = []
    ) {
        self.message = message
        self.finish = finish
        self.usage = usage
        self.model = model
        self.id = id
        self.requestID = requestID
        self.seedHonoured = seedHonoured
        self.raw = raw
        self.answer = answer
        self.warnings = warnings
    }
}

/// Why a model ended its turn; open to reasons we do not know.
public struct FinishReason: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The name, snake_case.
    public let rawValue: String

    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }

    /// It was done.
    public static let stop = Self(rawValue: "stop")
    /// It met the limit of tokens or of its context.
    public static let length = Self(rawValue: "length")
    /// It wants functions called.
    public static let functionCalls = Self(rawValue: "function_calls")
    /// The provider or the model refused.
    public static let contentFilter = Self(rawValue: "content_filter")
    /// It goes on when it is sent its turn again.
    public static let paused = Self(rawValue: "paused")
    /// The connection or the provider broke off; the turn is a part of the answer.
    public static let interrupted = Self(rawValue: "interrupted")
}
