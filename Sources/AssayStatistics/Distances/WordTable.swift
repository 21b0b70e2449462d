/// Texts as words, taken apart once for all their distances.
package struct WordTable: Sendable {
    /// For each text the numbers of its words, ascending, with how often each occurs.
    private let words: [[(word: Int, count: Double)]]
    /// The sum of the squared counts of each text.
    private let norms: [Double]

    /// Takes texts apart as ``Distance/jaccardWords(_:_:)`` does.
    package init(_ texts: [String]) {
        var numbers: [[Unicode.Scalar]: Int] = [:]
        words = texts.map { text in
            var counts: [Int: Double] = [:]
            for (word, count) in Distance.wordCounts(text) {
                let number = numbers[word] ?? numbers.count
                numbers[word] = number
                counts[number] = count
            }
            return counts.sorted { $0.key < $1.key }.map { (word: $0.key, count: $0.value) }
        }
        norms = words.map { $0.reduce(0) { $0 + $1.count * $1.count } }
    }

    /// The distance of two texts, equal bit by bit to ``Distance/jaccardWords(_:_:)``.
    package func jaccard(_ first: Int, _ second: Int) -> Double {
        var common = 0
        forCommon(first, second) { _, _ in common += 1 }
        let union = words[first].count + words[second].count - common
        return union == 0 ? 0 : 1 - Double(common) / Double(union)
    }

    /// The distance of two texts, equal bit by bit to ``Distance/cosineWords(_:_:)``.
    package func cosine(_ first: Int, _ second: Int) -> Double {
        var (dot, common) = (0.0, 0)
        var areEqual = words[first].count == words[second].count
        forCommon(first, second) { left, right in
            // Whole numbers, so that the order of the words does not change the sum.
            dot += left * right
            common += 1
            if left != right { areEqual = false }
        }
        if areEqual && common == words[first].count { return 0 }
        guard !words[first].isEmpty, !words[second].isEmpty else { return 1 }
        return Distance.unit(1 - dot / (norms[first] * norms[second]).squareRoot())
    }

    private func forCommon(_ first: Int, _ second: Int, _ body: (Double, Double) -> Void) {
        let (left, right) = (words[first], words[second])
        var (i, j) = (0, 0)
        while i < left.count && j < right.count {
            if left[i].word == right[j].word {
                body(left[i].count, right[j].count)
                i += 1
                j += 1
            } else if left[i].word < right[j].word {
                i += 1
            } else {
                j += 1
            }
        }
    }
}
