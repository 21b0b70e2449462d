public import AssayCore
public import AssayHTTP

/// A provider that is named before the slash of `openai/gpt-5`.
public struct KnownProvider: Sendable, Hashable {
    /// The name before the slash.
    public let id: String
    /// The wire format it speaks.
    public let kind: ProviderKind
    /// Its address; `nil` for the usual one of the wire format.
    public let base: String?
    /// The environment variables that may hold its key, the first that is set wins; none for servers of one's own.
    public let keyNames: [String]
    /// The environment variable that may hold another address of it; `nil` where none does.
    public let baseName: String?
    /// Its name in the registry of models.
    public let registryName: String

    /// Whether it runs on a machine of the user's own, free of charge.
    public var isLocal: Bool { keyNames.isEmpty }

    private init(
        _ id: String,
        _ kind: ProviderKind,
        base: String? = nil,
        keyNames: [String] = [],
        baseName: String? = nil,
        registryName: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.base = base
        self.keyNames = keyNames
        self.baseName = baseName
        self.registryName = registryName ?? id
    }

    /// Every provider that has a name.
    public static let all = [
        KnownProvider("openai", .openAI, keyNames: ["OPENAI_API_KEY"], baseName: "OPENAI_BASE_URL"),
        KnownProvider("anthropic", .anthropic, keyNames: ["ANTHROPIC_API_KEY"], baseName: "ANTHROPIC_BASE_URL"),
        KnownProvider("gemini", .gemini, keyNames: ["GEMINI_API_KEY", "GOOGLE_API_KEY"], registryName: "google"),
        KnownProvider("xai", .openAI, base: "https://api.x.ai/v1", keyNames: ["XAI_API_KEY"]),
        KnownProvider("ollama", .ollama, baseName: "OLLAMA_HOST"),
        KnownProvider("lmstudio", .openAI, base: "http://localhost:1234/v1", baseName: "CUSTOM_API_URL"),
        KnownProvider("mock", .mock),
    ]

    /// Takes a name such as `openai/gpt-5` apart; the provider may have its name in the registry.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` where it has no known provider or no model.
    public static func parse(_ name: String) throws(AssayError) -> (provider: KnownProvider, model: String) {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw AssayError(
                .invalidArgument,
                "a model is named provider/model, such as openai/gpt-5 or ollama/llama3.2"
            )
        }
        if let provider = all.first(where: { [$0.id, $0.registryName].contains(parts[0]) }) {
            return (provider, parts[1])
        }
        let advice = Suggestion.nearest(to: parts[0], among: all.map(\.id)).map { "did you mean \($0)?" }
        let known = "there are " + all.map(\.id).joined(separator: ", ")
        throw AssayError(.invalidArgument, "no provider has the name before the slash; \(advice ?? known)")
    }

    /// The address an environment names in place of the provider's own; `nil` where it names none.
    ///
    /// `OLLAMA_HOST` is read as Ollama does: with or without a scheme and a port.
    public func base(in environment: [String: String]) -> String? {
        guard let baseName, let address = environment[baseName], !address.isEmpty else { return nil }
        guard kind == .ollama, !address.contains("://") else { return address }
        return "http://" + address + (address.contains(":") ? "" : ":11434")
    }

    /// What a model of this provider costs, as far as the registry knows; nothing where it runs on one's own machine.
    public func price(of model: String, in registry: ModelRegistry) -> ModelPrice? {
        isLocal ? .free : registry.getModel(model, of: registryName)?.price
    }

    /// What is known of a model of this provider, under the name it is asked by.
    public func record(of model: String, in registry: ModelRegistry) -> ModelRecord {
        var record =
            registry.getModel(model, of: registryName)
            ?? ModelRecord(id: "\(id)/\(model)", provider: registryName, isLocal: isLocal)
        record.wireName = model
        record.price = price(of: model, in: registry)
        return record
    }
}

extension KnownProvider {
    /// The provider, ready for a ``ModelOrchestrator``: its models are sent nothing the registry says that they refuse.
    ///
    /// - Parameters:
    ///   - client: Sends the requests.
    ///   - key: The key; `nil` for servers without keys.
    ///   - base: The address of the server; the usual one unless told otherwise.
    ///   - registry: What is known of its models.
    /// - Returns: the provider, under its name in the registry.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for the mock, which is not reached over HTTP.
    public func connect(
        client: HTTPClient,
        key: Secret? = nil,
        base: String? = nil,
        registry: ModelRegistry
    ) throws(AssayError) -> HTTPModelProvider {
        try HTTPModelProvider(
            id: registryName,
            kind: kind,
            client: client,
            base: base ?? self.base,
            key: key,
            support: registry.wireSupport(of: registryName, kind: kind)
        )
    }
}
