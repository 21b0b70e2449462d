import AssayCore

/// Strikes secrets out of an answer after it was read, where they no longer hide behind the pieces of a stream or behind
/// JSON's escapes, of which whoever strikes them out of the bytes knows nothing.
struct AnswerSecrets: Sendable {
    private let redactor: SecretRedactor
    private var text: SecretStream
    private var reasoning: SecretStream

    /// Begins before the first event.
    init(_ redactor: SecretRedactor) {
        self.redactor = redactor
        text = SecretStream(redactor)
        reasoning = SecretStream(redactor)
    }

    /// Takes what the model says; text is kept back only while it may be the beginning of a secret.
    mutating func pass(_ events: [ModelEvent]) -> [ModelEvent] {
        guard !redactor.isEmpty else { return events }
        return events.flatMap { event -> [ModelEvent] in
            switch event {
            case .text(let piece): Self.said(text.feed(Array(piece.utf8)), ModelEvent.text)
            case .reasoning(let piece): Self.said(reasoning.feed(Array(piece.utf8)), ModelEvent.reasoning)
            case .call(let call): rest() + [.call(cleaned(call))]
            case .finished(let response): rest() + [.finished(cleaned(response))]
            case .interrupted(let response): rest() + [.interrupted(cleaned(response))]
            }
        }
    }

    /// The response without secrets.
    func cleaned(_ response: ModelResponse) -> ModelResponse {
        guard !redactor.isEmpty else { return response }
        var response = response
        response.message.parts = response.message.parts.map { part in
            switch part {
            case .text(let text): .text(redactor.redacting(text))
            case .call(let call): .call(cleaned(call))
            case .result, .media: part
            }
        }
        response.message.payload = response.message.payload.map(cleaned)
        response.model = redactor.redacting(response.model)
        response.id = response.id.map(redactor.redacting)
        response.raw = response.raw.map(cleaned)
        response.answer = response.answer?.map(cleaned)
        return response
    }

    /// What was kept back.
    private mutating func rest() -> [ModelEvent] {
        let rest = (text.finish(), reasoning.finish())
        return Self.said(rest.1, ModelEvent.reasoning) + Self.said(rest.0, ModelEvent.text)
    }

    private static func said(_ bytes: [UInt8], _ event: (String) -> ModelEvent) -> [ModelEvent] {
        bytes.isEmpty ? [] : [event(String(decoding: bytes, as: UTF8.self))]
    }

    private func cleaned(_ call: FunctionCall) -> FunctionCall {
        FunctionCall(
            id: redactor.redacting(call.id),
            name: redactor.redacting(call.name),
            rawArguments: redactor.redacting(call.rawArguments),
            payload: call.payload.map(cleaned)
        )
    }

    private func cleaned(_ payload: ProviderPayload) -> ProviderPayload {
        ProviderPayload(provider: payload.provider, value: cleaned(payload.value))
    }

    private func cleaned(_ value: Value) -> Value {
        switch value {
        case .string(let text): return .string(redactor.redacting(text))
        case .array(let items): return .array(items.map(cleaned))
        case .object(let members):
            var clean = Object()
            for (key, value) in members { clean[redactor.redacting(key)] = cleaned(value) }
            return .object(clean)
        default: return value
        }
    }
}
