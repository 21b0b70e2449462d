import AssayCore

/// The native interface of Ollama.
struct OllamaFormat: WireFormat {
    var kind: ProviderKind { .ollama }
    var usualBase: String { "http://localhost:11434" }
    var keyHeader: (name: String, prefix: String) { ("authorization", "Bearer ") }
    var framing: StreamFraming { .lines }
    var seedPromise: BundleMetadata.SeedPromise { .bestEffort }

    func encode(_ request: ModelRequest, _ support: WireSupport, isStreamed: Bool) -> WireRequest {
        var body: Object = [
            "model": .string(request.model), "messages": .array(request.messages.flatMap(messages)),
            "stream": .bool(isStreamed),
        ]
        let options = options(request, support)
        if !options.isEmpty { body["options"] = .object(options) }
        body.set("format", request.answerSchema)
        body.set("think", request.sampling.reasoningEffort.map(Self.think))
        let functions = offered(request)
        if !functions.isEmpty { body["tools"] = .array(functions.map(\.chatTool)) }
        return WireRequest(path: "/api/chat", body: .object(body))
    }

    func warnings(for request: ModelRequest) -> [String] {
        guard !request.functions.isEmpty else { return [] }
        switch request.functionChoice {
        case .automatic, .none: return []
        case .required, .named: return ["Ollama cannot make a model call a function; it was only offered."]
        }
    }

    func refusal(of media: Media) -> String? {
        if media.kind == .document { return "Ollama takes no documents: show their pages as pictures." }
        guard case .url = media.source else { return nil }
        return "Ollama takes no picture by its address: give its bytes."
    }

    func makeDecoder(for request: ModelRequest, _ support: WireSupport) -> any WireDecoder {
        OllamaDecoder(request, contextTokens: OllamaContext.tokens(for: request, support))
    }

    var listing: WireRequest { WireRequest(method: "GET", path: "/api/tags") }

    func models(in body: Value) -> [String]? {
        body["models"]?.array?.compactMap { $0["model"]?.string ?? $0["name"]?.string }
    }
}

extension OllamaFormat {
    private func options(_ request: ModelRequest, _ support: WireSupport) -> Object {
        let sampling = request.sampling
        var options = Object()
        options.set("temperature", sampling.temperature.flatMap(Value.init(finite:)))
        options.set("top_p", sampling.topP.flatMap(Value.init(finite:)))
        options.set("num_predict", sampling.maxOutputTokens.map { Value($0) })
        if !sampling.stop.isEmpty { options["stop"] = .array(sampling.stop.map(Value.string)) }
        options.set("seed", sampling.wireSeed)
        options.set("num_ctx", OllamaContext.tokens(for: request, support).map { Value($0) })
        return options
    }

    /// Models either think or not, or know levels.
    private static func think(_ effort: String) -> Value {
        switch effort {
        case "none": false
        case "low", "medium", "high": .string(effort)
        default: true
        }
    }

    /// The interface has no choice of functions, so what must not be called is not offered.
    private func offered(_ request: ModelRequest) -> [ModelFunction] {
        switch request.functionChoice {
        case .automatic, .required: request.functions
        case .none: []
        case .named(let name): request.functions.filter { $0.name == name }
        }
    }

    private func messages(_ message: ModelMessage) -> [Value] {
        let results = message.results.map { result -> Value in
            [
                "role": "tool", "tool_name": .string(result.name), "tool_call_id": .string(result.id),
                "content": .string(result.text),
            ]
        }
        guard results.isEmpty || !message.utterances.isEmpty else { return results }
        var turn: Object = ["role": .string(message.role.rawValue), "content": .string(message.text)]
        let pictures = message.media.compactMap(\.base64).map(Value.string)
        if !pictures.isEmpty { turn["images"] = .array(pictures) }
        let calls = message.calls
        if !calls.isEmpty { turn["tool_calls"] = .array(calls.map(toolCall)) }
        if let thinking = message.payload(for: kind), !calls.isEmpty { turn["thinking"] = thinking }
        return results + [.object(turn)]
    }

    private func toolCall(_ call: FunctionCall) -> Value {
        [
            "id": .string(call.id),
            "function": ["name": .string(call.name), "arguments": .object(call.sendableArguments)],
        ]
    }
}
