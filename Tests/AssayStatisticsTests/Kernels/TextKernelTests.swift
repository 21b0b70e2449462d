import AssayStatistics
import Testing

struct TextKernelTests {
    private static func oracle(_ a: String, _ b: String) -> Double {
        let (x, y) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        let longest = max(x.count, y.count)
        return longest == 0 ? 0 : Double(SlowOracles.levenshtein(x, y)) / Double(longest)
    }

    private static func matrix(_ texts: [String], _ options: KernelOptions) -> DistanceMatrix {
        DistanceSource(texts: texts, options: options).matrix()
    }

    @Test(
        "Every version agrees with the full table, at all lengths around the word size",
        arguments: KernelVersions.all
    )
    func oracle(options: KernelOptions) {
        var generator = SplitMix64(seed: 1)
        let alphabets = [scalars(97...99), scalars(32...126), scalars(0x4E00...0x4F00), scalars(0x1F600...0x1F640)]
        for (index, alphabet) in alphabets.enumerated() {
            var texts = randomTexts(11, length: 0...150, alphabet: alphabet, using: &generator)
            for length in [0, 1, 63, 64, 65, 127, 128, 129] {
                texts += randomTexts(1, length: length...length, alphabet: alphabet, using: &generator)
            }
            let matrix = Self.matrix(texts, options)
            for i in texts.indices {
                for j in 0..<i {
                    #expect(matrix[i, j] == Self.oracle(texts[i], texts[j]), "alphabet \(index), \(i), \(j)")
                }
            }
        }
    }

    @Test("Texts of many blocks agree with the plain version", arguments: KernelVersions.compiled)
    func manyBlocks(options: KernelOptions) {
        var generator = SplitMix64(seed: 2)
        let alphabet = scalars(97...110)
        let texts =
            randomTexts(9, length: 200...600, alphabet: alphabet, using: &generator)
            + randomTexts(5, length: 0...80, alphabet: alphabet, using: &generator)
        #expect(bits(Self.matrix(texts, options)) == bits(Self.matrix(texts, KernelVersions.plain)))
    }

    @Test(
        "Texts of thousands of different symbols do not need a table of all of them",
        arguments: KernelVersions.compiled
    )
    func largeAlphabet(options: KernelOptions) {
        var generator = SplitMix64(seed: 3)
        let alphabet = scalars(0x4E00...0x9FFF)
        let texts = randomTexts(3, length: 4200...4300, alphabet: alphabet, using: &generator) + ["", "一", "a"]
        #expect(bits(Self.matrix(texts, options)) == bits(Self.matrix(texts, KernelVersions.plain)))
    }

    @Test("Groups of any size come out right", arguments: KernelVersions.compiled)
    func groupSizes(options: KernelOptions) {
        var generator = SplitMix64(seed: 4)
        for count in 0...19 {
            let texts = randomTexts(count, length: 0...9, alphabet: scalars(97...98), using: &generator)
            #expect(bits(Self.matrix(texts, options)) == bits(Self.matrix(texts, KernelVersions.plain)), "\(count)")
        }
    }

