import AssayCore
import AssayHTTP
import AssayModels
import Testing

/// Servers that are compatible, and what they do differently.
struct ToleranceTests {
    private func message(_ fields: String, _ finish: String = #""stop""#) async throws -> ModelResponse {
        try await Asking.respond(
            .openAI,
            #"{"choices":[{"message":{"role":"assistant",\#(fields)},"finish_reason":\#(finish)}]}"#
        )
    }

    @Test("Calls in pieces are joined by place, with names repeated or empty and arguments as an object")
    func compatibleCalls() async throws {
        let played = try await Asking.stream(.openAI, [Fixture.bytes("compatible-calls.sse")])
        let response = try #require(played.finished)
        #expect(response.message.text == "I will add.")
        #expect(response.message.calls.map(\.id) == ["x1", "x2"])
        #expect(response.message.calls.map(\.name) == ["add", "add"])
        #expect(response.message.calls.map(\.rawArguments) == [#"{"a":1}"#, #"{"b":2}"#])
        #expect(response.finish == .functionCalls)
        #expect(played.events.contains(.reasoning("Let me ")))
    }

    @Test("Fields beside a call and shown reasoning go back unchanged while functions are called")
    func roundTrip() async throws {
        let played = try await Asking.stream(.openAI, [Fixture.bytes("compatible-calls.sse")])
        let message = try #require(played.finished?.message)
        let sent = try await Asking.sent(.openAI, Conversations.withResults(message))
        let turn = try #require(sent.body?["messages"]?[2])
        #expect(turn["reasoning_content"] == "Let me see.")
        #expect(turn["tool_calls"]?[0]?["extra_content"] == ["google": ["thought_signature": "c2ln"]])
        #expect(turn["tool_calls"]?[1]?["extra_content"] == nil)
        let plain = ModelMessage(.assistant, [.text("I will add.")], payload: message.payload)
        let ended = try await Asking.sent(.openAI, ModelRequest(model: "m", messages: [.user("x"), plain]))
        #expect(ended.body?["messages"]?[1] == ["role": "assistant", "content": "I will add."])
    }

    @Test("Pieces of a call without a place belong to the last call")
    func withoutIndex() async throws {
        let stream = """
            data: {"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"add","arguments":"{"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"mul","arguments":"{}"}}]}}]}

            data: [DONE]


            """
        let response = try await Asking.stream(.openAI, [Array(stream.utf8)]).finished
        #expect(response?.message.calls.map(\.rawArguments) == ["{}", "{}"])
        #expect(response?.message.calls.map(\.name) == ["add", "mul"])
    }

