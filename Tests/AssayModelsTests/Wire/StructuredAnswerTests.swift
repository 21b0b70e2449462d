import AssayCore
import AssayModels
import Testing

struct StructuredAnswerTests {
    private let schema: Value = [
        "type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"],
    ]

    private func ask(_ text: String, finish: String = "stop", support: WireSupport? = nil) async throws -> ModelResponse
    {
        let choice: Value = [
            "choices": [["message": ["content": .string(text)], "finish_reason": .string(finish)]],
            "usage": ["prompt_tokens": 5, "completion_tokens": 3],
        ]
        let request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: schema)
        return try await Asking.respond(.openAI, choice.canonicalJSON, request, support: support)
    }

    @Test("An answer that keeps to its schema is there as a value")
    func valid() async throws {
        #expect(try await ask(#"{"n":1}"#).answer == .success(["n": 1]))
        #expect(try await ask("```json\n{\"n\":1}\n```").answer == .success(["n": 1]))
        #expect(try await ask("\n```\n{\"n\":\n1}\n```\n").answer == .success(["n": 1]))
    }

    @Test(
        "An answer that breaks its schema is a failure that keeps text and usage and shows neither",
        arguments: [#"{"n":"secret"}"#, "{}", "secret", "", "```json\nsecret\n```", "```", #"{"n":1} secret"#]
    )
    func invalid(_ text: String) async throws {
        let response = try await ask(text)
        guard case .failure(let error) = response.answer else {
            Issue.record("the answer was taken")
            return
        }
        #expect(error.code == .modelSchema)
        #expect(!error.description.contains("secret"))
        #expect(response.message.text == text)
        #expect(response.usage == ModelUsage(inputTokens: 5, outputTokens: 3))
    }

    @Test("The place of the rule that was broken is said")
    func place() async throws {
        let response = try await ask(#"{"n":"x"}"#)
        #expect(throws: AssayError(.modelSchema, "The answer breaks its schema at /properties/n/type.")) {
            try response.answer?.get()
        }
    }

    @Test("An answer cut at the limit of tokens says so; a refused one holds no answer")
    func unfinished() async throws {
        let cut = try await ask(#"{"n":1"#, finish: "length")
        #expect(throws: AssayError(.modelSchema, "The answer ended at the limit of tokens.")) { try cut.answer?.get() }
        #expect(try await ask("No.", finish: "content_filter").answer == nil)
    }

    @Test("A model that knows no schemas is held to the schema all the same")
    func instructed() async throws {
        var support = WireSupport()
        support.answerSchema = false
        #expect(try await ask(#"{"n":1}"#, support: support).answer == .success(["n": 1]))
        let broken = try await ask(#"{"n":[]}"#, support: support)
        #expect(throws: AssayError.self) { try broken.answer?.get() }
    }

    @Test("Without a schema there is no value")
    func plain() async throws {
        let body = String(decoding: try Fixture.bytes("openai-text.json"), as: UTF8.self)
        #expect(try await Asking.respond(.openAI, body).answer == nil)
    }

    @Test("A streamed answer is held to the schema too")
    func streamed() async throws {
        let stream = #"{"message":{"content":"{\"n\":1}"},"done":true}"#
        let request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: schema)
        let played = try await Asking.stream(.ollama, [Array(stream.utf8)], request)
        #expect(played.finished?.answer == .success(["n": 1]))
    }

    @Test("A schema nothing can be checked against is refused before anything is sent")
    func invalidSchema() async throws {
        let request = ModelRequest(model: "m", messages: [.user("x")], answerSchema: ["type": "no such type"])
        let transport = PlayedTransport("{}")
        let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
        let error = await #expect(throws: AssayError.self) {
            try await provider.respond(to: request, limits: CallLimits())
        }
        #expect(error?.code == .invalidSchema)
        var events = provider.stream(request, limits: CallLimits()).makeAsyncIterator()
        let streamed = await #expect(throws: AssayError.self) { try await events.next() }
        #expect(streamed == error)
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "A question without a question is refused before anything is sent",
        arguments: [[], [ModelMessage.system("Be brief.")]]
    )
    func nothingAsked(messages: [ModelMessage]) async throws {
        let request = ModelRequest(model: "m", messages: messages)
        let error = await #expect(throws: AssayError.self) { try await Asking.respond(.openAI, "{}", request) }
        #expect(error?.code == .invalidArgument)
    }
}
