import AssayCore
import AssayEngine
import AssayModels
import AssayStatistics
import Testing

@Suite("A model as a tool")
struct ModelToolTests {
    private static let schema: Value = [
        "type": "object", "required": ["tree"], "additionalProperties": false,
        "properties": ["tree": ["enum": ["oak", "elm"]]],
    ]

    private func tool(_ provider: any ModelProvider, schema: Value? = nil, streams: Bool = false) throws -> ModelTool {
        let price = ModelPrice(input: 1, output: 10)
        return try ModelTool([AskedModel(provider, model: "m", price: price)], answerSchema: schema, streams: streams)
    }

    @Test("A prompt is asked with its instructions and settings, and the answer is the text without space around it")
    func prompt() async throws {
        let provider = ScriptedProvider("lab", saying: "\n An oak. ")
        let tool = try tool(provider)
        let listening = Listening()
        let options: Object = ["temperature": 0.5, "stop": ["END"], "max_tokens": 9]
        let request: Value = ["prompt": "Name a tree.", "system": "Be brief."]
        let result = try await tool.execute(listening.call(tool, request, options: options))
        #expect(result.data == ["answer": "An oak."])
        #expect(result.model == "lab/m")
        #expect(result.usage == Usage(tokens: 15, costUSD: 0.00006))
        #expect(provider.requests[0].messages == [.system("Be brief."), .user("Name a tree.")])
        // The scripted provider promises nothing about seeds, so it gets none.
        #expect(provider.requests[0].sampling == ModelSampling(temperature: 0.5, maxOutputTokens: 9, stop: ["END"]))
        #expect(listening.signals.isEmpty)
    }

    @Test("A conversation is asked turn by turn")
    func conversation() async throws {
        let provider = ScriptedProvider("lab", saying: "elm")
        let tool = try tool(provider)
        let messages: Value = [
            ["role": "user", "content": "A tree?"], ["role": "assistant", "content": "oak"],
            ["role": "user", "content": "Another?"],
        ]
        _ = try await tool.execute(Listening().call(tool, ["messages": messages]))
        #expect(provider.requests[0].messages == [.user("A tree?"), .assistant("oak"), .user("Another?")])
    }

    @Test("The seed is sent where the model takes one, the number of the replicate never")
    func seed() async throws {
        for (kind, promise) in [
            (ProviderKind.openAI, BundleMetadata.SeedPromise.bestEffort), (.anthropic, .ignored),
            (.ollama, .bestEffort),
        ] {
            let transport = PlayedTransport(status: 500, "{}")
            let tool = try tool(HTTPModelProvider(id: "lab", kind: kind, transport: transport))
            #expect(tool.descriptor.seedPromise == promise)
            for replicate in [0, 1] {
                _ = try? await tool.execute(Listening().call(tool, seed: 4711, replicate: replicate))
            }
            try #require(transport.requests.count == 2)
            #expect(transport.requests[0] == transport.requests[1])
            let text = transport.requests[0].body?.canonicalJSON ?? ""
            #expect(text.contains("4711") == (promise != .ignored))
        }
    }

    @Test("The bundle says how far the seed is honoured, and that is the least any of the models promises")
    func promise() async throws {
        let mock = AskedModel(MockProvider(), model: "m")
        let other = AskedModel(ScriptedProvider("lab", saying: "oak"), model: "m")
        for (models, promise) in [([mock], BundleMetadata.SeedPromise.guaranteed), ([mock, other], .ignored)] {
            let tool = try ModelTool(models, streams: false)
            let run = try Engine().start(tool, request: ["prompt": "x"], options: BundleOptions(k: 2))
            #expect(try await run.output.bundle.meta.seedHonoured == promise)
        }
    }

    @Test("Each replicate says how the model that answered it honoured the seed")
    func replicates() async throws {
        let models = [
            AskedModel(MockProvider(), model: "m"), AskedModel(ScriptedProvider("lab", saying: "oak"), model: "m"),
        ]
        for streams in [false, true] {
            // A scripted provider does not stream.
            let tool = try ModelTool(streams ? [models[0]] : models, streams: streams)
            let options = BundleOptions(k: 3, stop: NeverRule())
            let bundle = try await Engine().start(tool, request: ["prompt": "x"], options: options).output.bundle
            let expected: [BundleMetadata.SeedPromise?] = [.guaranteed, streams ? .guaranteed : .ignored, .guaranteed]
            #expect(bundle.replicates.map(\.seedHonoured) == expected)
        }
    }

