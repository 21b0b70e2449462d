import Assay

/// Makes providers that are reached over the network, recorded, or replayed.
struct ProviderSetup {
    /// The address to use in place of the provider's own.
    let base: String?
    let keys: ProviderKeys
    let environment: [String: String]
    let client: HTTPClient
    let recorder: CassetteRecorder?
    let cassette: Cassette?

    /// A model of a provider, with its price where that is known.
    func model(_ name: String, of provider: KnownProvider, _ registry: ModelRegistry) throws -> AskedModel {
        guard provider.kind != .mock else {
            let mock = MockProvider(id: provider.id, behaviour: MockProvider.Behaviour(dissent: 0.25))
            return AskedModel(mock, model: name, price: .free)
        }
        // Nobody knows what another server asks for.
        let price = base == nil || provider.isLocal ? provider.price(of: name, in: registry) : nil
        let served = try HTTPModelProvider(id: provider.id, kind: provider.kind, transport: transport(of: provider))
        return AskedModel(served, model: name, price: price)
    }

    private func transport(of provider: KnownProvider) throws -> any ModelTransport {
        if let cassette { return cassette.transport(for: provider.id) }
        let transport = try HTTPTransport(
            client: client,
            kind: provider.kind,
            base: base ?? ollamaHost(provider) ?? provider.base,
            key: keys.key(of: provider)
        )
        return recorder?.recording(transport, of: provider.id) ?? transport
    }

    /// `OLLAMA_HOST` as Ollama reads it: an address, with or without a scheme and a port.
    private func ollamaHost(_ provider: KnownProvider) -> String? {
        guard provider.kind == .ollama, let host = environment["OLLAMA_HOST"], !host.isEmpty else { return nil }
        guard !host.contains("://") else { return host }
        return "http://" + host + (host.contains(":") ? "" : ":11434")
    }
}
