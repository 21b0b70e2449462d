import AssayCore

/// Chat completions as OpenAI defines them, and the many servers that are compatible.
///
/// Source: OpenAI's OpenAPI description 2.3.0.
struct OpenAIFormat: WireFormat {
    var kind: ProviderKind { .openAI }
    var usualBase: String { "https://api.openai.com/v1" }
    var keyHeader: (name: String, prefix: String) { ("authorization", "Bearer ") }
    var framing: StreamFraming { .events }
    var seedPromise: BundleMetadata.SeedPromise { .bestEffort }

    func encode(_ request: ModelRequest, _ support: WireSupport, isStreamed: Bool) -> WireRequest {
        WireRequest(
            path: "/chat/completions",
            body: .object(body(request, support, isStreamed))
        )
    }

    func refusal(of media: Media) -> String? {
        guard case .url = media.source, media.kind == .document else { return nil }
        return "Chat completions take no document by its address: give its bytes."
    }

    func makeDecoder(for request: ModelRequest, _ support: WireSupport) -> any WireDecoder { OpenAIDecoder(request) }

    var listing: WireRequest { WireRequest(method: "GET", path: "/models") }

    func models(in body: Value) -> [String]? {
        body["data"]?.array?.compactMap { $0["id"]?.string }
    }
}

extension OpenAIFormat {
    private func body(_ request: ModelRequest, _ support: WireSupport, _ isStreamed: Bool) -> Object {
        let sampling = request.sampling
        var body: Object = [
            "model": .string(request.model), "messages": .array(request.messages.flatMap(messages)),
        ]
        body.set("temperature", sampling.temperature.flatMap(Value.init(finite:)))
        body.set("top_p", sampling.topP.flatMap(Value.init(finite:)))
        body.set(support.outputLimitName.rawValue, sampling.maxOutputTokens.map { Value($0) })
        if !sampling.stop.isEmpty { body["stop"] = .array(sampling.stop.map(Value.string)) }
        body.set("seed", sampling.wireSeed)
        body.set("reasoning_effort", sampling.reasoningEffort.map(Value.string))
        addFunctions(request, to: &body)
        body.set("response_format", request.answerSchema.map(responseFormat))
        if isStreamed {
            body["stream"] = true
            if support.streamUsage { body["stream_options"] = ["include_usage": true] }
        }
        return body
    }

    private func addFunctions(_ request: ModelRequest, to body: inout Object) {
        guard !request.functions.isEmpty else { return }
        body["tools"] = .array(request.functions.map(\.chatTool))
        switch request.functionChoice {
        case .automatic: break
        case .none: body["tool_choice"] = "none"
        case .required: body["tool_choice"] = "required"
        case .named(let name):
            body["tool_choice"] = ["type": "function", "function": ["name": .string(name)]]
        }
    }

    private func responseFormat(_ schema: Value) -> Value {
        var format: Object = ["name": "answer", "schema": schema]
        if StrictSchema.fits(schema) { format["strict"] = true }
        return ["type": "json_schema", "json_schema": .object(format)]
    }
}

extension OpenAIFormat {
    /// A turn becomes one message, and one more for each result of a function, which must come first.
    private func messages(_ message: ModelMessage) -> [Value] {
        let results = message.results.map { result -> Value in
            ["role": "tool", "tool_call_id": .string(result.id), "content": .string(result.text)]
        }
        switch message.role {
        case .system: return [["role": "system", "content": .string(message.text)]]
        case .assistant: return [assistant(message)]
        case .tool where message.utterances.isEmpty: return results
        case .user where message.utterances.isEmpty && !results.isEmpty: return results
        case .user, .tool: return results + [["role": "user", "content": content(message)]]
        }
    }

    /// A plain text where nothing is shown, because some servers know nothing else.
    private func content(_ message: ModelMessage) -> Value {
        message.media.isEmpty ? .string(message.text) : .array(message.utterances.map(piece))
    }

    private func piece(_ utterance: Utterance) -> Value {
        switch utterance {
        case .text(let text): return ["type": "text", "text": .string(text)]
        case .media(let media) where media.kind == .picture:
            return ["type": "image_url", "image_url": ["url": .string(media.address)]]
        case .media(let media):
            let file: Value = ["filename": .string(media.name ?? "document.pdf"), "file_data": .string(media.address)]
            return ["type": "file", "file": file]
        }
    }

    private func assistant(_ message: ModelMessage) -> Value {
        let calls = message.calls
        var turn: Object = ["role": "assistant", "content": .string(message.text)]
        guard !calls.isEmpty else { return .object(turn) }
        if message.text.isEmpty { turn["content"] = .null }
        turn["tool_calls"] = .array(calls.map(toolCall))
        // Servers that show their reasoning want it back only while functions are being called.
        if let payload = message.payload(for: kind)?.object { turn.merge(payload) }
        return .object(turn)
    }

    private func toolCall(_ call: FunctionCall) -> Value {
        let isObject = (try? Value(json: call.rawArguments))?.object != nil
        let arguments = isObject ? call.rawArguments : Value.object(call.sendableArguments).canonicalJSON
        var entry: Object = [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(arguments)],
        ]
        if let payload = call.payload, payload.provider == kind, let fields = payload.value.object {
            entry.merge(fields)
        }
        return .object(entry)
    }
}

extension ModelFunction {
    /// The description chat completions and Ollama take.
    var chatTool: Value {
        let function: Value = [
            "name": .string(name), "description": .string(description), "parameters": parameters,
        ]
        return ["type": "function", "function": function]
    }
}
