internal import CAssayKernels

extension Distance {
    /// The fewest insertions, deletions and substitutions that turn one text into the other.
    ///
    /// Unicode scalars are the unit, as in every published value; Swift's characters are grapheme clusters and give
    /// other numbers. O(⌈m/64⌉·n) after the common ends are removed. Source: Myers, J. ACM 46 (1999), 395; Hyyrö 2003
    /// for the blocks.
    public static func levenshtein(_ a: String, _ b: String) -> Int {
        edits(CodePoints([a, b]))
    }

    /// The fewest insertions, deletions and substitutions of elements that turn one list into the other.
    public static func levenshtein<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Int {
        plainLevenshtein(a, b)
    }

    /// The edit distance of the only two texts.
    private static func edits(_ points: CodePoints) -> Int {
        let (split, end) = (points.offsets[1], points.offsets[2])
        let edits = points.scalars.withUnsafeBufferPointer { scalars in
            guard let start = scalars.baseAddress else { return 0 }
            return assay_kernel_levenshtein_pair(start, split, start + split, end - split)
        }
        // All bits set says that memory ran out.
        if edits >= 0 { return edits }
        return plainLevenshtein(Array(points.scalars[..<split]), Array(points.scalars[split...]))
    }

    /// The edit distance in plain Swift.
    static func plainLevenshtein<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Int {
        let prefix = commonPrefix(a[...], b[...])
        let (restA, restB) = (a[prefix...], b[prefix...])
        let suffix = commonPrefix(restA.reversed(), restB.reversed())
        let (x, y) = (restA.dropLast(suffix), restB.dropLast(suffix))
        let (pattern, text) = x.count <= y.count ? (x, y) : (y, x)
        guard !pattern.isEmpty else { return text.count }
        var search = BitParallelEditDistance(pattern: pattern)
        return search.distance(to: text)
    }

    /// The edit distance of two texts over the longer length; 0 for two empty texts.
    public static func normalizedLevenshtein(_ a: String, _ b: String) -> Double {
        let points = CodePoints([a, b])
        let longest = max(points.offsets[1], points.offsets[2] - points.offsets[1])
        return longest == 0 ? 0 : Double(edits(points)) / Double(longest)
    }

    /// The edit distance of two lists over the longer length; 0 for two empty lists.
    public static func normalizedLevenshtein<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Double {
        let longest = max(a.count, b.count)
        return longest == 0 ? 0 : Double(levenshtein(a, b)) / Double(longest)
    }

    /// The cheapest alignment of two ordered lists over the longer length.
    ///
    /// Inserting or deleting an element costs 1, substituting costs what `substitution` says, clamped to 0…1 (not a
    /// number counts as 1). With the nominal distance this is normalised Levenshtein. O(m·n) calls, two rows of memory.
    public static func sequence<Element>(
        _ a: [Element],
        _ b: [Element],
        substitution: (Element, Element) -> Double
    ) -> Double {
        let longest = max(a.count, b.count)
        guard longest > 0 else { return 0 }
        var previous = (0...b.count).map(Double.init)
        var current = previous
        for (row, left) in a.enumerated() {
            current[0] = Double(row + 1)
            for (column, right) in b.enumerated() {
                let cost = substitution(left, right)
                let replaced = previous[column] + (cost.isNaN ? 1 : unit(cost))
                current[column + 1] = min(replaced, previous[column + 1] + 1, current[column] + 1)
            }
            swap(&previous, &current)
        }
        return unit(previous[b.count] / Double(longest))
    }

    private static func commonPrefix<C: Collection>(_ a: C, _ b: C) -> Int where C.Element: Equatable {
        var count = 0
        for (x, y) in zip(a, b) {
            guard x == y else { break }
            count += 1
        }
        return count
    }
}
