/// A server on a machine of the user's own that says what models it has.
public protocol LocalModelServer: Sendable {
    /// The name of the provider that talks to it, such as `ollama`.
    var provider: String { get }

    /// What it has now.
    func listing() async throws -> [LocalModel]
}
