import AssayCore

/// Puts an answer together from its pieces, in the same way whether it is streamed or not.
struct AnswerBuilder: Sendable {
    let request: ModelRequest
    var model: String?
    var id: String?
    var finish: FinishReason?
    var usage = UsageParts()
    /// What must go back unchanged with the turn.
    var payload: ProviderPayload?
    var warnings: [String] = []

    private var closedParts: [ModelMessage.Part] = []
    /// The text at the end, which may still grow; growing in place keeps long answers linear.
    private var openText = ""
    private var reasoningBytes = 0

    init(_ request: ModelRequest) { self.request = request }

    /// Adds to the text.
    mutating func add(text: String?) -> [ModelEvent] {
        guard let text, !text.isEmpty else { return [] }
        openText += text
        return [.text(text)]
    }

    /// Counts reasoning; it is shown, and is no part of the turn.
    mutating func add(reasoning text: String?) -> [ModelEvent] {
        guard let text, !text.isEmpty else { return [] }
        reasoningBytes += text.utf8.count
        return [.reasoning(text)]
    }

    /// Adds a call; one without an id of its own gets one.
    mutating func add(_ call: FunctionCall) -> [ModelEvent] {
        var call = call
        if call.id.isEmpty || calls.contains(where: { $0.id == call.id }) { call.id = OwnCallID.next(request, calls) }
        if call.name.isEmpty { warnings.append("A function call came without the name of the function.") }
        closedParts = parts + [.call(call)]
        openText = ""
        return [.call(call)]
    }

    private var parts: [ModelMessage.Part] { openText.isEmpty ? closedParts : closedParts + [.text(openText)] }

    private var calls: [FunctionCall] { ModelMessage(.assistant, parts).calls }
}

extension AnswerBuilder {
    /// The whole answer.
    func whole() -> ModelResponse { response(finishReason) }

    /// What came before the call broke.
    func interrupted() -> ModelResponse { response(.interrupted) }

    /// The reason, where servers that call functions and say they were done are put right.
    private var finishReason: FinishReason {
        let reason = finish ?? .stop
        return reason == .stop && !calls.isEmpty ? .functionCalls : reason
    }

    private func response(_ finish: FinishReason) -> ModelResponse {
        ModelResponse(
            message: ModelMessage(.assistant, parts, payload: payload),
            finish: finish,
            usage: usage.settled(request, writtenBytes: writtenBytes, isWhole: finish != .interrupted),
            model: model ?? request.model,
            id: id,
            warnings: warnings
        )
    }

    private var writtenBytes: Int {
        parts.reduce(reasoningBytes) { sum, part in
            switch part {
            case .text(let text): sum + text.utf8.count
            case .call(let call): sum + call.name.utf8.count + call.rawArguments.utf8.count
            case .result, .media: sum
            }
        }
    }
}
