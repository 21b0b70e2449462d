import AssayCore

/// Reads chat answers; each line of a stream has the form of a whole answer.
struct OllamaDecoder: WireDecoder {
    var answer: AnswerBuilder
    private var thinking = ""
    private(set) var isComplete = false
    /// The tokens of context that were asked for; `nil` where none were.
    private let contextTokens: Int?

    init(_ request: ModelRequest, contextTokens: Int?) {
        answer = AnswerBuilder(request)
        self.contextTokens = contextTokens
    }

    mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent] {
        answer.model = answer.model ?? event["model"]?.string
        answer.usage.input = event["prompt_eval_count"]?.int64 ?? answer.usage.input
        answer.usage.output = event["eval_count"]?.int64 ?? answer.usage.output
        var events: [ModelEvent] = []
        if let message = event["message"] { events = read(message: message) }
        if event["done"] == true { readEnd(event["done_reason"]?.string) }
        return events
    }

    private mutating func read(message: Value) -> [ModelEvent] {
        thinking += message["thinking"]?.string ?? ""
        var events = answer.add(reasoning: message["thinking"]?.string)
        events += answer.add(text: message["content"]?.string)
        for call in message["tool_calls"]?.array ?? [] {
            events += answer.add(
                FunctionCall(
                    id: call["id"]?.string ?? "",
                    name: call["function"]?["name"]?.string ?? "",
                    rawArguments: call["function"]?["arguments"]?.jsonText ?? "{}"
                )
            )
        }
        return events
    }

    private mutating func readEnd(_ reason: String?) {
        isComplete = true
        answer.finish = FinishReason(rawValue: reason ?? "stop")
        warnOfCutPrompt()
    }

    /// Ollama drops the beginning of a prompt that does not fit without saying so.
    ///
    /// A prompt that fills all of the context had no room. No token of a common vocabulary covers more than six bytes of a
    /// text on average, so fewer tokens than that mean a cut, too.
    private mutating func warnOfCutPrompt() {
        guard let read = answer.usage.input else { return }
        let isFull = contextTokens.map { read >= Int64($0) } ?? false
        guard isFull || Int64(TokenEstimate.bytes(answer.request)) / 6 > read else { return }
        answer.warnings.append(
            "The server read \(read) tokens, fewer than the prompt has; it was cut to the model's context."
        )
    }

    mutating func close() -> [ModelEvent] {
        if !thinking.isEmpty { answer.payload = ProviderPayload(provider: .ollama, value: .string(thinking)) }
        return []
    }
}
