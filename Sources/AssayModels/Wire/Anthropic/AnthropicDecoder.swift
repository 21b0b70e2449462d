import AssayCore

/// Reads messages, whole or as events.
struct AnthropicDecoder: WireDecoder {
    var answer: AnswerBuilder
    private var open: [Int64: OpenBlock] = [:]
    private var blocks: [Value] = []
    private var usage = Object()
    private(set) var isComplete = false

    init(_ request: ModelRequest) { answer = AnswerBuilder(request) }

    mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent] {
        switch event["type"]?.string {
        case "message": readWhole(event)
        case "message_start": read(message: event["message"] ?? .null)
        case "content_block_start": start(event)
        case "content_block_delta": read(delta: event["delta"] ?? .null, at: Self.place(event))
        case "content_block_stop": finishBlock(Self.place(event))
        case "message_delta": readEnd(event["delta"] ?? .null, event["usage"])
        case "message_stop": readStop()
        default: []
        }
    }

    private static func place(_ event: Value) -> Int64 { event["index"]?.int64 ?? 0 }

    private mutating func readWhole(_ body: Value) -> [ModelEvent] {
        _ = read(message: body)
        var events: [ModelEvent] = []
        for (place, block) in (body["content"]?.array ?? []).enumerated() {
            events += start(["index": Value(place), "content_block": block])
            events += finishBlock(Int64(place))
        }
        return events + readEnd(body, nil) + readStop()
    }

    private mutating func read(message: Value) -> [ModelEvent] {
        answer.id = message["id"]?.string
        answer.model = message["model"]?.string
        read(usage: message["usage"])
        return []
    }

    private mutating func readEnd(_ delta: Value, _ usage: Value?) -> [ModelEvent] {
        read(usage: usage)
        guard let reason = delta["stop_reason"]?.string else { return [] }
        answer.finish = .anthropic(reason)
        isComplete = true
        return []
    }

    private mutating func readStop() -> [ModelEvent] {
        isComplete = true
        return []
    }

    /// Counts are cumulative: later ones replace earlier ones, and what is absent stays.
    private mutating func read(usage counts: Value?) {
        guard let counts = counts?.object else { return }
        usage.merge(counts)
        answer.usage.readAnthropic(usage)
    }

    mutating func close() -> [ModelEvent] {
        let events = open.keys.sorted().flatMap { finishBlock($0) }
        answer.payload = AnthropicBlocks.payload(blocks)
        return events
    }
}

extension AnthropicDecoder {
    /// A block whose end has not come.
    private struct OpenBlock {
        var block: Object
        /// Text that came for the block's members, kept apart so that it grows in place.
        var texts: [String: String] = [:]
        var inputPieces = ""

        /// The block with all that came.
        func closed() -> Object {
            var block = block
            for (key, text) in texts { block[key] = .string((block[key]?.string ?? "") + text) }
            return block
        }
    }

    private mutating func start(_ event: Value) -> [ModelEvent] {
        guard let block = event["content_block"]?.object else { return [] }
        open[Self.place(event)] = OpenBlock(block: block)
        return answer.add(text: block["type"] == "text" ? block["text"]?.string : nil)
            + answer.add(reasoning: block["type"] == "thinking" ? block["thinking"]?.string : nil)
    }

    private mutating func read(delta: Value, at place: Int64) -> [ModelEvent] {
        switch delta["type"]?.string {
        case "text_delta":
            let text = delta["text"]?.string ?? ""
            open[place]?.texts["text", default: ""] += text
            return answer.add(text: text)
        case "thinking_delta":
            let text = delta["thinking"]?.string ?? ""
            open[place]?.texts["thinking", default: ""] += text
            return answer.add(reasoning: text)
        case "signature_delta": open[place]?.texts["signature", default: ""] += delta["signature"]?.string ?? ""
        case "input_json_delta": open[place]?.inputPieces += delta["partial_json"]?.string ?? ""
        default: break
        }
        return []
    }

    private mutating func finishBlock(_ place: Int64) -> [ModelEvent] {
        guard let entry = open.removeValue(forKey: place) else { return [] }
        var block = entry.closed()
        let isCall = block["type"] == "tool_use"
        guard isCall || !entry.inputPieces.isEmpty else {
            blocks.append(.object(block))
            return []
        }
        let raw = entry.inputPieces.isEmpty ? block["input"]?.jsonText ?? "" : entry.inputPieces
        let call = FunctionCall(id: block["id"]?.string ?? "", name: block["name"]?.string ?? "", rawArguments: raw)
        block["input"] = .object(call.sendableArguments)
        blocks.append(.object(block))
        // A tool the provider runs itself is none of ours to call.
        return isCall ? answer.add(call) : []
    }
}

extension FinishReason {
    fileprivate static func anthropic(_ reason: String) -> FinishReason {
        switch reason {
        case "end_turn", "stop_sequence": .stop
        case "max_tokens", "model_context_window_exceeded": .length
        case "tool_use": .functionCalls
        case "refusal": .contentFilter
        case "pause_turn": .paused
        default: FinishReason(rawValue: reason.lowercased())
        }
    }
}

extension UsageParts {
    /// Takes Anthropic's counts, whose input leaves the cache out.
    fileprivate mutating func readAnthropic(_ usage: Object) {
        cacheWrite = usage["cache_creation_input_tokens"]?.int64
        cachedInput = usage["cache_read_input_tokens"]?.int64
        output = usage["output_tokens"]?.int64
        let details = usage["output_tokens_details"]
        reasoning = details?["reasoning_tokens"]?.int64 ?? details?["thinking_tokens"]?.int64
        guard let fresh = usage["input_tokens"]?.int64 else { return }
        input = [fresh, cacheWrite ?? 0, cachedInput ?? 0].reduce(0) { $0.addingReportingOverflow($1).partialValue }
    }
}
