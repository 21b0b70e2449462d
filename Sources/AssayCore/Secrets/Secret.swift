/// A key or password that no description, dump or encoding shows.
///
/// The value is read in one way only, ``withBytes(_:)``, so that every use is easy to find. It has no conformance to
/// `Codable`, and everything that prints it prints `***`.
public struct Secret: Sendable, Hashable {
    private let bytes: [UInt8]

    /// Wraps bytes as they are.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Wraps the UTF-8 of a text as it is.
    public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    /// Lends the value; it must not be kept.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer(body)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three asterisks, whatever the value.
    public var description: String { "***" }
    /// Three asterisks, whatever the value.
    public var debugDescription: String { description }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
