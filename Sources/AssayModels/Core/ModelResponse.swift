public import AssayCore

/// What a model answered, independent of the provider.
public struct ModelResponse: Sendable, Hashable {
    /// The model's turn, with all that must go back unchanged when the conversation goes on.
    public var message: ModelMessage

    /// Why the model ended.
    public var finish: FinishReason

    /// The tokens; `nil` when the provider did not say.
    public var usage: ModelUsage?

    /// The model that answered, as the provider names it.
    public var model: String

    /// The provider's name for the call.
    public var id: String?

    /// How well the seed was honoured.
    public var seedHonoured: BundleMetadata.SeedPromise

    /// The answer as it came, for plain calls.
    public var raw: Value?

    /// Creates a response.
    public init(
        message: ModelMessage,
        finish: FinishReason,
        usage: ModelUsage? = nil,
        model: String,
        id: String? = nil,
        seedHonoured: BundleMetadata.SeedPromise = .ignored,
        raw: Value? = nil
    ) {
        self.message = message
        self.finish = finish
        self.usage = usage
        self.model = model
        self.id = id
        self.seedHonoured = seedHonoured
        self.raw = raw
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
}
