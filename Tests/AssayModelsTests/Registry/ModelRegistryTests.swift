import AssayCore
import AssayModels
import Testing

struct ModelRegistryTests {
    private static func sonnet() -> ModelRecord {
        ModelRecord(
            id: "sonnet",
            provider: "anthropic",
            wireName: "claude-sonnet-4-5-20250929",
            aliases: ["default", "s"]
        )
    }

    @Test(
        "A model is found by id, alias and wire name (S0-7)",
        arguments: [
            "sonnet", "default", "s", "claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5-20250929",
        ]
    )
    func names(_ name: String) throws {
        let registry = try SampleModels.registry([Self.sonnet()])
        #expect(registry.getModel(name)?.id == "sonnet")
        #expect(try registry.model(named: name).id == "sonnet")
    }

    @Test("An unknown name is no model (S4-9), and the error says what was meant")
    func unknown() async throws {
        let registry = try SampleModels.registry([Self.sonnet()])
        #expect(registry.getModel("sonet") == nil)
        let error = await thrown { _ = try registry.model(named: "sonet") }
        #expect(error?.code == .unknownModel)
        #expect(error?.message == "no model has that name; did you mean sonnet?")
        let far = await thrown { _ = try registry.model(named: "something-else") }
        #expect(far?.message == "no model has that name; known models: default, s, sonnet")
        let none = await thrown { _ = try ModelRegistry().model(named: "x") }
        #expect(none?.message == "no model has that name; no models are registered")
    }

    @Test("A wire name that two providers offer is ambiguous, and the provider tells them apart")
    func ambiguous() async throws {
        let registry = try SampleModels.registry([
            ModelRecord(id: "direct", provider: "openai", wireName: "gpt-4o"),
            ModelRecord(id: "hosted", provider: "azure", wireName: "gpt-4o"),
        ])
        #expect(registry.getModel("gpt-4o") == nil)
        #expect(registry.getModel("azure/gpt-4o")?.id == "hosted")
        let error = await thrown { _ = try registry.model(named: "gpt-4o") }
        #expect(error?.message == "several models have that wire name: direct, hosted; use one of these ids")
    }

    @Test("An id counts before a wire name")
    func idFirst() throws {
        let registry = try SampleModels.registry([
            ModelRecord(id: "hosted", provider: "azure", wireName: "gpt-4o"),
            ModelRecord(id: "gpt-4o", provider: "openai"),
        ])
        #expect(registry.getModel("gpt-4o")?.provider == "openai")
    }

    @Test(
        "An id or alias that is taken is refused, naming both models",
        arguments: [
            ModelRecord(id: "sonnet", provider: "x"), ModelRecord(id: "default", provider: "x"),
            ModelRecord(id: "n", provider: "x", aliases: ["sonnet"]),
            ModelRecord(id: "n", provider: "x", aliases: ["s"]),
            ModelRecord(id: "n", provider: "x", aliases: ["n"]),
            ModelRecord(id: "n", provider: "x", aliases: ["q", "q"]),
        ]
    )
    func collisions(_ model: ModelRecord) async throws {
        let registry = try SampleModels.registry([Self.sonnet()])
        let error = await thrown { try registry.registerModel(model) }
        #expect(error?.code == .duplicateModel)
        #expect(error?.message.contains("model \(model.id) is refused") == true)
        #expect(registry.listModels().map(\.id) == ["sonnet"])
    }

