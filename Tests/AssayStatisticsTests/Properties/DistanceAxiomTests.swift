import AssayStatistics
import Testing

/// STATISTICS §1.1: all distances are symmetric, with a zero diagonal and inside 0…1; some are metrics.
@Suite("Axioms of the distances")
struct DistanceAxiomTests {
    private static let samples = HostileInputs.texts + HostileInputs.randomTexts(seed: 1, count: 5, longest: 9)

    private static let textDistances: [(name: String, distance: @Sendable (String, String) -> Double)] = [
        ("edit", { Distance.normalizedLevenshtein($0, $1) }),
        ("edit of graphemes", { Distance.normalizedLevenshtein($0, $1, unit: .grapheme) }),
        ("words", { Distance.jaccardWords($0, $1) }),
        ("bigrams", { Distance.jaccardNgrams($0, $1, n: 2) }),
        ("bigrams of graphemes", { Distance.jaccardNgrams($0, $1, n: 2, unit: .grapheme) }),
        ("cosine", { Distance.cosineWords($0, $1) }),
    ]

    /// The pairs that are not symmetric, outside 0…1 or, with themselves, not at 0.
    private static func breaches<T>(_ values: [T], _ distance: (T, T) -> Double) -> [[Int]] {
        var broken: [[Int]] = []
        for i in values.indices {
            for j in 0...i {
                let (there, back) = (distance(values[i], values[j]), distance(values[j], values[i]))
                let isFair = there == back && there >= 0 && there <= 1 && (i != j || there == 0)
                if !isFair { broken.append([i, j]) }
            }
        }
        return broken
    }

    /// The triples in which a detour is shorter than the direct way.
    private static func detours<T>(_ values: [T], _ distance: (T, T) -> Double) -> [[Int]] {
        let rows = values.map { a in values.map { distance(a, $0) } }
        var broken: [[Int]] = []
        for i in values.indices {
            for j in values.indices {
                for k in values.indices where rows[i][k] > rows[i][j] + rows[j][k] + 1e-12 { broken.append([i, j, k]) }
            }
        }
        return broken
    }

    @Test("§1.1: every text distance is 0 from a text to itself, symmetric and within 0…1")
    func texts() {
        for (name, distance) in Self.textDistances {
            #expect(Self.breaches(Self.samples, distance) == [], "\(name)")
        }
    }

    @Test("§1.1: edits are 0 between texts of the same scalars only, however alike they look")
    func indiscernible() {
        for (place, a) in Self.samples.enumerated() {
            for b in Self.samples[..<place] {
                let areEqual = Array(a.unicodeScalars) == Array(b.unicodeScalars)
                #expect((Distance.levenshtein(a, b) == 0) == areEqual)
                #expect((Distance.levenshtein(a, b, unit: .grapheme) == 0) == (a == b))
            }
        }
    }

    @Test("§1.1: edits, 2L/(|a|+|b|+L) and shares of sets hold the triangle inequality")
    func textMetrics() {
        let texts = HostileInputs.texts + HostileInputs.randomTexts(seed: 2, count: 2, longest: 6)
        #expect(Self.detours(texts) { Double(Distance.levenshtein($0, $1)) } == [])
        let generalised = Self.detours(texts) { a, b in
            let edits = 2 * Double(Distance.levenshtein(a, b))
            let lengths = Double(a.unicodeScalars.count + b.unicodeScalars.count)
            return edits == 0 ? 0 : edits / (lengths + edits / 2)
        }
        #expect(generalised == [])
        #expect(Self.detours(texts) { Distance.jaccardWords($0, $1) } == [])
        #expect(Self.detours(texts) { Distance.jaccardNgrams($0, $1, n: 2) } == [])
        #expect(Self.detours(texts) { Distance.set($0.unicodeScalars, $1.unicodeScalars) } == [])
    }

    @Test("§1.1: edits over the longer length are no metric: ab, aba, ba")
    func noMetric() {
        #expect(Distance.normalizedLevenshtein("ab", "aba") == 1.0 / 3)
        #expect(Distance.normalizedLevenshtein("aba", "ba") == 1.0 / 3)
        #expect(Distance.normalizedLevenshtein("ab", "ba") == 1)
    }

    @Test("§1.1: distances of numbers hold the axioms for zeros, subnormals, huge, infinite and missing ones")
    func numbers() {
        let all = HostileInputs.numbers + HostileInputs.notFinite
        #expect(Self.breaches(all) { Distance.relative($0, $1) } == [])
        for (place, x) in all.enumerated() {
            for y in all[..<place] where x != y { #expect(Distance.relative(x, y) > 0, "\(x), \(y)") }
        }
        let whole = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        for range in [whole, 0...1, 0.1...0.1] {
            #expect(Self.breaches(all) { Distance.gower($0, $1, range: range) } == [])
            #expect(Self.detours(HostileInputs.numbers) { Distance.gower($0, $1, range: range) } == [])
        }
        let ranks = [Int.min, -1, 0, 1, 7, Int.max]
        for range in [Int.min...Int.max, 0...7, 3...3] {
            #expect(Self.breaches(ranks) { Distance.ordinal($0, $1, range: range) } == [])
            #expect(Self.detours(ranks) { Distance.ordinal($0, $1, range: range) } == [])
        }
    }

    @Test("§1.1: records hold every axiom where missing is a value, and have no distance where nothing is in common")
    func records() throws {
        let numbers = HostileInputs.numbers + HostileInputs.notFinite
        let labels = HostileInputs.randomLabels(seed: 3, count: numbers.count, classes: 3)
        let ranks: [Int?] = numbers.indices.map { $0 % 4 == 0 ? nil : $0 % 5 }
        let fields: [RecordField] = [.numeric(numbers, weight: 2), .nominal(labels), .ordinal(ranks, weight: 0.5)]
        let source = try DistanceSource(records: fields, missing: .value)
        let all = Array(numbers.indices)
        #expect(Self.breaches(all) { source[$0, $1] ?? .nan } == [])
        #expect(Self.detours(all) { source[$0, $1] ?? .nan } == [])
        let apart = try DistanceSource(records: [.numeric([1, .nan]), .nominal([Int?.none, 4])], missing: .skip)
        #expect(apart[0, 1] == nil)
        #expect(apart[0, 0] == 0)
    }
}
