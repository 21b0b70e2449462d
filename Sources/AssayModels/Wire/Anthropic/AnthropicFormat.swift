import AssayCore
import AssayHTTP

/// Messages as Anthropic defines them, version 2023-06-01.
struct AnthropicFormat: WireFormat {
    var kind: ProviderKind { .anthropic }
    var usualBase: String { "https://api.anthropic.com" }
    var keyHeader: (name: String, prefix: String) { ("x-api-key", "") }
    var framing: StreamFraming { .events }
    var seedPromise: BundleMetadata.SeedPromise { .ignored }

    private var version: [HTTPHeader] { [HTTPHeader("anthropic-version", "2023-06-01")] }

    func encode(_ request: ModelRequest, _ support: WireSupport, isStreamed: Bool) -> WireRequest {
        WireRequest(path: "/v1/messages", headers: version, body: .object(body(request, support, isStreamed)))
    }

    func warnings(for request: ModelRequest) -> [String] {
        let lost = request.answerSchema.map { LoweredSchema($0).lost } ?? []
        guard !lost.isEmpty else { return [] }
        let names = lost.joined(separator: ", ")
        return ["Anthropic holds no model to \(names) of a schema; the answer is only checked for it."]
    }

    func makeDecoder(for request: ModelRequest, _ support: WireSupport) -> any WireDecoder { AnthropicDecoder(request) }

    var listing: WireRequest {
        WireRequest(method: "GET", path: "/v1/models?limit=1000", headers: version)
    }

    func models(in body: Value) -> [String]? {
        body["data"]?.array?.compactMap { $0["id"]?.string }
    }
}

extension AnthropicFormat {
    private func body(_ request: ModelRequest, _ support: WireSupport, _ isStreamed: Bool) -> Object {
        let sampling = request.sampling
        var body: Object = [
            "model": .string(request.model),
            "max_tokens": Value(sampling.maxOutputTokens ?? support.usualOutputTokens),
            "messages": .array(ConversationTurn.turns(request.messages).compactMap(turn)),
        ]
        body.set("system", ConversationTurn.instructions(request.messages).map(Value.string))
        body.set("temperature", sampling.temperature.flatMap(Value.init(finite:)))
        body.set("top_p", sampling.topP.flatMap(Value.init(finite:)))
        if !sampling.stop.isEmpty { body["stop_sequences"] = .array(sampling.stop.map(Value.string)) }
        var output = Object()
        output.set("format", request.answerSchema.map { ["type": "json_schema", "schema": LoweredSchema($0).value] })
        output.set("effort", sampling.reasoningEffort.map(Value.string))
        if !output.isEmpty { body["output_config"] = .object(output) }
        addFunctions(request, to: &body)
        if isStreamed { body["stream"] = true }
        return body
    }

    private func addFunctions(_ request: ModelRequest, to body: inout Object) {
        guard !request.functions.isEmpty else { return }
        body["tools"] = .array(
            request.functions.map { function in
                [
                    "name": .string(function.name), "description": .string(function.description),
                    "input_schema": function.parameters,
                ]
            }
        )
        switch request.functionChoice {
        case .automatic: break
        case .none: body["tool_choice"] = ["type": "none"]
        case .required: body["tool_choice"] = ["type": "any"]
        case .named(let name): body["tool_choice"] = ["type": "tool", "name": .string(name)]
        }
    }
}

extension AnthropicFormat {
    /// A message; `nil` for a turn that says nothing, which is refused.
    private func turn(_ turn: ConversationTurn) -> Value? {
        let content =
            turn.isModel ? turn.messages.flatMap(blocks) : turn.results.map(result) + turn.utterances.map(block)
        guard !content.isEmpty else { return Value?.none }
        return ["role": turn.isModel ? "assistant" : "user", "content": .array(content)]
    }

    private func result(_ result: FunctionResult) -> Value {
        var block: Object = [
            "type": "tool_result", "tool_use_id": .string(result.id),
            "content": .string(result.output.string ?? result.output.canonicalJSON),
        ]
        if result.isError { block["is_error"] = true }
        return .object(block)
    }

    private func text(_ text: String) -> Value { ["type": "text", "text": .string(text)] }

    private func block(_ utterance: Utterance) -> Value {
        switch utterance {
        case .text(let said): return text(said)
        case .media(let media):
            var block: Object = ["type": media.kind == .picture ? "image" : "document"]
            switch media.source {
            case .url(let url): block["source"] = ["type": "url", "url": .string(url)]
            case .data(let data):
                block["source"] = ["type": "base64", "media_type": .orNull(media.mediaType), "data": .string(data)]
            }
            if media.kind == .document { block.set("title", media.name.map(Value.string)) }
            return .object(block)
        }
    }

    private func blocks(_ message: ModelMessage) -> [Value] {
        if let kept = message.payload(for: kind)?.array, AnthropicBlocks.matches(kept, message) { return kept }
        return message.parts.compactMap { part in
            switch part {
            case .text(""): Value?.none
            case .text(let written): text(written)
            case .call(let call):
                [
                    "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
                    "input": .object(call.sendableArguments),
                ]
            case .result, .media: Value?.none
            }
        }
    }
}
