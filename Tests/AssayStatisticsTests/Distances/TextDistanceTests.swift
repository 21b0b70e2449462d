import AssayStatistics
import Testing

struct TextDistanceTests {
    @Test("Words are lower-cased and split at any white space")
    func words() {
        #expect(Distance.jaccardWords("The cat\tsat", "the  CAT\nsat ") == 0)
        #expect(Distance.jaccardWords("a b c", "b c d") == 0.5)
        #expect(Distance.jaccardWords("a\u{2003}b\u{85}c", "a b c") == 0)
        #expect(Distance.jaccardWords("ÄPFEL", "äpfel") == 0)
    }

    @Test("Two texts without words are equal, one without is at 1")
    func noWords() {
        #expect(Distance.jaccardWords("", " \n") == 0)
        #expect(Distance.jaccardWords("", "a") == 1)
        #expect(Distance.cosineWords("", "\t") == 0)
        #expect(Distance.cosineWords("a", "") == 1)
    }

    @Test("Words that look alike but have other scalars are different words")
    func scalars() {
        #expect(Distance.jaccardWords("caf\u{E9}", "cafe\u{301}") == 1)
    }

    @Test("Bigrams of night and nacht share one of seven")
    func bigrams() {
        #expect(isClose(Distance.jaccardNgrams("night", "nacht", n: 2), 6.0 / 7))
        #expect(Distance.jaccardNgrams("Night", "night", n: 2) == 0.4)
    }

    @Test("Texts shorter than n are compared as they are")
    func shortTexts() {
        #expect(Distance.jaccardNgrams("ab", "ab", n: 3) == 0)
        #expect(Distance.jaccardNgrams("ab", "ac", n: 3) == 1)
        #expect(Distance.jaccardNgrams("ab", "abc", n: 3) == 1)
        #expect(Distance.jaccardNgrams("", "", n: 3) == 0)
        #expect(Distance.jaccardNgrams("abc", "abd", n: 0) == 0.5)
    }

    @Test("The cosine counts repetitions and forgets the order")
    func cosine() {
        #expect(Distance.cosineWords("a b a", "a a b") == 0)
        #expect(isClose(Distance.cosineWords("a a b", "a b b"), 0.2))
        #expect(Distance.cosineWords("a b", "c d") == 1)
        #expect(abs(Distance.cosineWords("a a a b b", "a a a a a a b b b b")) < 1e-15)
    }

    @Test("Every text distance is symmetric, within 0…1 and 0 for equal texts")
    func properties() {
        var generator = SplitMix64(seed: 12)
        let alphabet = Array("ab c\u{301}é")
        let measures: [(String, String) -> Double] = [
            Distance.normalizedLevenshtein, Distance.jaccardWords, Distance.cosineWords,
            { Distance.jaccardNgrams($0, $1, n: 2) },
        ]
        for _ in 0..<100 {
            let texts = (0..<2).map { _ in
                String(
                    (0..<Int.random(in: 0...9, using: &generator)).compactMap { _ in
                        alphabet.randomElement(using: &generator)
                    }
                )
            }
            for measure in measures {
                let distance = measure(texts[0], texts[1])
                #expect(distance == measure(texts[1], texts[0]))
                #expect((0...1).contains(distance))
                #expect(measure(texts[0], texts[0]) == 0)
            }
        }
    }

    private static func means(_ measure: (String, String) -> Double, items: Int) throws -> [Double] {
        try TestData.lines("gsm8k_phi3mini/texts_first10.jsonl").prefix(items).map { line in
            let texts = try #require(line["texts"] as? [String])
            let matrix = DistanceMatrix(count: texts.count) { measure(texts[$0], texts[$1]) }
            return try #require(matrix.mean)
        }
    }

    /// The published values are similarities.
    private static func agrees(_ name: String, _ measure: (String, String) -> Double) throws -> Bool {
        let expected: [Double] = try Reference().at("text", "gsm8k_phi3mini", name, "first5").array()
        return try zip(means(measure, items: 5), expected).allSatisfy { isClose(1 - $0, $1, absolute: 1e-9) }
    }

    @Test("Model answers have the reference mean similarities")
    func modelAnswers() throws {
        #expect(try Self.agrees("normalised_levenshtein", Distance.normalizedLevenshtein))
        #expect(try Self.agrees("jaccard_words", Distance.jaccardWords))
        #expect(try Self.agrees("jaccard_char3") { Distance.jaccardNgrams($0, $1, n: 3) })
        #expect(try Self.agrees("cosine_words", Distance.cosineWords))
    }

    @Test("Model answers have the reference medoids")
    func medoids() throws {
        let expected: [Int] = try Reference()
            .at("text", "gsm8k_phi3mini", "medoid_jaccard_words_first10").array()
        let found = try TestData.lines("gsm8k_phi3mini/texts_first10.jsonl").map { line in
            let texts = try #require(line["texts"] as? [String])
            return DistanceMatrix(count: texts.count) { Distance.jaccardWords(texts[$0], texts[$1]) }.medoid
        }
        #expect(found == expected)
    }
}
