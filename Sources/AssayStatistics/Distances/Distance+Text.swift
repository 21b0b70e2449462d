extension Distance {
    /// One minus the share of common words: 1 − |A ∩ B| / |A ∪ B| over sets of words.
    ///
    /// Words are the lower-cased text split at Unicode white space, compared scalar by scalar; lower-casing does not
    /// depend on a locale. Two texts without words are equal.
    public static func jaccardWords(_ a: String, _ b: String) -> Double {
        jaccard(Set(words(a)), Set(words(b)))
    }

    /// One minus the share of common n-grams of Unicode scalars; lower and upper case differ.
    ///
    /// A text shorter than n has no n-grams: it is at 0 from an equal text and at 1 from any other. An n below 1 counts
    /// as 1.
    public static func jaccardNgrams(_ a: String, _ b: String, n: Int) -> Double {
        jaccardNgrams(Array(a.unicodeScalars), Array(b.unicodeScalars), n: n)
    }

    /// One minus the share of common runs of n elements, as texts are compared.
    static func jaccardNgrams<Element: Hashable>(_ a: [Element], _ b: [Element], n: Int) -> Double {
        let (gramsA, gramsB) = (ngrams(a, n), ngrams(b, n))
        guard gramsA.isEmpty, gramsB.isEmpty else { return jaccard(gramsA, gramsB) }
        return nominal(equal: a == b)
    }

    /// One minus the cosine of the word counts: 1 − a·b / (|a|·|b|), clamped to 0…1.
    ///
    /// Words as in ``jaccardWords(_:_:)``. Two texts without words are equal; one without words is at 1 from any other.
    public static func cosineWords(_ a: String, _ b: String) -> Double {
        let (countsA, countsB) = (wordCounts(a), wordCounts(b))
        if countsA == countsB { return 0 }
        guard !countsA.isEmpty, !countsB.isEmpty else { return 1 }
        let dot = countsA.reduce(0) { $0 + $1.value * (countsB[$1.key] ?? 0) }
        let norms = squaredNorm(countsA) * squaredNorm(countsB)
        return unit(1 - dot / norms.squareRoot())
    }

    /// One minus the share of common elements of two collections read as sets; two empty sets are equal.
    public static func set<Element: Hashable>(_ a: some Sequence<Element>, _ b: some Sequence<Element>) -> Double {
        jaccard(Set(a), Set(b))
    }

    private static func jaccard<Element: Hashable>(_ a: Set<Element>, _ b: Set<Element>) -> Double {
        let common = (a.count <= b.count ? a : b).reduce(0) { $0 + (a.contains($1) && b.contains($1) ? 1 : 0) }
        let union = a.count + b.count - common
        return union == 0 ? 0 : 1 - Double(common) / Double(union)
    }

    private static func words(_ text: String) -> [[Unicode.Scalar]] {
        text.lowercased().unicodeScalars.split { $0.properties.isWhitespace }.map(Array.init)
    }

    static func wordCounts(_ text: String) -> [[Unicode.Scalar]: Double] {
        words(text).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func squaredNorm(_ counts: [[Unicode.Scalar]: Double]) -> Double {
        counts.values.reduce(0) { $0 + $1 * $1 }
    }

    private static func ngrams<Element: Hashable>(_ places: [Element], _ n: Int) -> Set<ArraySlice<Element>> {
        let size = max(1, n)
        guard places.count >= size else { return [] }
        return Set((0...(places.count - size)).map { places[$0..<($0 + size)] })
    }
}
