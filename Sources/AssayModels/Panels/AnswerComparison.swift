internal import AssayStatistics

/// How far apart two answers are, and from where on they say the same.
///
/// The comparisons here know words, not meaning: an answer and its negation in the same words are near. Where that matters,
/// ask for answers by a schema, which are compared as values, or bring a distance of your own.
public struct AnswerComparison: Sendable {
    /// What the distance is called in results.
    public let name: String
    /// The largest distance at which two answers say the same.
    public let threshold: Double
    let distance: @Sendable (String, String) -> Double?

    /// Describes a comparison.
    ///
    /// - Parameters:
    ///   - name: What the distance is called in results.
    ///   - threshold: The largest distance at which two answers say the same.
    ///   - distance: From 0, the same, to 1; symmetric; `nil` where two answers cannot be compared.
    public init(name: String, threshold: Double, distance: @escaping @Sendable (String, String) -> Double?) {
        self.name = name
        self.threshold = threshold
        self.distance = distance
    }

    /// One minus the share of common words, as ``AssayStatistics/Distance/jaccardWords(_:_:)`` counts them.
    ///
    /// Punctuation around a word does not count, so `Paris.` and `paris` are equal; a sign before a number does.
    public static func words(threshold: Double = 0.2) -> AnswerComparison {
        AnswerComparison(name: "jaccard_words", threshold: threshold) { left, right in
            Distance.jaccardWords(bare(left), bare(right))
        }
    }

    /// Whether two answers are the same text, white space at the ends aside.
    public static let exact = AnswerComparison(name: "exact", threshold: 0) { left, right in
        trimmed(left) { $0.isWhitespace } == trimmed(right) { $0.isWhitespace } ? 0 : 1
    }

    private static func bare(_ text: String) -> String {
        text.split { $0.isWhitespace }.map { trimmed($0) { punctuation.contains($0) } }.joined(separator: " ")
    }

    private static let punctuation: Set<Character> = Set(".,;:!?\"'`()[]{}*_“”‘’„«»…")

    private static func trimmed(_ text: some StringProtocol, _ isRemoved: (Character) -> Bool) -> String {
        guard
            let first = text.firstIndex(where: { !isRemoved($0) }),
            let last = text.lastIndex(where: { !isRemoved($0) })
        else { return "" }
        return String(text[first...last])
    }
}
