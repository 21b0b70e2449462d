public import AssayCore
public import AssayHTTP

/// Ollama on a machine of the user's own: which models it has, how large they are, and which are in memory now.
///
/// ```swift
/// let registry = try await initModels(hasKey: { keys[$0] != nil }, servers: [OllamaServer(client: HTTPClient())])
/// ```
public struct OllamaServer: LocalModelServer {
    private let asked: HTTPModelProvider
    private let limits: CallLimits

    /// The name of the provider that talks to it.
    public var provider: String { asked.id }

    /// Names a server that is reached over HTTP.
    ///
    /// - Parameters:
    ///   - id: The name of its provider in the registry.
    ///   - client: Sends the requests.
    ///   - base: Its address; `http://localhost:11434` unless told otherwise.
    ///   - key: The key, where a gateway before it wants one.
    ///   - limits: How long each of the two questions may take.
    /// - Throws: as ``HTTPTransport/init(client:kind:base:key:)`` does.
    public init(
        id: String = "ollama",
        client: HTTPClient,
        base: String? = nil,
        key: Secret? = nil,
        limits: CallLimits = Self.usualLimits
    ) throws(AssayError) {
        try self.init(HTTPModelProvider(id: id, kind: .ollama, client: client, base: base, key: key), limits: limits)
    }

    /// Takes the server of a provider.
    ///
    /// - Parameters:
    ///   - provider: Who talks to it.
    ///   - limits: How long each of the two questions may take.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for a provider of another kind.
    public init(_ provider: HTTPModelProvider, limits: CallLimits = Self.usualLimits) throws(AssayError) {
        guard provider.kind == .ollama else {
            throw AssayError(
                .invalidArgument,
                "\(provider.id) speaks \(provider.kind), and only Ollama can be asked this"
            )
        }
        asked = provider
        self.limits = limits
    }

    /// Two seconds: a server on the same machine answers such questions at once or not at all.
    public static let usualLimits = CallLimits(total: .seconds(2), idle: .seconds(2))

    /// The models it has, by name, each with the bytes it takes, in memory where it is loaded and otherwise in its file, and
    /// the context it was loaded with.
    ///
    /// A server that has the models but cannot say which are loaded, as old ones cannot, has none loaded.
    ///
    /// - Throws: ``AssayCore/AssayError`` where it does not answer, or not as Ollama does.
    public func listing() async throws -> [LocalModel] {
        let installed = try await models(at: "/api/tags")
        let loaded = (try? await models(at: "/api/ps")) ?? [:]
        try Task.checkCancellation()
        return installed.map { name, facts in
            let running = loaded[name]
            return LocalModel(
                name: name,
                bytes: Self.bytes(running) ?? Self.bytes(facts),
                isLoaded: running != nil,
                contextWindow: running?["context_length"]?.int64.flatMap { Int(exactly: $0) }.flatMap {
                    $0 > 0 ? $0 : nil
                }
            )
        }
        .sorted { $0.name < $1.name }
    }

    private func models(at path: String) async throws -> [String: Value] {
        let body = try await asked.body(of: asked.open(WireRequest(method: "GET", path: path), limits))
        guard body["error"] == nil, let models = body["models"]?.array else {
            throw AssayError(.modelProtocol, "\(provider) answered without a list of models; check its address.")
        }
        let named = models.compactMap { model in
            (model["model"]?.string ?? model["name"]?.string).map { ($0, model) }
        }
        return Dictionary(named) { first, _ in first }
    }

    private static func bytes(_ facts: Value?) -> Int64? { facts?["size"]?.int64.flatMap { $0 > 0 ? $0 : nil } }
}
