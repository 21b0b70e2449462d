import AssayStatistics

/// Inputs that break careless code, and random ones that are the same for the same seed.
enum HostileInputs {
    /// Both zeros, neighbours, subnormals, and numbers at the ends of the range.
    static let numbers: [Double] = [
        0, -0.0, 1, -1, 0.1, 0.1.nextUp, 1e-300, -1e-300, 1e308, -1e308, Double.pi,
        Double.leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, Double.leastNormalMagnitude / 3,
        Double.greatestFiniteMagnitude, -Double.greatestFiniteMagnitude,
    ]

    static let notFinite: [Double] = [.nan, .infinity, -.infinity]

    /// Empty, blank, lone combining marks and joiners, one character spelt in two ways, and plain words.
    static let texts: [String] = [
        "", " ", "\n", "\u{0}", "\u{301}", "\u{301}\u{301}", "e\u{301}", "\u{E9}", "\u{200D}", "\u{130}",
        "\u{1F468}\u{200D}\u{1F469}", "a", "A", "ab", "aba", "ba", "aaaa", "the cat", "cat the",
    ]

    /// Words of few letters, blanks, combining marks and joiners.
    static func randomTexts(seed: UInt64, count: Int, longest: Int) -> [String] {
        let alphabet: [Unicode.Scalar] = ["a", "b", "c", " ", "\u{301}", "\u{200D}", "\u{1F600}"]
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ -> String in
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...longest, using: &generator) {
                text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            return String(text)
        }
    }

    /// Draws of which every eighth casts no vote and half vote for class 0.
    static func randomLabels(seed: UInt64, count: Int, classes: Int) -> [Int?] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ -> Int? in
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: return nil
            case 1...4: return 0
            default: return Int.random(in: 0..<classes, using: &generator)
            }
        }
    }

    /// Numbers around 3 with a long tail on neither side.
    static func randomNumbers(seed: UInt64, count: Int, offset: Double = 3) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in offset + Double.random(in: -1...1, using: &generator) }
    }
}

/// Whether two figures are both undefined, or near each other.
func areAlike(_ left: Double?, _ right: Double?, relative: Double = 1e-12, absolute: Double = 0) -> Bool {
    guard let right else { return left == nil }
    return isClose(left, right, relative: relative, absolute: absolute)
}
