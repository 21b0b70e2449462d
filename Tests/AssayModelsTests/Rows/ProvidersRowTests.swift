import AssayCore
import AssayHTTP
import AssayModels
import Testing

/// Who can be asked, at which address, and with whose key.
struct ProvidersRowTests {
    private struct Known {
        let id: String
        let kind: ProviderKind
        var base: String?
        var keys: [String] = []
        var registryName: String?
    }

    private static let known = [
        Known(id: "openai", kind: .openAI, keys: ["OPENAI_API_KEY"]),
        Known(id: "anthropic", kind: .anthropic, keys: ["ANTHROPIC_API_KEY"]),
        Known(id: "gemini", kind: .gemini, keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"], registryName: "google"),
        Known(id: "xai", kind: .openAI, base: "https://api.x.ai/v1", keys: ["XAI_API_KEY"]),
        Known(id: "ollama", kind: .ollama), Known(id: "lmstudio", kind: .openAI, base: "http://localhost:1234/v1"),
        Known(id: "mock", kind: .mock),
    ]

    private static let plain = " is not encrypted; use https, or allow plain HTTP."

    @Test("S0-2: OpenAI, Anthropic, Google, xAI and local servers each have a wire format, an address and keys")
    func providers() {
        #expect(KnownProvider.all.map(\.id) == Self.known.map(\.id))
        for (provider, expected) in zip(KnownProvider.all, Self.known) {
            #expect(provider.kind == expected.kind, "\(provider.id)")
            #expect(provider.base == expected.base, "\(provider.id)")
            #expect(provider.keyNames == expected.keys, "\(provider.id)")
            #expect(provider.registryName == expected.registryName ?? expected.id)
            #expect(provider.isLocal == expected.keys.isEmpty, "\(provider.id)")
        }
    }

    @Test("S0-2: a provider that is there by name only, as Bedrock was, is refused", arguments: ["azure", "bedrock"])
    func unfinished(_ name: String) async {
        let error = await thrown { _ = try KnownProvider.parse("\(name)/gpt-4o") }
        #expect(error?.code == .invalidArgument)
        let names = "openai, anthropic, gemini, xai, ollama, lmstudio, mock"
        #expect(error?.message == "no provider has the name before the slash; there are \(names)")
        let typo = await thrown { _ = try KnownProvider.parse("opnai/gpt-4o") }
        #expect(typo?.message == "no provider has the name before the slash; did you mean openai?")
    }

    // Plain HTTP to another machine is refused before anything is sent, and the refusal names the address.
    @Test("S0-2: an address of one's own takes the place of the usual one", arguments: WireSaying.kinds)
    func ownAddress(_ kind: ProviderKind) async throws {
        let base = "http://lab.example:8080/v1/"
        let provider = try HTTPModelProvider(id: "lab", kind: kind, client: HTTPClient(), base: base)
        let error = await thrown { _ = try await provider.respond(to: Asking.question, limits: CallLimits()) }
        #expect(error?.code == .modelNetwork)
        #expect(error?.isRetryable == false)
        let reason = "lab gave no whole answer: Bad HTTP request: http://lab.example:8080"
        #expect(error?.message == reason + Self.plain)
    }

    @Test("S0-2: a local server is looked for where its user says, by a known provider and by a panel")
    func localAddress() async throws {
        let ollama = try #require(KnownProvider.all.first { $0.id == "ollama" })
        let client = try HTTPClient()
        let far = try ollama.connect(client: client, base: "http://gpu.example:11434", registry: ModelRegistry())
        #expect(far.id == "ollama" && far.kind == .ollama)
        let error = await thrown { _ = try await far.models(limits: CallLimits()) }
        #expect(error?.message.hasSuffix("http://gpu.example:11434" + Self.plain) == true)
        let panel = Panel()
        let base = "http://lab.example/v1"
        try panel.registerProvider("own", kind: .openAI, model: "m", base: base, client: client)
        let reason = "model_network: own gave no whole answer: Bad HTTP request: http://lab.example" + Self.plain
        #expect(try await panel.checkProviderAvailability("own") == .unavailable(reason))
        #expect(await panel.availableProviders().isEmpty)
    }
}
