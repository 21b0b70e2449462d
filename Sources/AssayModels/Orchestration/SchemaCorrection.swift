import AssayCore

/// What a model is told of an answer that broke its schema, so that it does not write the same again under the same seed.
///
/// Only the latest such answer is shown, and no more of it than ``mostCharacters``, so that failures in a row do not cost
/// more and more.
struct SchemaCorrection {
    /// The turns that follow the conversation: the answer, and what is wrong with it; none before such an answer.
    private(set) var turns: [ModelMessage] = []
    private let schema: Value?

    private static let mostCharacters = 8000
    private static let mostViolations = 5
    private static let mostInViolation = 200

    init(_ schema: Value?) { self.schema = schema }

    /// Takes note of how a call ended.
    mutating func note(_ response: ModelResponse?, _ failure: AssayError?) {
        guard let failure else { return forget() }
        guard failure.code == .modelSchema, let response else { return }
        let text = response.message.text
        let shown = String(text.prefix(Self.mostCharacters))
        let wish = """
            That answer cannot be used: \(fault(response, failure)) Write the whole answer again, valid against the schema, as \
            JSON and nothing else.
            """
        turns = [.assistant(shown + (shown.count < text.count ? "…" : "")), .user(wish)]
    }

    /// Another model is asked, or another turn of the conversation.
    mutating func forget() { turns = [] }

    private func fault(_ response: ModelResponse, _ failure: AssayError) -> String {
        if response.finish == .length { return "it was cut at the limit of tokens, so be brief." }
        guard let schema, let checked = try? Schema(schema),
            let value = try? Value(json: response.message.text.withoutFence)
        else { return failure.message }
        let violations = checked.validate(value)
        guard !violations.isEmpty else { return failure.message }
        let places = violations.prefix(Self.mostViolations).map { "- \($0.description.prefix(Self.mostInViolation))\n" }
        let more = violations.count - places.count
        return "it breaks the schema.\n" + places.joined() + (more > 0 ? "- and \(more) more\n" : "")
    }
}
