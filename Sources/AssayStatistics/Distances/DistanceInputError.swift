/// Values that cannot be compared with each other.
///
/// The message never repeats a value.
public struct DistanceInputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake this is; stable across releases.
    public let code: Code

    /// What is wrong, where, and what would be right.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension DistanceInputError {
    /// A kind of mistake, open to new members without breaking callers.
    public struct Code: Sendable, Hashable {
        private let name: String

        /// Vectors or columns have different lengths.
        public static let ragged = Self(name: "ragged")
        /// A weight is negative or not finite.
        public static let badWeight = Self(name: "bad_weight")
    }
}
