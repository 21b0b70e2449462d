import AssayCore
import AssayHTTP
import AssayModels
import Testing

struct AnthropicRequestTests {
    private func body(_ request: ModelRequest) async throws -> Value {
        try #require(try await Asking.sent(.anthropic, request).body)
    }

    @Test("A question names the version, lifts instructions to the top and always has a limit of tokens")
    func plain() async throws {
        let request = ModelRequest(
            model: "claude-x",
            messages: [.system("Be brief."), .user("Hello"), .system("Now.")]
        )
        let sent = try await Asking.sent(.anthropic, request)
        #expect(sent.path == "/v1/messages")
        #expect(sent.headers == [HTTPHeader("anthropic-version", "2023-06-01")])
        #expect(
            sent.body == [
                "model": "claude-x", "max_tokens": 4096, "system": "Be brief.\n\nNow.",
                "messages": [["role": "user", "content": [["type": "text", "text": "Hello"]]]],
            ]
        )
    }

    @Test("Settings have Anthropic's names; a seed is not sent, and the answer says so")
    func settings() async throws {
        let request = ModelRequest(model: "m", messages: [.user("x")], sampling: Conversations.everySetting)
        let body = try await body(request)
        #expect(body["temperature"] == 0.5)
        #expect(body["top_p"] == 0.9)
        #expect(body["max_tokens"] == 100)
        #expect(body["stop_sequences"] == ["END"])
        #expect(body["output_config"] == ["effort": "low"])
        #expect(body["seed"] == nil)
        let answer = String(decoding: try Fixture.bytes("anthropic-calls.json"), as: UTF8.self)
        let response = try await Asking.respond(.anthropic, answer, request)
        #expect(response.warnings == ["The model takes no seed; the setting was not sent."])
        #expect(response.seedHonoured == .ignored)
    }

    @Test("The results of one turn stand together, first in the next user message")
    func results() async throws {
        let messages = try #require(
            try await body(Conversations.withResults(Conversations.twoCalls))["messages"]?.array
        )
        #expect(messages.map { $0["role"] } == ["user", "assistant", "user"])
        let blocks = try #require(messages[2]["content"]?.array)
        #expect(blocks.map { $0["type"] } == ["tool_result", "tool_result", "text"])
        #expect(blocks[0]["tool_use_id"] == "c1")
        #expect(blocks[0]["content"] == #"{"sum":3}"#)
        #expect(blocks[2]["text"] == "And now?")
    }

    @Test("Arguments go as an object, also those the model wrote badly")
    func arguments() async throws {
        let blocks = try await body(Conversations.withResults(Conversations.twoCalls))["messages"]?[1]?["content"]
        #expect(blocks?[1] == ["type": "tool_use", "id": "c1", "name": "add", "input": ["a": 1]])
        #expect(blocks?[2]?["input"] == ["invalid_arguments": "{broken"])
    }

    @Test("An error of a function is marked as one")
    func errors() async throws {
        let result = FunctionResult(id: "c1", name: "add", output: "no such number", isError: true)
        let request = ModelRequest(model: "m", messages: [ModelMessage(.tool, [.result(result)])])
        let block = try await body(request)["messages"]?[0]?["content"]?[0]
        #expect(block?["is_error"] == true)
        #expect(block?["content"] == "no such number")
    }

    @Test("Signed thoughts go back unchanged with the turn they came with")
    func thoughts() async throws {
        let answer = try Fixture.value("anthropic-calls.json")
        let streamed = try await Asking.stream(.anthropic, [Fixture.bytes("anthropic-calls.sse")])
        let message = try #require(streamed.finished?.message)
        let body = try await body(Conversations.withResults(message))
        #expect(body["messages"]?[1]?["content"] == answer["content"])
    }

    @Test("A turn that was edited goes back as it is now, and thoughts of another provider do not go at all")
    func editedThoughts() async throws {
        let streamed = try await Asking.stream(.anthropic, [Fixture.bytes("anthropic-calls.sse")])
        var message = try #require(streamed.finished?.message)
        message.parts.removeLast()
        let edited = try await body(Conversations.withResults(message))["messages"]?[1]?["content"]
        #expect(edited?.array?.map { $0["type"] } == ["text", "tool_use"])
        let elsewhere = try await Asking.sent(.openAI, Conversations.withResults(message)).body?.canonicalJSON
        #expect(elsewhere?.contains("c2lnbmF0dXJl") == false)
    }

    @Test(
        "A choice of function has its form",
        arguments: [
            (FunctionChoice.automatic, nil), (.none, ["type": "none"]), (.required, ["type": "any"]),
            (.named("add"), ["type": "tool", "name": "add"]),
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
        #expect(body["tools"]?[0]?["input_schema"] == Conversations.add.parameters)
    }

    @Test("A schema is the format of the output, with the keywords Anthropic takes; what is lost is said")
    func schema() async throws {
        let schema: Value = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
            "required": ["minimum", "tags"], "additionalProperties": ["type": "string"],
            "properties": [
                "minimum": ["type": "integer", "minimum": 3, "description": "A number."],
                "tags": [
                    "type": "array", "minItems": 1, "maxItems": 4, "items": ["properties": ["a": ["format": "uuid"]]],
                ],
                "kind": ["oneOf": [["const": "a"], ["type": "string", "pattern": "b+", "format": "regex"]]],
            ],
        ]
        let lowered: Value = [
            "type": "object", "required": ["minimum", "tags"], "additionalProperties": false,
            "properties": [
                "minimum": ["type": "integer", "description": "A number."],
                "tags": [
                    "type": "array", "minItems": 1,
                    "items": ["properties": ["a": ["format": "uuid"]], "additionalProperties": false],
                ],
                "kind": ["anyOf": [["const": "a"], ["type": "string"]]],
            ],
        ]
        let request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: schema)
        #expect(try await body(request)["output_config"]?["format"] == ["type": "json_schema", "schema": lowered])
        let answer =
            #"{"type":"message","content":[{"type":"text","text":"{\"minimum\":1,\"tags\":[]}"}],"stop_reason":"end_turn"}"#
        let response = try await Asking.respond(.anthropic, answer, request)
        let lost = "additionalProperties, format, maxItems, minimum, pattern"
        #expect(
            response.warnings == ["Anthropic holds no model to \(lost) of a schema; the answer is only checked for it."]
        )
        // The answer keeps to what was sent, but not to what was asked for.
        #expect(throws: AssayError(.modelSchema, "The answer breaks its schema at /properties/minimum/minimum.")) {
            try response.answer?.get()
        }
    }

    @Test("A turn that says nothing is left out, because it is refused", arguments: [ProviderKind.anthropic, .gemini])
    func emptyTurns(_ kind: ProviderKind) async throws {
        let request = ModelRequest(model: "m", messages: [.user("a"), .assistant(""), .user("b")])
        let body = try await Asking.sent(kind, request).body
        let turns = body?["messages"]?.array ?? body?["contents"]?.array
        #expect(turns?.map { $0["role"] } == ["user", "user"])
    }
}
