import AssayCore

/// The parts of a turn as Gemini writes them.
enum GeminiParts {
    /// Stands for the signature of a call another model made, which Gemini would otherwise refuse the conversation for.
    ///
    /// Source: the questions and answers of Google's page on thought signatures.
    private static let noSignature: Value = "skip_thought_signature_validator"

    /// A function call with its signature.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - needsSignature: Whether it must have one: of several calls at once the first.
    /// - Returns: The part.
    static func part(_ call: FunctionCall, needsSignature: Bool) -> Value {
        var function: Object = ["name": .string(call.name), "args": .object(call.sendableArguments)]
        if !OwnCallID.contains(call.id) { function["id"] = .string(call.id) }
        var part: Object = ["functionCall": .object(function)]
        if let payload = call.payload, payload.provider == .gemini {
            part["thoughtSignature"] = payload.value
        } else if needsSignature {
            part["thoughtSignature"] = noSignature
        }
        return .object(part)
    }

    /// What must go back unchanged: all parts but the thoughts, as soon as a text is signed.
    static func payload(_ parts: [Value]) -> ProviderPayload? {
        let kept = parts.filter { $0["thought"] != true }
        let hasSignedText = kept.contains { $0["thoughtSignature"] != nil && $0["functionCall"] == nil }
        return hasSignedText ? ProviderPayload(provider: .gemini, value: .array(kept)) : nil
    }

    /// Whether the parts still say what the turn says; a turn that was edited goes without them.
    static func matches(_ parts: [Value], _ message: ModelMessage) -> Bool {
        let text = parts.compactMap { $0["text"]?.string }.joined()
        let names = parts.compactMap { $0["functionCall"]?["name"]?.string }
        return text == message.text && names == message.calls.map(\.name)
    }
}
