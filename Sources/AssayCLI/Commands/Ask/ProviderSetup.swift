import Assay

/// Makes providers that are reached over the network, recorded, kept in a cache, or replayed.
struct ProviderSetup {
    /// The address to use in place of the provider's own.
    var base: String?
    let keys: ProviderKeys
    let environment: [String: String]
    let client: HTTPClient
    /// What is known of models.
    let registry: ModelRegistry
    /// Whether the models run on a server of which nobody knows what it asks for.
    var isForeign = false
    var recorder: CassetteRecorder?
    var cassette: Cassette?
    var cache: (any ResponseCache)?

    /// A model of a provider, with what is known of it.
    func model(_ name: String, of provider: KnownProvider) throws -> AskedModel {
        // A recording answers for whoever was asked.
        let isElsewhere = cassette == nil && provider.base(in: environment) != nil
        let isKnown = provider.isLocal || !isForeign && !isElsewhere
        let record =
            isKnown
            ? provider.record(of: name, in: registry)
            : ModelRecord(id: "\(provider.id)/\(name)", provider: provider.registryName, wireName: name)
        guard provider.kind != .mock else {
            let behaviour = MockProvider.Behaviour(dissent: 0.25)
            return AskedModel(MockProvider(id: provider.id, behaviour: behaviour), record)
        }
        return AskedModel(try served(provider, registry), record)
    }

    /// A provider that is reached over HTTP; it sends no model what the registry says that it refuses.
    func served(_ provider: KnownProvider, _ registry: ModelRegistry) throws -> HTTPModelProvider {
        try HTTPModelProvider(
            id: provider.id,
            kind: provider.kind,
            transport: transport(of: provider),
            support: registry.wireSupport(of: provider.registryName, kind: provider.kind)
        )
    }

    private func transport(of provider: KnownProvider) throws -> any ModelTransport {
        if let cassette { return cassette.transport(for: provider.id) }
        try checkAddress(of: provider)
        var transport: any ModelTransport = try HTTPTransport(
            client: client,
            kind: provider.kind,
            base: otherBase(of: provider) ?? provider.base,
            key: keys.key(of: provider)
        )
        if let cache {
            // Two servers may know different models by one name.
            let name = otherBase(of: provider).map { "\(provider.id) \($0)" } ?? provider.id
            transport = CachingTransport(transport, provider: name, cache: cache)
        }
        return recorder?.recording(transport, of: provider.id) ?? transport
    }

    /// Refuses an address that nothing would be sent to, before anything is asked.
    private func checkAddress(of provider: KnownProvider) throws {
        guard let base = otherBase(of: provider) else { return }
        do throws(AssayError) {
            try client.check(base)
        } catch {
            let advice = error.code == .httpNotEncrypted ? " In a network you trust, --allow-http does that." : ""
            throw UsageError(error.message + advice)
        }
    }

    /// Where a local server is looked for.
    func address(of provider: KnownProvider) -> String {
        otherBase(of: provider) ?? provider.base ?? "http://localhost:11434"
    }

    /// The address somebody gave in place of the provider's own.
    func otherBase(of provider: KnownProvider) -> String? { base ?? provider.base(in: environment) }
}
