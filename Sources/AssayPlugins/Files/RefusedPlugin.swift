public import AssayCore

/// A file that looks like a plugin and cannot be loaded.
public struct RefusedPlugin: Sendable, Hashable {
    /// The path as it was found.
    public let path: String
    /// What is wrong, and what would be right.
    public let reason: AssayError

    /// Creates a record.
    public init(path: String, reason: AssayError) {
        self.path = path
        self.reason = reason
    }
}
