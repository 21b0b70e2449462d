import AssayCore
import AssayHTTP
import AssayModels
import Testing

@Suite("What Ollama has")
struct OllamaServerTests {
    private let server: ModelServer
    private let client: HTTPClient

    init() async throws {
        server = try await ModelServer.start()
        client = try HTTPClient()
    }

    private func listing(_ how: String, key: Secret? = nil, limits: CallLimits = CallLimits()) async throws
        -> [LocalModel]
    {
        try await OllamaServer(client: client, base: server.base(how), key: key, limits: limits).listing()
    }

    @Test("Every model comes with its size and whether it is loaded, and then with its context (S0-22)")
    func tags() async throws {
        #expect(
            try await listing("tags") == [
                LocalModel(name: "gemma3:latest", bytes: 3_338_801_804),
                LocalModel(name: "qwen3:8b", bytes: 6_591_830_464, isLoaded: true, contextWindow: 4096),
                LocalModel(name: "tiny"),
            ]
        )
        #expect(try await listing("tags", key: Secret("key-1")).count == 3)
    }

    @Test("A server that says less is believed as far as it goes")
    func less() async throws {
        #expect(try await listing("old").map(\.isLoaded) == [false, false, false])
        #expect(try await listing("old").map(\.bytes) == [3_338_801_804, 5_225_387_923, nil])
        let bare = [
            LocalModel(name: "gemma3:latest"), LocalModel(name: "qwen3:8b", isLoaded: true), LocalModel(name: "tiny"),
        ]
        #expect(try await listing("bare") == bare)
    }

    @Test("The registry knows then which models answer at once, which have to be loaded, and which are too large")
    func registry() async throws {
        let file = "models: [{id: big, provider: ollama, model: 'qwen3:8b', local: true}, {id: gone, provider: ollama}]"
        let ollama = try OllamaServer(client: client, base: server.base("tags"))
        let registry = try await initModels(file, hasKey: { _ in false }, servers: [ollama], freeMemory: 1 << 30)
        #expect(registry.availability(of: "big") == .ready)
        #expect(registry.availability(of: "ollama/tiny") == .loadable)
        let large = ModelAvailability.unavailable("it needs 3338801804 bytes of memory and 1073741824 are free")
        #expect(registry.availability(of: "ollama/gemma3:latest") == large)
        #expect(registry.availability(of: "gone") == .unavailable("the local server ollama does not have it"))
        #expect(registry.getModel("ollama/tiny")?.price == .free)
    }

    @Test("Who is no Ollama, refuses the key, is silent or is not there fails, and its models are unavailable")
    func failures() async throws {
        let short = CallLimits(total: .milliseconds(300))
        #expect(await thrown { _ = try await listing("other") }?.code == .modelProtocol)
        #expect(await thrown { _ = try await listing("tags", key: Secret("key-2")) }?.code == .modelAuthentication)
        #expect(await thrown { _ = try await listing("silent", limits: short) }?.code == .modelNetwork)
        let nobody = try OllamaServer(client: client, base: "http://127.0.0.1:1")
        #expect(await thrown { _ = try await nobody.listing() }?.code == .modelNetwork)
        let file = "models: [{id: own, provider: ollama, local: true}]"
        let registry = try await initModels(file, hasKey: { _ in false }, servers: [nobody])
        #expect(registry.availability(of: "own") == .unavailable("the local server ollama does not answer"))
    }

    @Test("Only a provider that speaks to Ollama can be asked so")
    func kind() async throws {
        let other = try HTTPModelProvider(id: "lab", kind: .openAI, client: client)
        #expect(await thrown { _ = try OllamaServer(other) }?.code == .invalidArgument)
        let own = try HTTPModelProvider(id: "own", kind: .ollama, client: client, base: server.base("tags"))
        #expect(try OllamaServer(own).provider == "own")
    }
}
