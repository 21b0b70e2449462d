import AssayCore
import AssayModels
import Testing

struct OllamaRequestTests {
    @Test("Settings are options, the schema is the format, and the context is asked for")
    func settings() async throws {
        var support = WireSupport()
        support.contextTokens = 8192
        let request = ModelRequest(
            model: "qwen3",
            messages: [.system("Be brief."), .user("x")],
            sampling: Conversations.everySetting,
            answerSchema: ["type": "object"]
        )
        let sent = try await Asking.sent(.ollama, request, support: support)
        #expect(sent.path == "/api/chat")
        #expect(
            sent.body == [
                "model": "qwen3", "stream": false, "format": ["type": "object"], "think": "low",
                "messages": [["role": "system", "content": "Be brief."], ["role": "user", "content": "x"]],
                "options": [
                    "temperature": 0.5, "top_p": 0.9, "num_predict": 100, "stop": ["END"], "seed": 7, "num_ctx": 8192,
                ],
            ]
        )
        #expect(try await Asking.sent(.ollama, request, isStreamed: true).body?["stream"] == true)
    }

    @Test("Thinking is turned off by none and on by what is no level", arguments: [("none", false), ("max", true)])
    func thinking(effort: String, think: Bool) async throws {
        let sampling = ModelSampling(reasoningEffort: effort)
        let request = ModelRequest(model: "m", messages: [.user("x")], sampling: sampling)
        #expect(try await Asking.sent(.ollama, request).body?["think"] == .bool(think))
    }

    @Test("Calls and results are messages with arguments as objects")
    func results() async throws {
        let body = try await Asking.sent(.ollama, Conversations.withResults(Conversations.twoCalls)).body
        let messages = try #require(body?["messages"]?.array)
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool", "tool", "user"])
        let calls = messages[2]["tool_calls"]
        #expect(calls?[0]?["function"] == ["name": "add", "arguments": ["a": 1]])
        #expect(calls?[1]?["function"]?["arguments"] == ["invalid_arguments": "{broken"])
        #expect(messages[3]["tool_name"] == "add")
        #expect(messages[3]["content"] == #"{"sum":3}"#)
    }

    @Test("What must not be called is not offered, and that a call cannot be forced is said")
    func choice() async throws {
        let other = ModelFunction(name: "mul", description: "Multiplies.", parameters: ["type": "object"])
        var request = ModelRequest(model: "m", messages: [.user("x")], functions: [Conversations.add, other])
        let answer = String(decoding: try Fixture.bytes("ollama-calls.json"), as: UTF8.self)
        let cases: [(FunctionChoice, [Value], Int)] = [
            (.automatic, ["add", "mul"], 0), (.none, [], 0), (.required, ["add", "mul"], 1),
            (.named("mul"), ["mul"], 1),
        ]
        for (choice, offered, warnings) in cases {
            request.functionChoice = choice
            let tools = try await Asking.sent(.ollama, request).body?["tools"]?.array ?? []
            #expect(tools.compactMap { $0["function"]?["name"] } == offered)
            #expect(try await Asking.respond(.ollama, answer, request).warnings.count == warnings)
        }
    }

    @Test("Calls without ids get ids that are unique in the conversation")
    func ids() async throws {
        let first = try await Asking.stream(.ollama, [Fixture.bytes("ollama-calls.ndjson")])
        let message = try #require(first.finished?.message)
        let request = Conversations.withResults(message)
        let second = try await Asking.stream(.ollama, [Fixture.bytes("ollama-calls.ndjson")], request)
        let ids = message.calls.map(\.id) + (second.finished?.message.calls.map(\.id) ?? [])
        #expect(ids.count == 4)
        #expect(Set(ids).count == 4)
    }

    private static func question(_ bytes: Int, output: Int? = nil) -> ModelRequest {
        let text = String(repeating: "x", count: bytes)
        return ModelRequest(model: "m", messages: [.user(text)], sampling: .init(maxOutputTokens: output))
    }

    @Test(
        "Room is asked for where the prompt may not fit: a power of two for it and the answer, at most the window",
        arguments: [
            (question(100), nil, nil), (question(4000), nil, nil), (question(4000, output: 4096), nil, nil),
            (question(100, output: 100_000), 131_072, nil), (question(4200), nil, 4096),
            (question(4200, output: 4096), nil, 8192), (question(20_000), nil, 16_384),
            (question(20_000, output: 8192), nil, 32_768), (question(20_000), 131_072, 16_384),
            (question(20_000), 12_000, 12_000), (question(300_000), 131_072, 131_072),
            (question(20_000, output: .max), 131_072, 131_072),
        ] as [(ModelRequest, Int?, Int?)]
    )
    func context(_ request: ModelRequest, _ window: Int?, _ asked: Int?) async throws {
        let record = ModelRecord(id: "m", provider: "ollama", contextWindow: window)
        let support = record.wireSupport(for: .ollama)
        let sent = try await Asking.sent(.ollama, request, support: support)
        #expect(sent.body?["options"]?["num_ctx"]?.int64 == asked.map(Int64.init))
    }

    @Test("A prompt that fills the whole context that was asked for was cut")
    func fullContext() async throws {
        var support = WireSupport()
        support.contextWindow = 8192
        func warnings(reading tokens: Int) async throws -> [String] {
            let answer = #"{"message":{"content":"ok"},"done":true,"prompt_eval_count":\#(tokens),"eval_count":1}"#
            return try await Asking.respond(.ollama, answer, Self.question(40_000), support: support).warnings
        }
        #expect(try await warnings(reading: 8192).first?.contains("cut to the model's") == true)
        #expect(try await warnings(reading: 8100).isEmpty)
        #expect(try await warnings(reading: 6000).first?.contains("cut to the model's") == true)
    }

    @Test("A prompt the server has cut to its context is reported")
    func cutPrompt() async throws {
        let answer = #"{"model":"m","message":{"content":"ok"},"done":true,"prompt_eval_count":2048,"eval_count":1}"#
        let short = ModelRequest(model: "m", messages: [.user(String(repeating: "word ", count: 2000))])
        #expect(try await Asking.respond(.ollama, answer, short).warnings.isEmpty)
        let long = ModelRequest(model: "m", messages: [.user(String(repeating: "word ", count: 20_000))])
        #expect(try await Asking.respond(.ollama, answer, long).warnings.first?.contains("cut to the model's") == true)
    }
}
