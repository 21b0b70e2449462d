/// Ids for function calls whose provider gives none; unique within a conversation.
enum OwnCallID {
    private static let prefix = "assay-call-"

    /// The id of the next call of an answer.
    static func next(_ request: ModelRequest, _ calls: [FunctionCall]) -> String {
        let before = request.messages.reduce(0) { $0 + $1.calls.count }
        return prefix + String(before + calls.count + 1)
    }

    /// Whether an id is one of these, which no provider has ever seen.
    static func contains(_ id: String) -> Bool { id.hasPrefix(prefix) }
}
