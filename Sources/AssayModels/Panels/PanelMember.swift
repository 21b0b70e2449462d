public import AssayCore

/// A provider with the model that is asked there: one voice among several.
///
/// Keys are with the provider and nowhere else, so that nothing here can show one.
public struct PanelMember: Sendable {
    /// The name under which it is registered.
    public var id: String { model.id }
    /// Who runs the model.
    public let provider: any ModelProvider
    /// What is known of the model; its id is that of the member, and its wire name that of the model.
    public let model: ModelRecord

    /// Names a member, or somebody who only writes one answer out of those of the members.
    ///
    /// - Parameters:
    ///   - id: The name under which it is registered or spoken of.
    ///   - provider: Who runs the model.
    ///   - model: The model; price and scores may be unknown.
    public init(id: String, provider: any ModelProvider, model: ModelRecord) {
        var model = model
        model.id = id
        model.provider = provider.id
        self.provider = provider
        self.model = model
    }

    /// As an object, `{"id": …, "kind": …, "provider": …, "model": …, "price_known": …}`.
    public var document: Value {
        [
            "id": .string(id), "kind": .string(provider.kind.rawValue), "provider": .string(provider.id),
            "model": .string(model.wireName), "price_known": .bool(model.price != nil),
        ]
    }
}
