import AssayCore

/// Messages of one side that follow each other, as formats want them that let user and model take turns.
///
/// The results of functions stand before everything else on the user's side.
struct ConversationTurn {
    let isModel: Bool
    var messages: [ModelMessage]

    /// The turns, without the instructions.
    static func turns(_ messages: [ModelMessage]) -> [ConversationTurn] {
        messages.reduce(into: []) { turns, message in
            guard message.role != .system else { return }
            let isModel = message.role == .assistant
            if !turns.isEmpty, turns[turns.count - 1].isModel == isModel {
                turns[turns.count - 1].messages.append(message)
            } else {
                turns.append(ConversationTurn(isModel: isModel, messages: [message]))
            }
        }
    }

    /// The instructions, wherever they stand in the conversation; `nil` when there are none.
    static func instructions(_ messages: [ModelMessage]) -> String? {
        let texts = messages.filter { $0.role == .system }.map(\.text)
        return texts.isEmpty ? nil : texts.joined(separator: "\n\n")
    }

    /// The results of functions, in order.
    var results: [FunctionResult] { messages.flatMap(\.results) }

    /// What is said and shown, in order.
    var utterances: [Utterance] { messages.flatMap(\.utterances) }
}