    @Test("Replicates go round the models in the order of their seeds, and each says who answered")
    func rounds() async throws {
        let models = ["a", "b", "c"].map { AskedModel(MockProvider(), model: $0) }
        let tool = try ModelTool(models)
        let options = BundleOptions(k: 7, stop: NeverRule())
        let output = try await Engine().start(tool, request: ["prompt": "x"], options: options).output
        let answered = output.bundle.replicates.map(\.model)
        #expect(answered == ["a", "b", "c", "a", "b", "c", "a"].map { "mock/\($0)" })
        var fewer = options
        fewer.toolOptions = ["models": ["mock/c"]]
        let one = try await Engine().start(tool, request: ["prompt": "x"], options: fewer).output
        #expect(one.bundle.meta.model == "mock/c")
    }

    @Test("An answer by a schema is the value; one that breaks it is kept and does not count")
    func schema() async throws {
        for (text, code) in [
            (#"{"tree":"oak"}"#, nil), (#"{"tree":"fir"}"#, AssayError.Code.badOutput), ("oak", .modelSchema),
        ] {
            let transport = PlayedTransport(Self.body(text))
            let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
            let tool = try tool(provider, schema: Self.schema)
            let run = try Engine().start(tool, request: ["prompt": "x"], options: BundleOptions(k: 1))
            let replicate = try await run.output.bundle.replicates[0]
            #expect(replicate.failure?.code == code)
            #expect(replicate.usage?.tokens == 5, "an answer that does not count is paid for all the same")
            #expect(replicate.data == (code == .modelSchema ? Value?.none : try Value(json: text)))
            #expect(transport.requests[0].body?["response_format"]?["json_schema"]?["schema"] == Self.schema)
        }
    }

    private static func body(_ text: String) -> String {
        let message: Value = ["role": "assistant", "content": .string(text)]
        let choice: Value = ["index": 0, "message": message, "finish_reason": "stop"]
        let usage: Value = ["prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5]
        let body: Value = ["model": "m", "choices": [choice], "usage": usage]
        return body.canonicalJSON
    }

    @Test("An answer cut at the limit of tokens says so; one of which nothing came is none")
    func length() async throws {
        let provider = ScriptedProvider("lab") { _, number in
            var answer = ModelResponse.text(number == 0 ? "An oa" : " ")
            answer.finish = .length
            return answer
        }
        let tool = try tool(provider)
        let listening = Listening()
        let cut = try await tool.execute(listening.call(tool))
        #expect(cut.data == ["answer": "An oa"])
        #expect(listening.warnings == ["The answer was cut at the limit of tokens."])
        let error = await thrown { _ = try await tool.execute(Listening().call(tool)) }
        #expect(error?.code == .badOutput)
    }

    @Test(
        "Options of another kind or name are refused, and what is wrong is said",
        arguments: [
            (["temperature": "hot"], "temperature"), (["temperature": 3], "0 to 2"), (["max_tokens": 0], "max_tokens"),
            (["stop": [1]], "stop"), (["models": []], "models"), (["temprature": 1], "did you mean temperature?"),
            (["models": ["lab/x"]], "lab/m"),
        ] as [(Object, String)]
    )
    func options(options: Object, word: String) async throws {
        let tool = try tool(ScriptedProvider("lab", saying: "oak"))
        let error = await thrown { _ = try await tool.execute(Listening().call(tool, options: options)) }
        #expect(error?.code == .invalidArgument || error?.code == .unknownModel)
        #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
    }

    @Test("No model, or one named twice, is no tool")
    func noModel() async throws {
        #expect(throws: AssayError.self) { try ModelTool([]) }
        let model = AskedModel(MockProvider(), model: "m")
        #expect(throws: AssayError.self) { try ModelTool([model, model]) }
    }
}
