import AssayCore

/// A model that is asked: who runs it, and what is known of it.
public struct AskedModel: Sendable {
    /// Who runs it.
    public let provider: any ModelProvider

    /// What is known of it; its wire name is what the provider is asked for.
    public let record: ModelRecord

    /// Names a model of which something is known.
    public init(_ provider: any ModelProvider, _ record: ModelRecord) {
        self.provider = provider
        self.record = record
    }

    /// Names a model of which nothing but its price may be known.
    ///
    /// - Parameters:
    ///   - provider: Who runs it.
    ///   - model: Its name on the wire.
    ///   - price: What it costs; `nil` when unknown.
    public init(_ provider: any ModelProvider, model: String, price: ModelPrice? = nil) {
        self.init(
            provider,
            ModelRecord(id: "\(provider.id)/\(model)", provider: provider.id, wireName: model, price: price)
        )
    }

    /// The provider's name, a slash, and the name on the wire.
    public var name: String { "\(provider.id)/\(record.wireName)" }

    /// Whether it answers the same under the same seed.
    var seedPromise: BundleMetadata.SeedPromise { provider.seedPromise(for: record.wireName) }
}
