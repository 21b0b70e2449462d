public import AssayCore

/// A value that only the provider that made it understands, kept so that it can be sent back unchanged.
public struct ProviderPayload: Sendable, Hashable {
    /// The kind of provider, such as `gemini`.
    public var provider: ProviderKind

    /// The value.
    public var value: Value

    /// Wraps a value.
    public init(provider: ProviderKind, value: Value) {
        self.provider = provider
        self.value = value
    }
}
