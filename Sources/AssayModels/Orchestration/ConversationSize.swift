import AssayCore

/// How many bytes a conversation has.
enum ConversationSize {
    static func bytes(of messages: [ModelMessage]) -> Int {
        messages.reduce(0) { sum, message in
            message.parts.reduce(sum + bytes(of: message.payload)) { $0 + bytes(of: $1) }
        }
    }

    static func bytes(of functions: [ModelFunction]) -> Int {
        functions.reduce(0) { $0 + $1.name.utf8.count + $1.description.utf8.count + $1.parameters.canonicalBytes.count }
    }

    private static func bytes(of part: ModelMessage.Part) -> Int {
        switch part {
        case .text(let text): text.utf8.count
        case .call(let call): call.name.utf8.count + call.rawArguments.utf8.count + bytes(of: call.payload)
        case .result(let result): result.name.utf8.count + result.output.canonicalBytes.count
        }
    }

    private static func bytes(of payload: ProviderPayload?) -> Int { payload?.value.canonicalBytes.count ?? 0 }
}
