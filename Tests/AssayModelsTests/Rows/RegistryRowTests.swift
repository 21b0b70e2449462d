import AssayCore
import AssayModels
import Testing

/// Models by name, and a model as a tool.
struct RegistryRowTests {
    private func tool(_ provider: ScriptedProvider) throws -> GenerateTool {
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return GenerateTool(ModelOrchestrator(registry: registry, providers: [provider]))
    }

    @Test("S4-10, S4-11: a selection is never remembered, so models that come and go are seen at once")
    func comingAndGoing() async throws {
        let registry = try SampleModels.registry([SampleModels.model("a", strong: 60), SampleModels.model("b")])
        func select() async throws -> String { try await registry.selectModel(ModelRequirements()).id }
        #expect(try await select() == "b")
        registry.setAvailability(.unavailable("gone"), of: "b")
        #expect(try await select() == "a")
        try registry.registerModel(SampleModels.model("c", strong: 99))
        #expect(try await select() == "c")
        for id in ["a", "c"] { registry.unregisterModel(id) }
        let error = await thrown { _ = try await select() }
        #expect(error == AssayError(.unknownModel, "no model fits. b: gone"))
        #expect(registry.listModels().map(\.id) == ["b"])
        #expect(registry.listModels(ModelFilter(isUsable: true)).isEmpty)
    }

    @Test("S4-10, S4-12: a cost limit of 0 leaves the free ones, and is not relaxed where there are none")
    func freeOnly() async throws {
        let free = SampleModels.model("free", strong: 1, price: .free)
        let registry = try SampleModels.registry([
            SampleModels.model("paid"), free, SampleModels.model("unpriced", price: nil),
        ])
        let requirements = try ModelRequirements(["max_cost_per_1k": 0])
        #expect(try await registry.selectModel(requirements).id == "free")
        registry.unregisterModel("free")
        let error = await thrown { _ = try await registry.selectModel(requirements) }
        let reasons = "paid: its cost per 1,000 tokens in USD of 0.00175 is above 0. unpriced: "
        #expect(error?.message == "no model fits. " + reasons + "its cost per 1,000 tokens in USD is unknown")
    }

    @Test("S4-20: the tool is there, and generates, completes and chats")
    func actions() async throws {
        let provider = ScriptedProvider("alpha", saying: "Grüße 🙂")
        let tool = try tool(provider)
        #expect(tool.descriptor.name == "generate")
        #expect(tool.descriptor.defaultOptions == ["temperature": 0.7, "max_tokens": 200])
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        let requests: [Value] = [
            ["action": "generate", "prompt": "你好"], ["action": "complete", "prompt": "你好"],
            ["action": "chat", "messages": [["role": "user", "content": "你好"]]],
        ]
        for request in requests {
            #expect(schema.validate(request).isEmpty, "\(request)")
            #expect(try await tool.execute(ToolCall(request: request)).data["text"] == "Grüße 🙂")
        }
        #expect(provider.requests.map(\.messages) == Array(repeating: [ModelMessage.user("你好")], count: 3))
    }

    @Test(
        "S4-20: what no model could be asked is refused by the schema, never answered by a made-up success",
        arguments: [
            ["action": "mkdir", "prompt": "x"], ["prompt": ""], ["messages": []], ["prompt": "x", "temperature": 2.1],
            ["prompt": "x", "max_tokens": 0], ["messages": [["role": "tool", "content": "x"]]],
            ["prompt": "x", "task_type": "coding"],
        ] as [Value]
    )
    func refused(_ request: Value) throws {
        let tool = try tool(ScriptedProvider("alpha", saying: "ok"))
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        #expect(!schema.validate(request).isEmpty)
        #expect(schema.validate(["prompt": "x"]).isEmpty)
    }

    @Test("S4-22: a file without models and a process without keys start, and say what is missing when asked")
    func nothingSet() async throws {
        let empty = try await initModels("models: []", hasKey: { _ in true })
        #expect(empty.listModels().isEmpty)
        let none = await thrown { _ = try await empty.selectModel(ModelRequirements()) }
        #expect(none == AssayError(.unknownModel, "no models are registered"))
        let known = try await initModels { _ in false }
        #expect(known.listModels(ModelFilter(isUsable: true)).isEmpty)
        let keyless = await thrown { _ = try await known.selectModel(ModelRequirements()) }
        #expect(keyless?.message.hasPrefix("no model fits. gpt-5: OPENAI_API_KEY is not set. ") == true)
    }
}
