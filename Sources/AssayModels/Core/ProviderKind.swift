/// The wire format a provider speaks; open to kinds of your own.
public struct ProviderKind: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The name as users write it, lower case.
    public let rawValue: String

    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }

    /// Chat completions as OpenAI defines them, and everything compatible.
    public static let openAI = Self(rawValue: "openai")
    /// Messages as Anthropic defines them.
    public static let anthropic = Self(rawValue: "anthropic")
    /// Content generation as Google Gemini defines it.
    public static let gemini = Self(rawValue: "gemini")
    /// The native interface of Ollama.
    public static let ollama = Self(rawValue: "ollama")
    /// Answers computed from the prompt and the seed, without a network.
    public static let mock = Self(rawValue: "mock")
}
