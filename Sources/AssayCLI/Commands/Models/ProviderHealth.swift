import Assay

/// Whether a provider can be asked now: whether it lists its models, which costs nothing.
struct ProviderHealth {
    enum State: String {
        /// It can be asked.
        case ready
        /// Its key is not set.
        case noKey = "no_key"
        /// It does not take the key.
        case keyRefused = "key_refused"
        /// It does not answer, or not as a provider does.
        case unreachable
    }

    let provider: KnownProvider
    let state: State
    /// What was found, in words; a key is never part of it.
    let detail: String
    /// What a local server has; `nil` for others, whose lists are long.
    let models: [String]?

    /// Looks at every provider, at all of them at once, and notes in the registry which models can be asked.
    static func all(_ setup: ProviderSetup, registry: ModelRegistry) async throws -> [ProviderHealth] {
        let found = try await withThrowingTaskGroup(of: (Int, ProviderHealth).self) { group in
            for (place, provider) in KnownProvider.all.enumerated() {
                group.addTask { (place, try await look(at: provider, setup, registry)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        for health in found where !health.provider.isLocal {
            for model in registry.listModels(ModelFilter(provider: health.provider.registryName)) {
                registry.setAvailability(health.state == .ready ? .ready : .unavailable(health.detail), of: model.id)
            }
        }
        return found
    }

    private static func look(
        at provider: KnownProvider,
        _ setup: ProviderSetup,
        _ registry: ModelRegistry
    ) async throws -> ProviderHealth {
        func health(_ state: State, _ detail: String, _ models: [String]? = nil) -> ProviderHealth {
            ProviderHealth(provider: provider, state: state, detail: detail, models: models)
        }
        guard provider.kind != .mock else { return health(.ready, "built in") }
        guard provider.isLocal || setup.keys.source(of: provider) != nil || setup.otherBase(of: provider) != nil else {
            return health(.noKey, "\(provider.keyNames.joined(separator: " or ")) is not set")
        }
        let server: ServedModels
        do {
            server = ServedModels(try setup.served(provider, registry), provider)
        } catch let error as UsageError {
            return health(.unreachable, error.message)
        }
        let listing = await server.listing()
        if provider.isLocal { await registry.probe(server.heard(listing)) }
        // An address that somebody named may hold a password.
        let named = AskedModels.server(of: [(provider: provider, model: "")], in: setup.environment)
        let place = (named ?? (provider.isLocal ? setup.address(of: provider) : nil)).map { " at \($0)" } ?? ""
        switch listing {
        case .success(let models):
            let loaded = models.count(where: \.isLoaded)
            let inMemory = loaded > 0 ? ", \(loaded) in memory," : ""
            let count = "\(models.count) model\(models.count == 1 ? "" : "s")\(inMemory)\(place)"
            let key = setup.keys.source(of: provider).map { "\($0) is accepted, " } ?? ""
            return health(.ready, key + count, provider.isLocal ? models.map(\.name) : nil)
        case .failure(let error) where error.code == .modelAuthentication:
            let key = setup.keys.source(of: provider) ?? "a request without a key"
            return health(.keyRefused, "\(key) is refused\(place)")
        case .failure(let error):
            return health(.unreachable, provider.isLocal ? "nothing answers\(place)" : error.message)
        }
    }

    var line: [String] { [provider.id, state.rawValue.replacing("_", with: " "), detail] }

    var document: Value {
        [
            "provider": .string(provider.id), "status": .string(state.rawValue), "detail": .string(detail),
            "models": .orNull(models.map { .array($0.map(Value.string)) }),
        ]
    }
}

/// What a provider says it has.
private struct ServedModels {
    private let server: HTTPModelProvider
    private let provider: KnownProvider

    init(_ server: HTTPModelProvider, _ provider: KnownProvider) {
        self.server = server
        self.provider = provider
    }

    /// The models by name, unless the server does not answer soon; which are in memory only Ollama says.
    func listing() async -> Result<[LocalModel], AssayError> {
        let time = Duration.seconds(provider.isLocal ? 2 : 5)
        let limits = CallLimits(total: time, idle: time)
        do {
            if provider.kind == .ollama { return .success(try await OllamaServer(server, limits: limits).listing()) }
            return .success(try await server.models(limits: limits).sorted().map { LocalModel(name: $0) })
        } catch {
            return .failure(error as? AssayError ?? AssayError(.cancelled, "it could not be asked"))
        }
    }

    /// The answer as a registry takes it.
    func heard(_ models: Result<[LocalModel], AssayError>) -> Heard {
        Heard(provider: provider.registryName, models: models)
    }

    struct Heard: LocalModelServer {
        let provider: String
        let models: Result<[LocalModel], AssayError>

        func listing() async throws -> [LocalModel] { try models.get() }
    }
}
