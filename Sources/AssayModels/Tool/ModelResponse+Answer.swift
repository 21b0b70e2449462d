import AssayCore

extension ModelResponse {
    /// The text of a turn that is an answer, without white space around it.
    ///
    /// - Throws: ``AssayCore/AssayError`` where the model refused, wanted something else, or wrote nothing.
    func finalText() throws(AssayError) -> String {
        if finish == .contentFilter {
            throw AssayError(.modelContentPolicy, "The provider or the model refused to answer.")
        }
        let text = message.text
        let unfinished: [FinishReason] = [.functionCalls, .paused, .interrupted]
        guard !unfinished.contains(finish), let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else {
            throw emptiness ?? AssayError(.modelProtocol, "The model ended its turn without an answer.")
        }
        return String(text[first...last])
    }

    /// The value that a schema asked for.
    ///
    /// JSON that breaks the schema is returned as well: whoever checks answers says where it breaks it, and keeps it.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/modelSchema`` where there is no JSON, and as ``finalText()`` does.
    func checkedAnswer() throws(AssayError) -> Value {
        let text = try finalText()
        if case .success(let value) = answer { return value }
        if finish != .length, let value = try? Value(json: text) { return value }
        let reason = finish == .length ? "was cut at the limit of tokens; raise max_tokens" : "is not JSON"
        throw AssayError(.modelSchema, "The answer \(reason).", isRetryable: finish != .length)
    }
}
