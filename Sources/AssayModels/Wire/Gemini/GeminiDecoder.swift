import AssayCore

/// Reads generated content; each event of a stream has the form of a whole answer.
struct GeminiDecoder: WireDecoder {
    var answer: AnswerBuilder
    private var parts: [Value] = []
    /// Unsigned text at the end, whose pieces are joined.
    private var openText = ""
    private var usage = Object()

    init(_ request: ModelRequest) { answer = AnswerBuilder(request) }

    /// The reason comes with the last piece; nothing else marks the end.
    var isComplete: Bool { answer.finish != nil }

    mutating func read(_ event: Value) throws(AssayError) -> [ModelEvent] {
        answer.id = answer.id ?? event["responseId"]?.string
        answer.model = answer.model ?? event["modelVersion"]?.string
        if let counts = event["usageMetadata"]?.object {
            usage.merge(counts)
            answer.usage.readGemini(usage)
        }
        guard let candidate = event["candidates"]?[0] else {
            guard event["promptFeedback"]?["blockReason"]?.string == nil else {
                throw AssayError(.modelContentPolicy, "The prompt was refused before an answer.")
            }
            return []
        }
        if let reason = candidate["finishReason"]?.string { answer.finish = .gemini(reason) }
        var events: [ModelEvent] = []
        for part in candidate["content"]?["parts"]?.array ?? [] { events += read(part: part) }
        return events
    }

    private mutating func read(part: Value) -> [ModelEvent] {
        keep(part)
        if let call = part["functionCall"] {
            let payload = part["thoughtSignature"].map { ProviderPayload(provider: .gemini, value: $0) }
            return answer.add(
                FunctionCall(
                    id: call["id"]?.string ?? "",
                    name: call["name"]?.string ?? "",
                    rawArguments: call["args"]?.jsonText ?? "{}",
                    payload: payload
                )
            )
        }
        let text = part["text"]?.string
        return part["thought"] == true ? answer.add(reasoning: text) : answer.add(text: text)
    }

    private mutating func keep(_ part: Value) {
        if let text = part["text"]?.string, part.object?.count == 1 {
            openText += text
        } else {
            closeText()
            parts.append(part)
        }
    }

    private mutating func closeText() {
        if !openText.isEmpty { parts.append(["text": .string(openText)]) }
        openText = ""
    }

    mutating func close() -> [ModelEvent] {
        closeText()
        answer.payload = GeminiParts.payload(parts)
        return []
    }
}

extension FinishReason {
    fileprivate static func gemini(_ reason: String) -> FinishReason {
        switch reason {
        case "STOP": .stop
        case "MAX_TOKENS": .length
        case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
            .contentFilter
        default: FinishReason(rawValue: reason.lowercased())
        }
    }
}

extension UsageParts {
    /// Takes Gemini's counts, whose candidates leave the thoughts out and whose prompt leaves tool results out.
    fileprivate mutating func readGemini(_ usage: Object) {
        func sum(_ first: String, _ second: String) -> Int64? {
            let counts = [first, second].compactMap { usage[$0]?.int64 }
            return counts.isEmpty ? nil : counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        }
        input = sum("promptTokenCount", "toolUsePromptTokenCount")
        output = sum("candidatesTokenCount", "thoughtsTokenCount")
        cachedInput = usage["cachedContentTokenCount"]?.int64
        reasoning = usage["thoughtsTokenCount"]?.int64
        let read = usage["promptTokensDetails"]?.array
        image = read?.first { $0["modality"] == "IMAGE" }?["tokenCount"]?.int64
    }
}
