import AssayCore
import AssayHTTP
import AssayModels
import Testing

struct GeminiRequestTests {
    private func body(_ request: ModelRequest) async throws -> Value {
        try #require(try await Asking.sent(.gemini, request).body)
    }

    @Test("The model stands in the path, escaped, and instructions apart")
    func plain() async throws {
        let request = ModelRequest(model: "models/gemini 3/x", messages: [.system("Be brief."), .user("Hello")])
        let sent = try await Asking.sent(.gemini, request)
        #expect(sent.path == "/models/gemini%203%2Fx:generateContent")
        #expect(
            sent.body == [
                "systemInstruction": ["parts": [["text": "Be brief."]]],
                "contents": [["role": "user", "parts": [["text": "Hello"]]]],
            ]
        )
        let streamed = try await Asking.sent(.gemini, request, isStreamed: true)
        #expect(streamed.path == "/models/gemini%203%2Fx:streamGenerateContent?alt=sse")
        #expect(streamed.body == sent.body)
    }

    @Test("Settings have Gemini's names")
    func settings() async throws {
        let request = ModelRequest(
            model: "m",
            messages: [.user("x")],
            sampling: Conversations.everySetting,
            answerSchema: ["$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"]
        )
        #expect(
            try await body(request)["generationConfig"] == [
                "temperature": 0.5, "topP": 0.9, "maxOutputTokens": 100, "stopSequences": ["END"], "seed": 7,
                "thinkingConfig": ["thinkingLevel": "low"], "responseMimeType": "application/json",
                "responseJsonSchema": ["type": "object"],
            ]
        )
    }

    @Test("Results are parts of the next user content, with the id only where Gemini gave one")
    func results() async throws {
        let calls = ModelMessage(
            .assistant,
            [
                .call(FunctionCall(id: "c1", name: "add", rawArguments: #"{"a":1}"#)),
                .call(FunctionCall(id: "assay-call-2", name: "add", rawArguments: "")),
            ]
        )
        var request = Conversations.withResults(calls)
        request.messages.insert(
            ModelMessage(.tool, [.result(FunctionResult(id: "z", name: "mul", output: "bad", isError: true))]),
            at: 4
        )
        let contents = try #require(try await body(request)["contents"]?.array)
        #expect(contents.map { $0["role"] } == ["user", "model", "user"])
        let parts = try #require(contents[2]["parts"]?.array)
        #expect(
            parts == [
                ["functionResponse": ["id": "c1", "name": "add", "response": ["output": ["sum": 3]]]],
                ["functionResponse": ["name": "add", "response": ["output": ["sum": 3]]]],
                ["functionResponse": ["id": "z", "name": "mul", "response": ["error": "bad"]]],
                ["text": "And now?"],
            ]
        )
        #expect(contents[1]["parts"]?[1]?["functionCall"] == ["name": "add", "args": [:]])
    }

    @Test("Signatures go back on the parts they came with, for each of several calls", arguments: [true, false])
    func signatures(isStreamed: Bool) async throws {
        let answer = try Fixture.value("gemini-calls.json")
        let played =
            isStreamed
            ? try await Asking.stream(.gemini, [Fixture.bytes("gemini-calls.sse")])
            : try await Asking.stream(
                .gemini,
                [Fixture.bytes("gemini-calls.json")],
                headers: ["content-type": "application/json"]
            )
        let message = try #require(played.finished?.message)
        let parts = try await body(Conversations.withResults(message))["contents"]?[1]?["parts"]?.array
        let expected = answer["candidates"]?[0]?["content"]?["parts"]?.array?.filter { $0["thought"] != true }
        #expect(parts == expected)
        // A caller that kept only the calls still sends what Gemini insists on.
        let calls = ModelMessage(.assistant, message.calls.map(ModelMessage.Part.call))
        let bare = try await body(Conversations.withResults(calls))["contents"]?[1]?["parts"]
        #expect(bare?[0]?["thoughtSignature"] == "U0lH")
        #expect(bare?[1]?["thoughtSignature"] == nil)
    }

    @Test("The first call another model made gets the mark that stands for a signature, where the model wants one")
    func foreignCalls() async throws {
        var request = Conversations.withResults(Conversations.twoCalls)
        request.model = "gemini-3-pro"
        let parts = try await body(request)["contents"]?[1]?["parts"]
        #expect(parts?[1]?["thoughtSignature"] == "skip_thought_signature_validator")
        #expect(parts?[2]?["thoughtSignature"] == nil)
        request.model = "gemini-2.5-flash"
        #expect(try await body(request)["contents"]?[1]?["parts"]?[1]?["thoughtSignature"] == nil)
    }

    @Test(
        "A choice of function has its form",
        arguments: [
            (FunctionChoice.automatic, nil), (.none, ["mode": "NONE"]), (.required, ["mode": "ANY"]),
            (.named("add"), ["mode": "ANY", "allowedFunctionNames": ["add"]]),
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
        #expect(body["toolConfig"]?["functionCallingConfig"] == form)
        let declaration = body["tools"]?[0]?["functionDeclarations"]?[0]
        #expect(declaration?["parametersJsonSchema"] == Conversations.add.parameters)
    }
}