    @Test("Lone combining marks and joiners are symbols of their own", arguments: KernelVersions.all)
    func combiningMarks(options: KernelOptions) {
        let texts = ["\u{301}", "e\u{301}", "\u{E9}", "\u{301}\u{301}", "\u{200D}", "👩‍👩‍👧", "👩", "\0", ""]
        let matrix = Self.matrix(texts, options)
        #expect(matrix[0, 1] == 0.5)
        #expect(matrix[1, 2] == 1)
        #expect(matrix[5, 6] == 0.8)
        #expect(matrix[7, 8] == 1)
        // Swift takes the two as equal strings; their scalars differ.
        #expect(texts[1] == texts[2])
        for i in texts.indices { for j in 0..<i { #expect(matrix[i, j] == Self.oracle(texts[i], texts[j])) } }
    }

    @Test("Equal, empty and single texts", arguments: KernelVersions.all)
    func degenerate(options: KernelOptions) {
        #expect(Self.matrix([], options).count == 0)
        #expect(Self.matrix(["a"], options).medoid == 0)
        #expect(Self.matrix(["", ""], options)[0, 1] == 0)
        #expect(Self.matrix(["x", "x", "x"], options).mean == 0)
        #expect(Self.matrix(["", "abc", ""], options).condensed == [1, 0, 1])
    }

    @Test("Above 1,000 different texts distances have the precision of a float", arguments: KernelVersions.all)
    func singlePrecision(options: KernelOptions) {
        let texts = (0..<1010).map { String($0, radix: 7) }
        let matrix = Self.matrix(texts, options)
        for (i, j) in [(0, 1009), (5, 6), (1008, 1009), (777, 343)] {
            #expect(matrix[i, j] == Double(Float(Self.oracle(texts[i], texts[j]))))
        }
    }

    @Test("A text of a million symbols against a short one, and two long ones with few edits")
    func long() {
        let million = String(repeating: "abcdefghij", count: 100_000)
        #expect(Distance.levenshtein(million, "jihgf") == 999_995)
        #expect(Distance.levenshtein("", million) == 1_000_000)
        let source = DistanceSource(texts: ["jihgf", million, "zz"])
        #expect(source.matrix()[0, 1] == 999_995.0 / 1_000_000)
        #expect(source.matrix()[1, 2] == 1)
        var a = (0..<100_000).map { UInt32(0x4E00 + ($0 * 7919) % 5000) }
        let first = text(a)
        a.removeFirst(7)
        for place in stride(from: 50, to: 90_000, by: 1000) { a[place] = 65 }
        a.append(66)
        #expect(Distance.levenshtein(first, text(a)) == 98)
    }

    private func text(_ values: [UInt32]) -> String {
        var view = String.UnicodeScalarView()
        for value in values { view.append(Unicode.Scalar(value) ?? " ") }
        return String(view)
    }

    @Test("Short pairs of low and high symbols agree with the full table")
    func shortPairs() {
        var generator = SplitMix64(seed: 16)
        for alphabet in [scalars(97...99), scalars(120...140), scalars(0x4E00...0x4FFF), scalars(0x1F600...0x1F602)] {
            for length in [1, 2, 31, 63, 64, 65] {
                let a = randomTexts(6, length: length...length, alphabet: alphabet, using: &generator)
                let b = randomTexts(6, length: 0...130, alphabet: alphabet, using: &generator)
                for (x, y) in zip(a, b) {
                    let expected = SlowOracles.levenshtein(Array(x.unicodeScalars), Array(y.unicodeScalars))
                    #expect(Distance.levenshtein(x, y) == expected)
                    #expect(Distance.levenshtein(y, x) == expected)
                }
            }
        }
    }

    @Test("Long pairs with few or many edits agree with the plain version")
    func band() {
        var generator = SplitMix64(seed: 6)
        for alphabet in [2, 5, 60, 20_000] {
            for edits in [1, 40, 63, 64, 65, 90, 130, 700] {
                let a = (0..<2100).map { _ in UInt32(Int.random(in: 0..<alphabet, using: &generator) + 0x4E00) }
                var b = a
                for _ in 0..<edits {
                    let place = Int.random(in: 0..<b.count, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: b.remove(at: place)
                    case 1: b.insert(UInt32(Int.random(in: 0..<alphabet, using: &generator) + 0x4E00), at: place)
                    default: b[place] = 7
                    }
                }
                #expect(Distance.levenshtein(text(a), text(b)) == Distance.levenshtein(a, b), "\(alphabet), \(edits)")
                #expect(Distance.levenshtein(text(b), text(a)) == Distance.levenshtein(a, b), "\(alphabet), \(edits)")
            }
        }
    }

    @Test("Repeats and permutations change nothing but the order")
    func duplicates() {
        var generator = SplitMix64(seed: 7)
        let texts = randomTexts(20, length: 0...70, alphabet: scalars(97...120), using: &generator)
        let order = (0..<60).map { _ in Int.random(in: 0..<20, using: &generator) }
        let (matrix, repeated) = (
            DistanceSource(texts: texts).matrix(), DistanceSource(texts: order.map { texts[$0] }).matrix()
        )
        for i in 0..<60 { for j in 0..<60 { #expect(repeated[i, j] == matrix[order[i], order[j]]) } }
    }
}
