import AssayStatistics
import Testing

struct LevenshteinTests {
    static func random(_ length: Int, alphabet: Int, using generator: inout SplitMix64) -> [Int] {
        (0..<length).map { _ in Int.random(in: 0..<alphabet, using: &generator) }
    }

    @Test(
        "Well-known pairs have their published distances",
        arguments: [
            ("kitten", "sitting", 3), ("saturday", "sunday", 3), ("", "", 0), ("", "abc", 3), ("abc", "", 3),
            ("flaw", "lawn", 2), ("same", "same", 0), ("ab", "ba", 2), ("intention", "execution", 5),
        ]
    )
    func published(a: String, b: String, expected: Int) {
        #expect(Distance.levenshtein(a, b) == expected)
        #expect(Distance.levenshtein(b, a) == expected)
    }

    @Test(
        "Lengths around the word size agree with the full table",
        arguments: [1, 2, 31, 63, 64, 65, 127, 128, 129, 200]
    )
    func blockBoundaries(length: Int) {
        var generator = SplitMix64(seed: UInt64(length))
        for alphabet in [2, 4, 300] {
            for other in [0, 1, length - 1, length, length + 1, 150] {
                let a = Self.random(length, alphabet: alphabet, using: &generator)
                let b = Self.random(other, alphabet: alphabet, using: &generator)
                #expect(Distance.levenshtein(a, b) == SlowOracles.levenshtein(a, b))
            }
        }
    }

    @Test("A text with a few random edits agrees with the full table")
    func edits() {
        var generator = SplitMix64(seed: 99)
        for _ in 0..<60 {
            let a = Self.random(Int.random(in: 0...180, using: &generator), alphabet: 3, using: &generator)
            var b = a
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let place = Int.random(in: 0...b.count, using: &generator)
                if Bool.random(using: &generator) || place == b.count {
                    b.insert(Int.random(in: 0..<3, using: &generator), at: place)
                } else {
                    b.remove(at: place)
                }
            }
            #expect(Distance.levenshtein(a, b) == SlowOracles.levenshtein(a, b))
            #expect(Distance.levenshtein(a, b) == Distance.levenshtein(b, a))
        }
    }

    @Test("The unit is the Unicode scalar, not the character")
    func unicodeScalars() {
        // e with a combining accent is one character of two scalars, and differs from the precomposed letter.
        #expect(Distance.levenshtein("e\u{301}", "e") == 1)
        #expect(Distance.levenshtein("e\u{301}", "\u{E9}") == 2)
        #expect(Distance.levenshtein("👩‍👩‍👧", "👩") == 4)
        #expect(Distance.normalizedLevenshtein("日本語", "日本") == 1.0 / 3)
    }

    @Test("The normalised distance is over the longer length and 0 for empty texts")
    func normalised() {
        #expect(Distance.normalizedLevenshtein("", "") == 0)
        #expect(Distance.normalizedLevenshtein("", "a") == 1)
        #expect(Distance.normalizedLevenshtein("kitten", "sitting") == 3.0 / 7)
        #expect(Distance.normalizedLevenshtein([1, 2, 3], [1, 3]) == 1.0 / 3)
        #expect(Distance.normalizedLevenshtein([Int](), []) == 0)
    }

    @Test("Long lists of different elements need no quadratic memory")
    func manySymbols() {
        let a = Array(0..<20_000)
        let b = Array(10..<20_010)
        #expect(Distance.levenshtein(a, b) == 20)
    }

    @Test("Aligning with the nominal distance is normalised edit distance")
    func sequence() {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<40 {
            let a = Self.random(Int.random(in: 0...25, using: &generator), alphabet: 4, using: &generator)
            let b = Self.random(Int.random(in: 0...25, using: &generator), alphabet: 4, using: &generator)
            let aligned = Distance.sequence(a, b) { Distance.nominal(equal: $0 == $1) }
            #expect(isClose(aligned, Distance.normalizedLevenshtein(a, b), relative: 1e-14))
        }
    }

    @Test("Partial substitutions cost what they are said to")
    func partialSubstitution() {
        #expect(Distance.sequence([1.0, 2.0], [1.0, 2.5]) { abs($0 - $1) } == 0.25)
        #expect(Distance.sequence([0.0], [9.0]) { abs($0 - $1) } == 1)
        #expect(Distance.sequence([0.0], [9.0]) { _, _ in .nan } == 1)
        #expect(Distance.sequence([1], [Int]()) { _, _ in 0 } == 1)
        #expect(Distance.sequence([Int](), []) { _, _ in 1 } == 0)
        #expect(Distance.sequence([1, 2, 3], [3, 1, 2]) { Distance.nominal(equal: $0 == $1) } == 2.0 / 3)
    }
}
