import Assay

/// Whether a provider can be asked now, as far as that can be seen without asking a model.
struct ProviderHealth {
    enum State: String {
        /// It can be asked.
        case ready
        /// Its key is not set.
        case noKey = "no_key"
        /// Its server does not answer.
        case unreachable
    }

    let provider: KnownProvider
    let state: State
    /// What was found, in words; a key is never part of it.
    let detail: String
    /// What a local server has; `nil` for others.
    let models: [String]?

    /// Looks at every provider, at local servers all at once.
    static func all(_ setup: ProviderSetup, registry: ModelRegistry) async throws -> [ProviderHealth] {
        var found: [ProviderHealth] = []
        for provider in KnownProvider.all {
            if provider.kind == .mock {
                found.append(.init(provider: provider, state: .ready, detail: "built in", models: nil))
            } else if provider.isLocal {
                found.append(try await local(provider, setup, registry))
            } else {
                found.append(keyed(provider, setup.environment))
            }
        }
        registry.noteKeys { !(setup.environment[$0] ?? "").isEmpty }
        return found
    }

    private static func keyed(_ provider: KnownProvider, _ environment: [String: String]) -> ProviderHealth {
        if let name = provider.keyNames.first(where: { !(environment[$0] ?? "").isEmpty }) {
            return ProviderHealth(provider: provider, state: .ready, detail: "\(name) is set", models: nil)
        }
        let names = provider.keyNames.joined(separator: " or ")
        return ProviderHealth(provider: provider, state: .noKey, detail: "\(names) is not set", models: nil)
    }

    private static func local(
        _ provider: KnownProvider,
        _ setup: ProviderSetup,
        _ registry: ModelRegistry
    ) async throws -> ProviderHealth {
        let address = setup.address(of: provider)
        let server = ServedModels(try setup.served(provider, registry), registryName: provider.registryName)
        let names = try? await server.names()
        await registry.probe(server.heard(names))
        guard let names else {
            return ProviderHealth(
                provider: provider,
                state: .unreachable,
                detail: "nothing answers at \(address)",
                models: nil
            )
        }
        let count = "\(names.count) model\(names.count == 1 ? "" : "s") at \(address)"
        return ProviderHealth(provider: provider, state: .ready, detail: count, models: names)
    }

    var line: [String] { [provider.id, state.rawValue.replacing("_", with: " "), detail] }

    var document: Value {
        [
            "provider": .string(provider.id), "status": .string(state.rawValue), "detail": .string(detail),
            "models": .orNull(models.map { .array($0.map(Value.string)) }),
        ]
    }
}

/// What a local server says it has.
private struct ServedModels {
    private let server: HTTPModelProvider
    private let registryName: String

    init(_ server: HTTPModelProvider, registryName: String) {
        self.server = server
        self.registryName = registryName
    }

    /// The names, unless the server does not answer soon.
    func names() async throws -> [String] {
        try await server.models(limits: CallLimits(total: .seconds(2), idle: .seconds(2))).sorted()
    }

    /// The answer as a registry takes it; `nil` where there was none.
    func heard(_ names: [String]?) -> Heard { Heard(provider: registryName, names: names) }

    struct Heard: LocalModelServer {
        let provider: String
        let names: [String]?

        func listing() async throws -> [LocalModel] {
            guard let names else { throw AssayError(.modelNetwork, "the server does not answer") }
            return names.map { LocalModel(name: $0) }
        }
    }
}
