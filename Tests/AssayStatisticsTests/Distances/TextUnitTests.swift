import AssayStatistics
import Testing

struct TextUnitTests {
    @Test("An accent written apart is a place of its own as a code point, and none as a grapheme")
    func accents() {
        let (composed, apart) = ("caf\u{E9}", "cafe\u{301}")
        #expect(Distance.levenshtein(composed, apart, unit: .codePoint) == 2)
        #expect(Distance.levenshtein(composed, apart, unit: .grapheme) == 0)
        #expect(Distance.normalizedLevenshtein("cafe", apart, unit: .codePoint) == 0.2)
        #expect(Distance.normalizedLevenshtein("cafe", apart, unit: .grapheme) == 0.25)
    }

    @Test("A family of several people is one grapheme")
    func emoji() {
        let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"
        #expect(Distance.levenshtein("a" + family, "a", unit: .codePoint) == 5)
        #expect(Distance.levenshtein("a" + family, "a", unit: .grapheme) == 1)
        #expect(Distance.jaccardNgrams(family + "ab", "xab", n: 2, unit: .grapheme) == 1 - 1.0 / 3)
    }

    @Test("Where every scalar is a character, the unit makes no difference", arguments: TextUnit.allCases)
    func plain(unit: TextUnit) {
        for (a, b) in [("kitten", "sitting"), ("", "abc"), ("", ""), ("night", "nacht"), ("a", "b"), ("a", "a")] {
            #expect(Distance.levenshtein(a, b, unit: unit) == Distance.levenshtein(a, b))
            #expect(Distance.normalizedLevenshtein(a, b, unit: unit) == Distance.normalizedLevenshtein(a, b))
            #expect(Distance.jaccardNgrams(a, b, n: 2, unit: unit) == Distance.jaccardNgrams(a, b, n: 2))
        }
    }

    @Test("Many texts at once have the distances of single pairs, in either unit", arguments: TextUnit.allCases)
    func source(unit: TextUnit) {
        let texts = ["", "caf\u{E9}", "cafe\u{301}", "cafe", "\u{1F468}\u{200D}\u{1F469}ab", "ab", "\r\n", "\n"]
        let source = DistanceSource(texts: texts, unit: unit)
        let matrix = source.matrix()
        for i in texts.indices {
            for j in texts.indices {
                let expected = Distance.normalizedLevenshtein(texts[i], texts[j], unit: unit)
                #expect(matrix[i, j] == expected)
                #expect(source[i, j] == expected)
            }
        }
        // Canonically equivalent texts are one as graphemes.
        #expect(source.firsts.count == (unit == .grapheme ? 7 : 8))
    }
}
