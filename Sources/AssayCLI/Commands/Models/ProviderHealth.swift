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
        let names = await server.names()
        if provider.isLocal { await registry.probe(server.heard(names)) }
        // An address that somebody named may hold a password.
        let named = AskedModels.server(of: [(provider: provider, model: "")], in: setup.environment)
        let place = (named ?? (provider.isLocal ? setup.address(of: provider) : nil)).map { " at \($0)" } ?? ""
        switch names {
        case .success(let names):
            let count = "\(names.count) model\(names.count == 1 ? "" : "s")\(place)"
            let key = setup.keys.source(of: provider).map { "\($0) is accepted, " } ?? ""
            return health(.ready, key + count, provider.isLocal ? names : nil)
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

    /// The names, unless the server does not answer soon.
    func names() async -> Result<[String], AssayError> {
        let time = Duration.seconds(provider.isLocal ? 2 : 5)
        do {
            return .success(try await server.models(limits: CallLimits(total: time, idle: time)).sorted())
        } catch {
            return .failure(error as? AssayError ?? AssayError(.cancelled, "it could not be asked"))
        }
    }

    /// The answer as a registry takes it.
    func heard(_ names: Result<[String], AssayError>) -> Heard { Heard(provider: provider.registryName, names: names) }

    struct Heard: LocalModelServer {
        let provider: String
        let names: Result<[String], AssayError>

        func listing() async throws -> [LocalModel] { try names.get().map { LocalModel(name: $0) } }
    }
}
