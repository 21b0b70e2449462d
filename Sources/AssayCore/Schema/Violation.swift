/// One way in which a value breaks a schema, in the form of JSON Schema's "basic" output.
public struct Violation: Sendable, Hashable {
    /// The JSON Pointer to the value that is wrong; empty for the whole.
    public let instanceLocation: String
    /// The path of keywords that led to the rule, through `$ref` where it was followed, as a JSON Pointer.
    public let keywordLocation: String
    /// What was expected; taken from the schema, never from the value.
    public let message: String

    /// Creates a violation.
    public init(instanceLocation: String, keywordLocation: String, message: String) {
        self.instanceLocation = instanceLocation
        self.keywordLocation = keywordLocation
        self.message = message
    }
}

extension Violation: CustomStringConvertible {
    /// The place and the message, in one line.
    public var description: String { (instanceLocation.isEmpty ? "the value" : instanceLocation) + ": " + message }
}
