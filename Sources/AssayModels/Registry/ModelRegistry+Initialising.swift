public import AssayCore

/// Creates the registry an application starts with.
///
/// - Parameters:
///   - models: The text of a model file; `nil` for the models Assay knows.
///   - file: The name of that file, for errors.
///   - hasKey: Whether a key is set, by the name of its environment variable; keys themselves are not asked for.
///   - servers: Local servers to ask what they have; one that does not answer makes its models unavailable.
///   - freeMemory: The bytes a model may take; `nil` when unknown.
/// - Returns: the registry; ``ModelRegistry/availability(of:)`` says for each model what was found out.
/// - Throws: ``AssayError`` for a model file that cannot be used.
public func initModels(
    _ models: String? = nil,
    file: String = "models.yaml",
    hasKey: (String) -> Bool,
    servers: [any LocalModelServer] = [],
    freeMemory: Int64? = nil
) async throws(AssayError) -> ModelRegistry {
    let registry = try ModelRegistry(models ?? DefaultModels.yaml, file: file)
    registry.noteKeys(hasKey)
    for server in servers { await registry.probe(server, freeMemory: freeMemory) }
    return registry
}

extension ModelRegistry {
    /// The environment variables that may hold a provider's key; any of them will do.
    public static let keyNames: [String: [String]] = [
        "openai": ["OPENAI_API_KEY"],
        "anthropic": ["ANTHROPIC_API_KEY"],
        "google": ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        "xai": ["XAI_API_KEY"],
    ]

    /// Marks the models unavailable whose provider needs a key that is not set.
    public func noteKeys(_ hasKey: (String) -> Bool) {
        for model in listModels() {
            guard let names = Self.keyNames[model.provider], !names.contains(where: hasKey) else { continue }
            setAvailability(.unavailable("\(names.joined(separator: " or ")) is not set"), of: model.id)
        }
    }

    /// Asks a local server what it has, and notes for each of its models whether it is loaded, could be, or is missing.
    ///
    /// Models nobody had registered are added: local, free of charge, with unknown scores.
    public func probe(_ server: any LocalModelServer, freeMemory: Int64? = nil) async {
        let listing: [LocalModel]
        do {
            listing = try await server.listing()
        } catch {
            mark(server.provider, .unavailable("the local server \(server.provider) does not answer"))
            return
        }
        mark(server.provider, .unavailable("the local server \(server.provider) does not have it"))
        for found in listing { note(found, server.provider, freeMemory) }
    }

    private func mark(_ provider: String, _ availability: ModelAvailability) {
        for model in listModels(ModelFilter(provider: provider)) { setAvailability(availability, of: model.id) }
    }

    private func note(_ found: LocalModel, _ provider: String, _ freeMemory: Int64?) {
        let name = "\(provider)/\(found.name)"
        if getModel(name) == nil {
            // Two listings of one name differ in nothing the registry keeps; the first one stays.
            try? registerModel(
                ModelRecord(
                    id: name,
                    provider: provider,
                    wireName: found.name,
                    contextWindow: found.contextWindow.flatMap { $0 > 0 ? $0 : nil },
                    price: .free,
                    isLocal: true
                )
            )
        }
        guard let model = getModel(name) else { return }
        setAvailability(Self.availability(found, freeMemory), of: model.id)
    }

    private static func availability(_ model: LocalModel, _ freeMemory: Int64?) -> ModelAvailability {
        if model.isLoaded { return .ready }
        guard let bytes = model.bytes, let freeMemory, bytes > freeMemory else { return .loadable }
        return .unavailable("it needs \(bytes) bytes of memory and \(freeMemory) are free")
    }
}
