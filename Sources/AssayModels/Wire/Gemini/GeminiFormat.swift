import AssayCore

/// Content generation as Google Gemini defines it, version v1beta.
struct GeminiFormat: WireFormat {
    var kind: ProviderKind { .gemini }
    var usualBase: String { "https://generativelanguage.googleapis.com/v1beta" }
    var keyHeader: (name: String, prefix: String) { ("x-goog-api-key", "") }
    var framing: StreamFraming { .events }
    var seedPromise: BundleMetadata.SeedPromise { .bestEffort }

    func encode(_ request: ModelRequest, _ support: WireSupport, isStreamed: Bool) -> WireRequest {
        let method = isStreamed ? "streamGenerateContent?alt=sse" : "generateContent"
        return WireRequest(
            path: "/models/\(Self.escaped(request.model)):\(method)",
            body: .object(body(request, support))
        )
    }

    func makeDecoder(for request: ModelRequest, _ support: WireSupport) -> any WireDecoder { GeminiDecoder(request) }

    var listing: WireRequest { WireRequest(method: "GET", path: "/models?pageSize=1000") }

    func models(in body: Value) -> [String]? {
        body["models"]?.array?.compactMap { model in
            let methods = model["supportedGenerationMethods"]?.array ?? ["generateContent"]
            guard methods.contains("generateContent"), let name = model["name"]?.string else { return nil }
            return Self.bare(name)
        }
    }

    private static func bare(_ model: String) -> String {
        model.hasPrefix("models/") ? String(model.dropFirst("models/".count)) : model
    }

    /// The name as part of a path: everything but letters, digits, `-`, `.` and `_` is escaped.
    private static func escaped(_ model: String) -> String {
        bare(model).utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

extension GeminiFormat {
    private func body(_ request: ModelRequest, _ support: WireSupport) -> Object {
        let turns = ConversationTurn.turns(request.messages)
        var body: Object = ["contents": .array(turns.compactMap { content($0, support) })]
        body.set(
            "systemInstruction",
            ConversationTurn.instructions(request.messages).map { ["parts": [["text": .string($0)]]] }
        )
        let settings = generationConfig(request)
        if !settings.isEmpty { body["generationConfig"] = .object(settings) }
        addFunctions(request, to: &body)
        return body
    }

    private func generationConfig(_ request: ModelRequest) -> Object {
        let sampling = request.sampling
        var settings = Object()
        settings.set("temperature", sampling.temperature.flatMap(Value.init(finite:)))
        settings.set("topP", sampling.topP.flatMap(Value.init(finite:)))
        settings.set("maxOutputTokens", sampling.maxOutputTokens.map { Value($0) })
        if !sampling.stop.isEmpty { settings["stopSequences"] = .array(sampling.stop.map(Value.string)) }
        settings.set("seed", sampling.wireSeed)
        settings.set("thinkingConfig", sampling.reasoningEffort.map { ["thinkingLevel": .string($0)] })
        if let schema = request.answerSchema {
            settings["responseMimeType"] = "application/json"
            settings["responseJsonSchema"] = Self.bareSchema(schema)
        }
        return settings
    }

    /// The schema without what names its dialect and itself, which is refused.
    private static func bareSchema(_ schema: Value) -> Value {
        guard case .object(var object) = schema else { return schema }
        object["$schema"] = nil
        object["$id"] = nil
        return .object(object)
    }

    private func addFunctions(_ request: ModelRequest, to body: inout Object) {
        guard !request.functions.isEmpty else { return }
        let declarations = request.functions.map { function -> Value in
            [
                "name": .string(function.name), "description": .string(function.description),
                "parametersJsonSchema": Self.bareSchema(function.parameters),
            ]
        }
        body["tools"] = [["functionDeclarations": .array(declarations)]]
        guard let choice = Self.choice(request.functionChoice) else { return }
        body["toolConfig"] = ["functionCallingConfig": choice]
    }

    private static func choice(_ choice: FunctionChoice) -> Value? {
        switch choice {
        case .automatic: Value?.none
        case .none: ["mode": "NONE"]
        case .required: ["mode": "ANY"]
        case .named(let name): ["mode": "ANY", "allowedFunctionNames": [.string(name)]]
        }
    }
}

extension GeminiFormat {
    /// The content of a turn; `nil` for one that says nothing, which is refused.
    private func content(_ turn: ConversationTurn, _ support: WireSupport) -> Value? {
        let parts =
            turn.isModel
            ? turn.messages.flatMap { self.parts($0, support) }
            : turn.results.map(result) + turn.utterances.map(part)
        guard !parts.isEmpty else { return Value?.none }
        return ["role": turn.isModel ? "model" : "user", "parts": .array(parts)]
    }

    private func result(_ result: FunctionResult) -> Value {
        var answer: Object = [
            "name": .string(result.name), "response": [result.isError ? "error" : "output": result.output],
        ]
        if !OwnCallID.contains(result.id) { answer["id"] = .string(result.id) }
        return ["functionResponse": .object(answer)]
    }

    private func part(_ utterance: Utterance) -> Value {
        switch utterance {
        case .text(let text): return ["text": .string(text)]
        case .media(let media):
            var file = Object()
            file.set("mimeType", media.mediaType.map(Value.string))
            switch media.source {
            case .data(let data):
                file["data"] = .string(data)
                return ["inlineData": .object(file)]
            case .url(let url):
                file["fileUri"] = .string(url)
                return ["fileData": .object(file)]
            }
        }
    }

    private func parts(_ message: ModelMessage, _ support: WireSupport) -> [Value] {
        if let kept = message.payload(for: kind)?.array, GeminiParts.matches(kept, message) { return kept }
        var needsSignature = support.needsCallSignatures
        return message.parts.compactMap { part in
            switch part {
            case .text(""): return nil
            case .text(let text): return ["text": .string(text)]
            case .call(let call):
                defer { needsSignature = false }
                return GeminiParts.part(call, needsSignature: needsSignature)
            case .result, .media: return nil
            }
        }
    }
}
