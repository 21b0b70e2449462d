import AssayCore

/// Reads chat completions, whole or in chunks.
///
/// A whole answer has a `message` where a chunk has a `delta`; their fields are the same.
struct OpenAIDecoder: WireDecoder {
    var answer: AnswerBuilder
    private var calls = CallPieces()
    private var reasoning: [String: String] = [:]
    private var reasoningDetails: [Value] = []
    private var hasEnded = false

    init(_ request: ModelRequest) { answer = AnswerBuilder(request) }

    var isComplete: Bool { hasEnded || answer.finish != nil }

    mutating func readEndMark() { hasEnded = true }

    mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent] {
        answer.id = answer.id ?? event["id"]?.string
        answer.model = answer.model ?? event["model"]?.string
        if let usage = event["usage"]?.object { answer.usage.readOpenAI(usage) }
        guard let choice = event["choices"]?[0] else { return [] }
        if let reason = choice["finish_reason"]?.string, !reason.isEmpty { answer.finish = .openAI(reason) }
        guard let delta = choice["delta"] ?? choice["message"] else { return [] }
        // A whole message without a reason to end is complete all the same.
        if choice["message"] != nil { hasEnded = true }
        return read(delta: delta)
    }

    private mutating func read(delta: Value) -> [ModelEvent] {
        var events: [ModelEvent] = []
        for name in ["reasoning_content", "reasoning"] {
            guard let text = delta[name]?.string, !text.isEmpty else { continue }
            reasoning[name, default: ""] += text
            // Some servers send the same text under both names.
            if events.isEmpty { events += answer.add(reasoning: text) }
        }
        reasoningDetails += delta["reasoning_details"]?.array ?? []
        events += answer.add(text: delta["content"]?.plainText)
        if let refusal = delta["refusal"]?.string, !refusal.isEmpty {
            events += answer.add(text: refusal)
            answer.finish = .contentFilter
        }
        for call in delta["tool_calls"]?.array ?? [] { calls.add(call) }
        return events
    }

    mutating func close() -> [ModelEvent] {
        var kept = Object()
        for (name, text) in reasoning { kept[name] = .string(text) }
        if !reasoningDetails.isEmpty { kept["reasoning_details"] = .array(reasoningDetails) }
        if !kept.isEmpty { answer.payload = ProviderPayload(provider: .openAI, value: .object(kept)) }
        return calls.take().flatMap { answer.add($0) }
    }
}

extension FinishReason {
    fileprivate static func openAI(_ reason: String) -> FinishReason {
        switch reason {
        // The others are what some compatible servers say.
        case "stop", "eos", "eos_token", "stop_sequence", "end_turn": .stop
        case "length": .length
        case "tool_calls", "function_call": .functionCalls
        case "content_filter": .contentFilter
        default: FinishReason(rawValue: reason.lowercased())
        }
    }
}

extension UsageParts {
    /// Takes the counts of chat completions.
    ///
    /// Most count reasoning among the tokens written; xAI adds it to the total only, which the total shows.
    fileprivate mutating func readOpenAI(_ usage: Object) {
        let reasoning = usage["completion_tokens_details"]?["reasoning_tokens"]?.int64
        input = usage["prompt_tokens"]?.int64 ?? input
        self.reasoning = reasoning ?? self.reasoning
        let details = usage["prompt_tokens_details"]
        cachedInput = details?["cached_tokens"]?.int64 ?? usage["prompt_cache_hit_tokens"]?.int64 ?? cachedInput
        cacheWrite = details?["cache_write_tokens"]?.int64 ?? cacheWrite
        image = details?["image_tokens"]?.int64 ?? image
        guard let written = usage["completion_tokens"]?.int64 else { return }
        output = written
        guard let input, let reasoning, let total = usage["total_tokens"]?.int64 else { return }
        let (apart, overflow) = written.addingReportingOverflow(reasoning)
        if !overflow, total.subtractingReportingOverflow(input) == (apart, false) { output = apart }
    }
}
