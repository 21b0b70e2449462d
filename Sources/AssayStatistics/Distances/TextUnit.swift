/// What counts as one place of a text.
public enum TextUnit: String, Sendable, Hashable, CaseIterable {
    /// Unicode scalars, as in every published value; an accent may be a place of its own.
    case codePoint = "code_point"
    /// Grapheme clusters, what a reader takes for a character; canonically equivalent ones are equal.
    case grapheme
}

extension Distance {
    /// The fewest insertions, deletions and substitutions of places that turn one text into the other.
    public static func levenshtein(_ a: String, _ b: String, unit: TextUnit) -> Int {
        switch unit {
        case .codePoint: levenshtein(a, b)
        case .grapheme: levenshtein(Array(a), Array(b))
        }
    }

    /// The edit distance of two texts over the longer length, both in places; 0 for two empty texts.
    public static func normalizedLevenshtein(_ a: String, _ b: String, unit: TextUnit) -> Double {
        switch unit {
        case .codePoint: normalizedLevenshtein(a, b)
        case .grapheme: normalizedLevenshtein(Array(a), Array(b))
        }
    }

    /// One minus the share of common n-grams of places, as ``jaccardNgrams(_:_:n:)``.
    public static func jaccardNgrams(_ a: String, _ b: String, n: Int, unit: TextUnit) -> Double {
        switch unit {
        case .codePoint: jaccardNgrams(a, b, n: n)
        case .grapheme: jaccardNgrams(Array(a), Array(b), n: n)
        }
    }
}