    @Test("A refused model leaves none of its names behind")
    func refusedWhole() throws {
        let registry = try SampleModels.registry([Self.sonnet()])
        #expect(throws: AssayError.self) {
            try registry.registerModel(ModelRecord(id: "n", provider: "x", aliases: ["fresh", "sonnet"]))
        }
        try registry.registerModel(ModelRecord(id: "fresh", provider: "x"))
        #expect(registry.getModel("n") == nil)
    }

    @Test("A model that is removed frees its names")
    func unregister() throws {
        let registry = try SampleModels.registry([Self.sonnet()])
        registry.setAvailability(.unavailable("gone"), of: "sonnet")
        #expect(registry.unregisterModel("sonnet")?.id == "sonnet")
        #expect(registry.unregisterModel("sonnet") == nil)
        try registry.registerModel(ModelRecord(id: "other", provider: "x", aliases: ["sonnet", "s"]))
        #expect(registry.availability(of: "sonnet") == .unknown)
    }

    @Test("The seed's own call registers a model (S4-8)")
    func seed() throws {
        let registry = ModelRegistry()
        try registry.registerModel(
            "gpt-4",
            config: [
                "provider": "openai", "model": "gpt-4-turbo", "capabilities": ["reasoning", "coding"],
                "context_window": 128_000, "cost_per_1k_tokens": 0.01,
            ]
        )
        let model = try registry.model(named: "gpt-4")
        #expect(model.wireName == "gpt-4-turbo")
        #expect(model.capabilities == ["coding", "reasoning"])
        #expect(model.contextWindow == 128_000)
        #expect(model.price == ModelPrice(input: 10, output: 10))
        #expect(throws: AssayError.self) { try registry.registerModel("gpt-4", config: ["provider": "openai"]) }
    }

    @Test("A description in code is as strict as a file")
    func strictConfig() async {
        let error = await thrown {
            try ModelRegistry().registerModel("gpt-4", config: ["provider": "openai", "contextwindow": 1])
        }
        #expect(error?.message.contains("model gpt-4") == true)
        #expect(error?.message.contains("did you mean context_window?") == true)
    }

    @Test(
        "Models that cannot be are refused",
        arguments: [
            ModelRecord(id: "", provider: "x"), ModelRecord(id: "a", provider: ""),
            ModelRecord(id: "a", provider: "x", aliases: [""]),
            ModelRecord(id: "a", provider: "x", contextWindow: 0),
            ModelRecord(id: "a", provider: "x", maxOutputTokens: -1),
            ModelRecord(id: "a", provider: "x", price: ModelPrice(input: -1, output: 0)),
            ModelRecord(id: "a", provider: "x", price: ModelPrice(input: .nan, output: 0)),
            ModelRecord(id: "a", provider: "x", scores: ModelScores(reasoning: 101)),
            ModelRecord(id: "a", provider: "x", scores: ModelScores(speed: 10.5)),
            ModelRecord(id: "a", provider: "x", scores: ModelScores(coding: .nan)),
        ]
    )
    func impossible(_ model: ModelRecord) async {
        #expect(await thrown { try ModelRegistry().registerModel(model) }?.code == .invalidArgument)
    }

    @Test("Lists keep the order of registration and the filter's word (S4-11)")
    func list() throws {
        let registry = try SampleModels.registry([
            ModelRecord(id: "b", provider: "x", capabilities: ["coding"], features: [.vision]),
            ModelRecord(id: "a", provider: "y", maturity: .beta, isLocal: true),
            ModelRecord(id: "c", provider: "x", capabilities: ["coding", "law"], maturity: .experimental),
        ])
        registry.setAvailability(.unavailable("no key"), of: "c")
        func ids(_ filter: ModelFilter) -> [String] { registry.listModels(filter).map(\.id) }
        #expect(ids(ModelFilter()) == ["b", "a", "c"])
        #expect(ids(ModelFilter(provider: "x")) == ["b", "c"])
        #expect(ids(ModelFilter(capabilities: ["coding", "law"])) == ["c"])
        #expect(ids(ModelFilter(features: [.vision])) == ["b"])
        #expect(ids(ModelFilter(minimumMaturity: .beta)) == ["b", "a"])
        #expect(ids(ModelFilter(isLocal: true)) == ["a"])
        #expect(ids(ModelFilter(isUsable: true)) == ["b", "a"])
    }
}