    @Test("Calls that come without ids, or with the same one, get ids that tell them apart")
    func sameIDs() async throws {
        let entry = #"{"type":"function","function":{"name":"add","arguments":"{}"}}"#
        let named = #"{"id":"same","index":1,"function":{"name":"add","arguments":"{}"}}"#
        let again = #"{"id":"same","index":2,"function":{"name":"add","arguments":"{}"}}"#
        let unnamed = #"{"id":"","index":3,"function":{"arguments":"{}"}}"#
        let response = try await message(#""content":null,"tool_calls":[\#(entry),\#(named),\#(again),\#(unnamed)]"#)
        let ids = response.message.calls.map(\.id)
        #expect(ids.count == 4)
        #expect(Set(ids).count == 4)
        #expect(ids.contains("same"))
        #expect(!ids.contains(""))
        #expect(response.warnings == ["A function call came without the name of the function."])
    }

    @Test(
        "Arguments are read on demand, and what is no object is an error without the text",
        arguments: ["", " ", "{}", #"{"a":1}"#, "{secret", "[1]", #"{"a":1,"a":2}"#]
    )
    func arguments(_ raw: String) {
        let call = FunctionCall(id: "1", name: "add", rawArguments: raw)
        switch raw {
        case "", " ", "{}": #expect((try? call.arguments())?.isEmpty == true)
        case #"{"a":1}"#: #expect((try? call.arguments()) == ["a": 1])
        default:
            let error = #expect(throws: AssayError.self) { try call.arguments() }
            #expect(error?.code == .modelProtocol)
            #expect(error?.description.contains("secret") == false)
        }
    }

    @Test(
        "A reason to end means what it means for its provider",
        arguments: [
            (#""stop""#, .stop), (#""length""#, .length), (#""content_filter""#, .contentFilter), ("null", .stop),
            (#""Something_New""#, FinishReason(rawValue: "something_new")),
        ] as [(String, FinishReason)]
    )
    func reasons(written: String, reason: FinishReason) async throws {
        let response = try await message(#""content":"x""#, written)
        #expect(response.finish == reason)
    }

    @Test("A refusal is text of an answer that was refused")
    func refusal() async throws {
        let response = try await message(#""content":null,"refusal":"I cannot.""#)
        #expect(response.message.text == "I cannot.")
        #expect(response.finish == .contentFilter)
    }

    @Test("Content in pieces, unknown fields and missing ones do not matter")
    func content() async throws {
        let pieces = try await message(#""content":[{"type":"text","text":"a"},{"type":"x"},{"text":"b"}],"new":[1]"#)
        #expect(pieces.message.text == "ab")
        #expect(pieces.model == "m")
        #expect(pieces.id == nil)
        #expect(pieces.usage?.isEstimated == true)
        #expect(pieces.raw?["choices"] != nil)
    }

    @Test("A body without an answer is a wrong address, also where the status is good")
    func unexpectedEndpoint() async throws {
        let body = #"{"error":"Unexpected endpoint or method. (POST /chat). Returning 200 anyway"}"#
        let error = await #expect(throws: AssayError.self) { try await Asking.respond(.openAI, body) }
        #expect(error?.code == .modelBadRequest)
        #expect(error?.isRetryable == false)
        for body in ["{}", "[]", #"{"choices":[]}"#, "<html>", ""] {
            let error = await #expect(throws: AssayError.self) { try await Asking.respond(.openAI, body) }
            #expect(error?.code == .modelProtocol)
        }
    }

    @Test(
        "Anthropic's reasons to end",
        arguments: [
            ("end_turn", .stop), ("stop_sequence", .stop), ("max_tokens", .length), ("refusal", .contentFilter),
            ("model_context_window_exceeded", .length), ("pause_turn", .paused),
        ] as [(String, FinishReason)]
    )
    func anthropicReasons(written: String, reason: FinishReason) async throws {
        let body = #"{"type":"message","content":[{"type":"text","text":"x"}],"stop_reason":"\#(written)"}"#
        #expect(try await Asking.respond(.anthropic, body).finish == reason)
    }

    @Test(
        "Gemini's reasons to end",
        arguments: [
            ("STOP", .stop), ("MAX_TOKENS", .length), ("SAFETY", .contentFilter), ("RECITATION", .contentFilter),
            ("BLOCKLIST", .contentFilter), ("PROHIBITED_CONTENT", .contentFilter), ("SPII", .contentFilter),
            ("IMAGE_SAFETY", .contentFilter),
            ("MALFORMED_FUNCTION_CALL", FinishReason(rawValue: "malformed_function_call")),
        ] as [(String, FinishReason)]
    )
    func geminiReasons(written: String, reason: FinishReason) async throws {
        let body = #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"\#(written)"}]}"#
        #expect(try await Asking.respond(.gemini, body).finish == reason)
    }

    @Test("A prompt Gemini blocks is refused content, not an empty answer", arguments: [true, false])
    func blockedPrompt(isStreamed: Bool) async throws {
        let body = #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":5}}"#
        let played = try await Asking.stream(
            .gemini,
            [Array((isStreamed ? "data: \(body)\n\n" : body).utf8)],
            headers: isStreamed ? [:] : ["content-type": "application/json"]
        )
        #expect(played.error?.code == .modelContentPolicy)
        #expect(played.error?.isRetryable == false)
    }

    @Test("Tools the provider runs itself are no calls of ours, and go back with the turn")
    func serverTools() async throws {
        let blocks = """
            [{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"x"}},
            {"type":"web_search_tool_result","tool_use_id":"s1","content":[]},{"type":"text","text":"Found."}]
            """
        let body = #"{"type":"message","content":\#(blocks),"stop_reason":"end_turn"}"#
        let response = try await Asking.respond(.anthropic, body)
        #expect(response.message.calls.isEmpty)
        #expect(response.finish == .stop)
        let sent = try await Asking.sent(
            .anthropic,
            ModelRequest(model: "m", messages: [.user("x"), response.message])
        )
        #expect(sent.body?["messages"]?[1]?["content"] == (try Value(json: blocks)))
    }
}
