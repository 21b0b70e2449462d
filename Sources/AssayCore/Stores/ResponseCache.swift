/// Keeps answers of services for a while, by the hash of what was asked.
public protocol ResponseCache: Sendable {
    /// What is kept under a key; `nil` when nothing is, or its time is over.
    func response(for key: String) async throws(AssayError) -> Value?

    /// Keeps an answer in place of an earlier one.
    func keep(_ response: Value, for key: String) async throws(AssayError)
}
