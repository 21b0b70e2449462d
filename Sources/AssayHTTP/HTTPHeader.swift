public import AssayCore

/// A header field of a request; its value never shows in descriptions.
public struct HTTPHeader: Sendable, Hashable {
    /// The field's name; upper and lower case are the same to servers.
    public let name: String
    private let text: String
    private let secret: Secret?

    /// A field with a value that is no secret.
    public init(_ name: String, _ value: String) {
        self.name = name
        text = value
        secret = nil
    }

    /// A field whose value is a secret, after a prefix such as `Bearer `.
    public init(_ name: String, prefix: String = "", secret: Secret) {
        self.name = name
        text = prefix
        self.secret = secret
    }

    /// Whether the field says who asks: connections are not shared between those who differ in such fields.
    var isCredential: Bool { secret != nil || Self.credentials.contains(name.lowercased()) }

    private static let credentials: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "x-goog-api-key",
    ]

    /// The value's bytes.
    var value: [UInt8] { Array(text.utf8) + (secret?.withBytes(Array.init) ?? []) }
}

extension HTTPHeader: CustomStringConvertible, CustomReflectable {
    /// The name, and asterisks for the value.
    public var description: String { "\(name): ***" }
    /// A mirror without the value.
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
