/// A text that is not a stopping rule.
///
/// The message never repeats the text.
public struct StoppingRuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake this is; stable across releases.
    public let code: Code

    /// What is wrong and which forms are right.
    public let message: String

    /// The rules a user can write.
    public static let validForms =
        "stability(0.2), beta(0.95), lead(3), unanimous(3), window(5), curtailed, certified(0.05) or never"

    init(_ code: Code, _ problem: String) {
        self.code = code
        message = "\(problem); a stopping rule is written as \(Self.validForms)"
    }

    /// The message.
    public var description: String { message }
}

extension StoppingRuleError {
    /// A kind of mistake, open to new members without breaking callers.
    public struct Code: Sendable, Hashable {
        private let name: String

        /// No rule has the name.
        public static let unknownRule = Self(name: "unknown_rule")
        /// Brackets do not match.
        public static let malformed = Self(name: "malformed")
        /// An argument is missing, superfluous or not a number.
        public static let badArgument = Self(name: "bad_argument")
        /// An argument is a number outside its range.
        public static let outOfRange = Self(name: "out_of_range")
    }
}
