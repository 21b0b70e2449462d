import AssayCore

/// What a streamed turn said in calls that broke, and how the next call goes on from it.
struct BrokenTurn {
    private let policy: MidStreamPolicy
    /// The text of calls that broke, where the next one goes on from it.
    private var kept = ""

    init(_ policy: MidStreamPolicy) { self.policy = policy }

    /// Whether the request may go on after a call that broke in the middle.
    var goesOn: Bool { policy != .fail }

    /// Whether the next call only goes on from what was said.
    var isRest: Bool { !kept.isEmpty }

    /// Takes note of a call that broke after it had begun.
    ///
    /// - Returns: how many characters stay and how many do not count any more; all of them or none.
    mutating func broke(_ partial: ModelResponse, isStructured: Bool) -> (kept: Int, discarded: Int) {
        let text = kept + partial.message.text
        guard policy == .continue, partial.message.calls.isEmpty, !isStructured, !text.isEmpty else {
            kept = ""
            return (0, text.count)
        }
        kept = text
        return (text.count, 0)
    }

    /// What is asked next: the conversation, or to go on from what was said.
    func messages(_ messages: [ModelMessage]) -> [ModelMessage] {
        guard !kept.isEmpty else { return messages }
        let wish = """
            Your answer was cut off after the text above. Go on exactly where it ends, in the middle of a word if need be. \
            Repeat nothing, and say nothing about the interruption.
            """
        return messages + [.assistant(kept), .user(wish)]
    }

    /// The whole answer, with what was said in calls that broke.
    mutating func joined(_ response: ModelResponse) -> ModelResponse {
        guard !kept.isEmpty else { return response }
        var response = response
        response.message.parts.insert(.text(kept), at: 0)
        kept = ""
        return response
    }
}
