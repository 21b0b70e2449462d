/// A regular expression in the dialect of JSON Schema: ECMA-262 with the `u` flag.
///
/// - `\d`, `\w` and `\b` are ASCII, `\s` is every Unicode space, `.` is everything but the four line terminators.
/// - `\p{…}` takes general categories and scripts by short or long name, and binary properties.
/// - `$` is the end of the text only. Case matters; there are no flags.
/// - Each alternative of a look-behind has a fixed length; what only other engines know (`\A`, `(?i)`, `a++`) is
///   refused.
///
/// A pattern may be hostile: its size, the steps of a match and the memory it takes are bounded. It may be used from
/// any number of threads at once.
public struct Pattern: Sendable {
    /// The most bytes of UTF-8 a pattern may have.
    public static let maxBytes = 4096

    /// The pattern as it was given.
    public let text: String
    private let code: PatternCode

    /// Compiles a pattern.
    ///
    /// - Throws: ``AssayError/Code/invalidPattern`` with the place in the pattern, counted in Unicode scalars from 1.
    public init(_ text: String) throws(AssayError) {
        guard text.utf8.count <= Self.maxBytes else {
            throw AssayError(
                .invalidPattern,
                "The pattern has \(text.utf8.count) bytes; at most \(Self.maxBytes) are allowed."
            )
        }
        var translator = PatternTranslator(text)
        let translation = try translator.translate()
        self.text = text
        code = try PatternCode(translation)
    }

    /// Whether the pattern occurs anywhere in a text.
    ///
    /// - Throws: ``AssayError/Code/limitExceeded`` when that cannot be decided within 500,000 steps and four more for
    ///   each byte of the text; that takes some milliseconds for a short text.
    public func matches(_ text: String) throws(AssayError) -> Bool {
        var meter = PatternMeter(budget: Self.budget(for: text))
        return try matches(text, &meter)
    }

    /// The steps one match of a text may take.
    static func budget(for text: String) -> Int { 500_000 + 4 * text.utf8.count }

    /// Matches within the budget of a meter, which is charged for it.
    func matches(_ text: String, _ meter: inout PatternMeter) throws(AssayError) -> Bool {
        var text = text
        switch text.withUTF8({ code.search($0, &meter) }) {
        case .found: return true
        case .absent: return false
        case .undecided:
            throw AssayError(
                .limitExceeded,
                "A pattern took too many steps on a text; it needs fewer nested or adjacent repetitions."
            )
        }
    }
}

extension Pattern: Hashable {
    /// Equal by the pattern's text.
    public static func == (left: Pattern, right: Pattern) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Hashes the pattern's text.
    public func hash(into hasher: inout Hasher) { Value.hash(text: text, into: &hasher) }
}
