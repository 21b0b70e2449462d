/// An idempotency key was used for another call; nothing has run.
public struct ConflictError: OrchestratorError, Hashable {
    /// The key.
    public let key: String
    /// What differs, without user data.
    public let message: String

    /// Names a key and what differs.
    public init(
        key: String,
        message: String = "the idempotency key belongs to a call with another request, tool or options"
    ) {
        self.key = key
        self.message = message
    }

    /// Always ``AssayError/Code/conflict``.
    public var code: AssayError.Code { .conflict }
}

extension ConflictError: CustomStringConvertible {
    /// The code and the message; the key may be the user's data, so it is left out.
    public var description: String { "\(code): \(message)" }
}
