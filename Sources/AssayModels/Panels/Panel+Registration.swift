public import AssayCore
public import AssayHTTP

extension Panel {
    /// Registers a provider with the model to ask there.
    ///
    /// - Parameters:
    ///   - id: The name it is spoken of by.
    ///   - provider: Who runs the model.
    ///   - model: The model; without a price its cost is unknown.
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when there is one of that name.
    public func registerProvider(_ id: String, provider: any ModelProvider, model: ModelRecord) throws(AssayError) {
        try add(PanelMember(id: id, provider: provider, model: model))
    }

    /// Registers a provider with the name of the model to ask there.
    ///
    /// - Parameters:
    ///   - id: The name it is spoken of by.
    ///   - provider: Who runs the model.
    ///   - model: The model, by any name the registry knows it by; of others nothing but the name is known.
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when there is one of that name.
    public func registerProvider(_ id: String, provider: any ModelProvider, model: String) throws(AssayError) {
        let record = registry.getModel(model) ?? ModelRecord(id: model, provider: provider.id)
        try registerProvider(id, provider: provider, model: record)
    }

    /// Registers a provider that is reached over HTTP, or its mock where the panel is one.
    ///
    /// - Parameters:
    ///   - id: The name it is spoken of by.
    ///   - kind: The wire format; ``ProviderKind/mock`` needs no key and no network.
    ///   - key: The key; it is kept with the provider alone.
    ///   - model: The model, by any name the registry knows it by; of others nothing but the name is known.
    ///   - base: The address of the server; the usual one unless told otherwise.
    ///   - client: Sends the requests.
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when there is one of that name, and
    ///   ``AssayCore/AssayError/Code/invalidArgument`` for a kind nobody knows.
    public func registerProvider(
        _ id: String,
        kind: ProviderKind,
        key: Secret? = nil,
        model: String,
        base: String? = nil,
        client: HTTPClient
    ) throws(AssayError) {
        guard !isMock, kind != .mock else { return try registerMock(id, model: model) }
        var support: (@Sendable (String) -> WireSupport)?
        if let record = registry.getModel(model) { support = { _ in record.wireSupport(for: kind) } }
        let provider = try HTTPModelProvider(
            id: id,
            kind: kind,
            client: client,
            base: base,
            key: key,
            support: support
        )
        try registerProvider(id, provider: provider, model: model)
    }

    /// Registers a mock, which computes its answers.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/duplicateProvider`` when there is one of that name.
    public func registerMock(_ id: String, model: String) throws(AssayError) {
        try registerProvider(id, provider: MockProvider(id: id, clock: clock), model: model)
    }
}
