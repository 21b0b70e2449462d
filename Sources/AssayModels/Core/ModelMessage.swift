/// One turn of a conversation with a model.
public struct ModelMessage: Sendable, Hashable {
    /// Who speaks.
    public enum Role: String, Sendable, Hashable {
        /// Instructions that stand above the conversation.
        case system
        /// The person or program that asks.
        case user
        /// The model.
        case assistant
        /// The results of functions the model called.
        case tool
    }

    /// Who speaks.
    public var role: Role

    /// What is said, in order.
    public var parts: [Part]

    /// What the provider wants back unchanged with this turn, such as the signature of its reasoning.
    ///
    /// Only the provider that made it reads it; others are sent the turn without it.
    public var payload: ProviderPayload?

    /// A piece of a turn.
    public enum Part: Sendable, Hashable {
        /// Text.
        case text(String)
        /// A function the model wants called.
        case call(FunctionCall)
        /// What a called function answered.
        case result(FunctionResult)
        /// A picture or a document; only turns of the user show any.
        case media(Media)
    }

    /// Creates a turn.
    public init(_ role: Role, _ parts: [Part], payload: ProviderPayload? = nil) {
        self.role = role
        self.parts = parts
        self.payload = payload
    }

    /// Instructions that stand above the conversation.
    public static func system(_ text: String) -> ModelMessage { ModelMessage(.system, [.text(text)]) }

    /// A question, after the pictures and documents it is about.
    public static func user(_ text: String, showing media: [Media] = []) -> ModelMessage {
        ModelMessage(.user, media.map(Part.media) + [.text(text)])
    }

    /// An answer.
    public static func assistant(_ text: String) -> ModelMessage { ModelMessage(.assistant, [.text(text)]) }
}

extension ModelMessage {
    /// The text of the turn; its pieces follow each other without a separator.
    public var text: String {
        parts.reduce(into: "") { text, part in
            if case .text(let piece) = part { text += piece }
        }
    }

    /// The pictures and documents it shows, in order.
    public var media: [Media] {
        parts.compactMap { part in
            if case .media(let media) = part { media } else { nil }
        }
    }

    /// The functions the model wants called, in order.
    public var calls: [FunctionCall] {
        parts.compactMap { part in
            if case .call(let call) = part { call } else { nil }
        }
    }
}
