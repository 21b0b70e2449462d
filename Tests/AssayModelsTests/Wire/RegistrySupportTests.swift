import AssayCore
import AssayHTTP
import AssayModels
import Testing

@Suite("What the registry knows reaches the wire")
struct RegistrySupportTests {
    private static let everything = ModelSampling(
        temperature: 1.5,
        topP: 0.9,
        maxOutputTokens: 5000,
        stop: ["END"],
        seed: 47,
        reasoningEffort: "minimal"
    )

    /// What is sent to a model of a registry, asked by a name.
    private func sent(
        _ yaml: String,
        _ name: String,
        kind: ProviderKind = .openAI,
        _ request: (String) -> ModelRequest = { ModelRequest(model: $0, messages: [.user("x")], sampling: everything) }
    ) async throws -> (body: Value, provider: HTTPModelProvider) {
        let registry = try ModelRegistry("models: [\(yaml)]", file: "m.yaml")
        let transport = PlayedTransport(status: 500, "")
        let provider = try HTTPModelProvider(
            id: "lab",
            kind: kind,
            transport: transport,
            support: registry.wireSupport(of: "lab", kind: kind)
        )
        _ = try? await provider.respond(to: request(name), limits: CallLimits())
        return (try #require(transport.requests.first?.body), provider)
    }

    @Test("A setting that a model refuses is not sent, by whatever name it is asked")
    func refused() async throws {
        let model = """
            {id: m, provider: lab, model: m-2025, max_output_tokens: 1000, wire: {seed: false, temperature: false, \
            top_p: false, stop: false, reasoning_efforts: [low], output_limit: max_completion_tokens}}
            """
        for name in ["m", "m-2025"] {
            let (body, provider) = try await sent(model, name)
            let keys = (body.object ?? [:]).map(\.key)
            #expect(keys == ["max_completion_tokens", "messages", "model"])
            #expect(body["max_completion_tokens"] == 1000, "more than the model writes is refused, too")
            #expect(provider.seedPromise(for: name) == .ignored)
        }
    }

    @Test("A model of which nothing is noted, and one that nobody registered, take the usual settings of their name")
    func usual() async throws {
        for name in ["m", "other"] {
            let (body, provider) = try await sent("{id: m, provider: lab}", name)
            for key in ["temperature", "top_p", "max_tokens", "stop", "seed", "reasoning_effort"] {
                #expect(body[key] != nil, "\(key)")
            }
            #expect(provider.seedPromise(for: name) == .bestEffort)
        }
        #expect(try await sent("{id: o3, provider: lab}", "o3").body["temperature"] == nil)
    }

    @Test("A temperature above the model's is not sent, and top_p not beside one where both are refused")
    func temperatures() async throws {
        let model = "{id: m, provider: lab, wire: {max_temperature: 1, temperature_or_top_p: true}}"
        let hot = try await sent(model, "m").body
        #expect(hot["temperature"] == nil && hot["top_p"] == 0.9)
        let cool = try await sent(model, "m") {
            ModelRequest(
                model: $0,
                messages: [.user("x")],
                sampling: ModelSampling(temperature: 1, topP: 0.9)
            )
        }
        #expect(cool.body["temperature"] == 1 && cool.body["top_p"] == nil)
    }

    @Test("A model that is said to know no schemas gets the schema in words; of others nobody knows, and it is sent")
    func schemas() async throws {
        let schema: Value = ["type": "object", "properties": ["a": ["type": "string"]]]
        for (facts, isSent) in [("supports_structured_output: false", false), ("supports_vision: true", true)] {
            let body = try await sent("{id: m, provider: lab, \(facts)}", "m") {
                ModelRequest(model: $0, messages: [.user("x")], answerSchema: schema)
            }.body
            #expect((body["response_format"] != nil) == isSent)
            #expect(body["messages"]?.array?.count == (isSent ? 1 : 2))
        }
    }

    @Test("What was left out or lowered is said in the answer")
    func warnings() async throws {
        var support = WireSupport()
        (support.highestTemperature, support.isTemperatureOrTopP, support.mostOutputTokens) = (1, true, 100)
        let answer = String(decoding: try Fixture.bytes("openai-text.json"), as: UTF8.self)
        func warnings(_ sampling: ModelSampling) async throws -> [String] {
            let request = ModelRequest(model: "m", messages: [.user("x")], sampling: sampling)
            return try await Asking.respond(.openAI, answer, request, support: support).warnings
        }
        #expect(
            try await warnings(ModelSampling(temperature: 1.5, maxOutputTokens: 101)) == [
                "The model takes no temperature above 1.0; the setting was not sent.",
                "The model writes 100 tokens at most; the limit was lowered to that.",
            ]
        )
        #expect(
            try await warnings(ModelSampling(temperature: 1, topP: 0.5, maxOutputTokens: 100)) == [
                "The model takes no top_p beside a temperature; the setting was not sent."
            ]
        )
    }

    @Test("Of the models Assay knows, those that think take no temperature, and Anthropic's no seed (3.7)")
    func shipped() throws {
        let registry = try ModelRegistry(layers: [])
        func support(_ id: String, _ kind: ProviderKind) throws -> WireSupport {
            try registry.model(named: id).wireSupport(for: kind)
        }
        let thinking = try support("gpt-5-mini", .openAI)
        #expect(!thinking.temperature && !thinking.topP && !thinking.stop)
        #expect(thinking.outputLimitName == .maxCompletionTokens && thinking.mostOutputTokens == 128_000)
        #expect(thinking.reasoningEfforts == ["minimal", "low", "medium", "high"])
        let plain = try support("gpt-4o", .openAI)
        #expect(plain.temperature && plain.seed && plain.reasoningEfforts == [])
        #expect(try !support("gpt-4-turbo", .openAI).answerSchema)
        let claude = try support("claude-sonnet-4-5", .anthropic)
        #expect(!claude.seed && claude.highestTemperature == 1 && claude.isTemperatureOrTopP)
    }

    @Test(
        "The bundle's promise about seeds follows from the registry",
        arguments: [(true, "best_effort"), (false, "ignored")]
    )
    func promise(takesSeed: Bool, promise: String) throws {
        let registry = try ModelRegistry(
            "models: [{id: m, provider: lab, wire: {seed: \(takesSeed)}}]",
            file: "m.yaml"
        )
        let provider = try HTTPModelProvider(
            id: "lab",
            kind: .openAI,
            transport: PlayedTransport(""),
            support: registry.wireSupport(of: "lab", kind: .openAI)
        )
        let tool = try ModelTool([AskedModel(provider, model: "m")])
        #expect(tool.descriptor.seedPromise.rawValue == promise)
    }

    @Test("A known provider is connected under its name in the registry, with what that says; the mock is not")
    func connected() async throws {
        let registry = try ModelRegistry("models: [{id: m, provider: google, wire: {seed: false}}]", file: "m.yaml")
        let client = try HTTPClient()
        let gemini = try #require(KnownProvider.all.first { $0.id == "gemini" })
        let provider = try gemini.connect(client: client, registry: registry)
        #expect(provider.id == "google" && provider.kind == .gemini)
        #expect(provider.seedPromise(for: "m") == .ignored && provider.seedPromise(for: "other") == .bestEffort)
        let mock = try #require(KnownProvider.all.first { $0.id == "mock" })
        let error = await thrown { _ = try mock.connect(client: client, registry: registry) }
        #expect(error?.code == .invalidArgument)
    }

    @Test("A panel's member is sent what the registry says of its model, by whatever name it is asked")
    func panel() throws {
        let registry = try ModelRegistry(
            "models: [{id: m, provider: lab, model: m-2025, wire: {seed: false}}]",
            file: "m.yaml"
        )
        let panel = Panel(registry: registry)
        try panel.registerProvider("one", kind: .openAI, model: "m", client: HTTPClient())
        try panel.registerProvider("two", kind: .openAI, model: "unknown", client: HTTPClient())
        #expect(panel.members.map { $0.provider.seedPromise(for: $0.model.wireName) } == [.ignored, .bestEffort])
    }
}
