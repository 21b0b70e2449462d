import AssayCore
import AssayModels
import Testing

struct OpenAIRequestTests {
    private func body(
        _ request: ModelRequest,
        isStreamed: Bool = false,
        support: WireSupport? = nil
    ) async throws -> Value {
        try #require(try await Asking.sent(.openAI, request, isStreamed: isStreamed, support: support).body)
    }

    @Test("A question goes to chat completions with nothing that was not asked for")
    func plain() async throws {
        let request = ModelRequest(model: "gpt-4o", messages: [.system("Be brief."), .user("Hello")])
        let sent = try await Asking.sent(.openAI, request)
        #expect(sent.method == "POST")
        #expect(sent.path == "/chat/completions")
        #expect(
            sent.body == [
                "model": "gpt-4o",
                "messages": [
                    ["role": "system", "content": "Be brief."], ["role": "user", "content": "Hello"],
                ],
            ]
        )
    }

    @Test("Settings have the names of chat completions")
    func settings() async throws {
        let request = ModelRequest(model: "m", messages: [.user("x")], sampling: Conversations.everySetting)
        let body = try await body(request)
        #expect(body["temperature"] == 0.5)
        #expect(body["top_p"] == 0.9)
        #expect(body["max_tokens"] == 100)
        #expect(body["stop"] == ["END"])
        #expect(body["seed"] == 7)
        #expect(body["reasoning_effort"] == "low")
    }

    @Test(
        "A reasoning model is sent its own name of the limit and no setting it refuses",
        arguments: ["o3", "gpt-5-mini"]
    )
    func reasoningModel(_ model: String) async throws {
        let request = ModelRequest(model: model, messages: [.user("x")], sampling: Conversations.everySetting)
        let body = try await body(request)
        #expect(body["max_completion_tokens"] == 100)
        #expect(body["reasoning_effort"] == "low")
        for name in ["max_tokens", "temperature", "top_p", "stop"] { #expect(body[name] == nil, "\(name)") }
    }

    @Test("A seed above 31 bits is folded, and seeds that differ only in their high bits stay apart")
    func seeds() async throws {
        var seeds: [Value?] = []
        for seed: UInt64 in [1 << 31 - 1, 1 << 40, 1 << 41, 1 << 63, .max] {
            let sampling = ModelSampling(seed: seed)
            seeds.append(try await body(ModelRequest(model: "m", messages: [.user("x")], sampling: sampling))["seed"])
        }
        #expect(seeds.first == 2_147_483_647)
        #expect(Set(seeds.map { $0?.int64 ?? -1 }).count == 5)
        #expect(seeds.allSatisfy { (0...2_147_483_647).contains($0?.int64 ?? -1) })
    }

    @Test("A streamed answer is asked for its usage, unless the server does not know that")
    func streaming() async throws {
        let sent = try await body(Asking.question, isStreamed: true)
        #expect(sent["stream"] == true)
        #expect(sent["stream_options"] == ["include_usage": true])
        var support = WireSupport()
        support.streamUsage = false
        #expect(try await body(Asking.question, isStreamed: true, support: support)["stream_options"] == nil)
    }

    @Test("Each result of a function is a message of its own after the calls, and text follows")
    func results() async throws {
        let messages = try #require(
            try await body(Conversations.withResults(Conversations.twoCalls))["messages"]?.array
        )
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool", "tool", "user"])
        #expect(messages[3]["tool_call_id"] == "c1")
        #expect(messages[3]["content"] == #"{"sum":3}"#)
        #expect(messages[4]["tool_call_id"] == "c2")
    }

    @Test("Arguments go back as the model wrote them; what is no JSON goes back inside JSON")
    func arguments() async throws {
        let messages = try await body(Conversations.withResults(Conversations.twoCalls))["messages"]
        let calls = try #require(messages?[2]?["tool_calls"])
        #expect(calls[0]?["function"] == ["name": "add", "arguments": #"{"a": 1}"#])
        #expect(calls[1]?["function"]?["arguments"] == #"{"invalid_arguments":"{broken"}"#)
    }

    @Test("An error of a function is marked as one")
    func errors() async throws {
        let result = FunctionResult(id: "c1", name: "add", output: "no such number", isError: true)
        let request = ModelRequest(model: "m", messages: [ModelMessage(.tool, [.result(result)])])
        let message = try await body(request)["messages"]?[0]
        #expect(message?["content"] == #"{"error":"no such number"}"#)
    }

    @Test(
        "A choice of function has its form",
        arguments: [
            (FunctionChoice.automatic, nil), (.none, "none"), (.required, "required"),
            (.named("add"), ["type": "function", "function": ["name": "add"]]),
        ] as [(FunctionChoice, Value?)]
    )
    func choice(_ choice: FunctionChoice, form: Value?) async throws {
        let request = ModelRequest(
            model: "m",
            messages: [.user("x")],
            functions: [Conversations.add],
            functionChoice: choice
        )
        let body = try await body(request)
        #expect(body["tool_choice"] == form)
        #expect(body["tools"]?[0]?["type"] == "function")
        #expect(body["tools"]?[0]?["function"]?["parameters"] == Conversations.add.parameters)
    }

    @Test("Without functions there is no choice of one, which servers refuse")
    func noFunctions() async throws {
        let request = ModelRequest(model: "m", messages: [.user("x")], functionChoice: .required)
        #expect(try await body(request)["tool_choice"] == nil)
        #expect(try await body(request)["tools"] == nil)
    }

    @Test("A schema is sent strictly only where it keeps the rules for that")
    func schema() async throws {
        var request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: Conversations.add.parameters)
        let strict = try await body(request)["response_format"]
        #expect(strict?["type"] == "json_schema")
        #expect(strict?["json_schema"]?["strict"] == true)
        #expect(strict?["json_schema"]?["schema"] == request.answerSchema)
        let open: [Value] = [
            ["type": "object", "properties": ["a": ["type": "integer"]]],
            ["type": "object", "properties": ["a": true], "required": ["a"], "additionalProperties": false],
            [
                "type": "object", "properties": ["a": ["type": "array", "items": ["type": "object"]]],
                "required": ["a"], "additionalProperties": false,
            ],
            ["type": "array", "items": ["type": "integer"]],
            [
                "type": "object", "properties": ["a": ["type": "integer"]], "required": ["a"],
                "additionalProperties": false, "anyOf": [["properties": ["a": ["minimum": 1]]]],
            ],
            [
                "type": "object", "properties": [:], "required": [], "additionalProperties": false,
                "anyOf": [["type": "object", "properties": [:], "required": [], "additionalProperties": false]],
            ],
            [
                "type": "object", "properties": ["a": ["oneOf": [["type": "null"]]]], "required": ["a"],
                "additionalProperties": false,
            ],
        ]
        for schema in open {
            request.answerSchema = schema
            let format = try await body(request)["response_format"]
            #expect(format?["json_schema"]?["strict"] == nil)
            #expect(format?["json_schema"]?["schema"] == schema)
        }
    }

    @Test("A model that knows no schemas gets the schema in its instructions")
    func instructedSchema() async throws {
        var support = WireSupport()
        support.answerSchema = false
        let request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: ["type": "integer"])
        let body = try await body(request, support: support)
        #expect(body["response_format"] == nil)
        #expect(body["messages"]?[0]?["role"] == "system")
        #expect(body["messages"]?[0]?["content"]?.string?.contains(#"{"type":"integer"}"#) == true)
    }
}
