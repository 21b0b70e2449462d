import AssayStatistics
import Testing

struct RankingTests {
    static func outcomes(_ pairs: [(Double, Bool)]) -> [ScoredOutcome] {
        pairs.map { ScoredOutcome(score: $0.0, isCorrect: $0.1) }
    }

    static func random(_ generator: inout SplitMix64, count: Int, levels: Int = 7) -> [ScoredOutcome] {
        (0..<count).map { _ in
            let score = Double(Int.random(in: 0...levels, using: &generator)) / Double(levels)
            return ScoredOutcome(score: score, isCorrect: Double.random(in: 0..<1, using: &generator) < score)
        }
    }

    /// The definition, pair by pair.
    static func slowArea(_ outcomes: [ScoredOutcome]) -> Double? {
        let (right, wrong) = (outcomes.filter(\.isCorrect), outcomes.filter { !$0.isCorrect })
        guard !right.isEmpty, !wrong.isEmpty else { return nil }
        var won = 0.0
        for a in right {
            for b in wrong { won += a.score == b.score ? 0.5 : a.score > b.score ? 1 : 0 }
        }
        return won / Double(right.count * wrong.count)
    }

    @Test("The area equals the share of pairs in the right order")
    func area() {
        var generator = SplitMix64(seed: 21)
        for count in 0..<40 {
            let sample = Self.random(&generator, count: count)
            let expected = Self.slowArea(sample)
            #expect((Ranking.auroc(sample) == nil) == (expected == nil))
            if let expected { #expect(isClose(Ranking.auroc(sample), expected, absolute: 1e-14)) }
        }
    }

    @Test("Perfect, reversed and uninformative scores have areas 1, 0 and ½")
    func anchors() {
        #expect(Ranking.auroc(Self.outcomes([(0.1, false), (0.9, true)])) == 1)
        #expect(Ranking.auroc(Self.outcomes([(0.9, false), (0.1, true)])) == 0)
        #expect(Ranking.auroc(Self.outcomes([(0.5, false), (0.5, true)])) == 0.5)
        #expect(Ranking.auroc(Self.outcomes([(-.infinity, false), (.infinity, true), (.infinity, false)])) == 0.75)
    }

    @Test("Only the order of the scores counts, and reversing them mirrors the area")
    func monotone() throws {
        var generator = SplitMix64(seed: 22)
        let sample = Self.random(&generator, count: 60)
        let area = try #require(Ranking.auroc(sample))
        let stretched = sample.map { ScoredOutcome(score: naturalExponential(3 * $0.score), isCorrect: $0.isCorrect) }
        #expect(Ranking.auroc(stretched) == area)
        let negated = sample.map { ScoredOutcome(score: -$0.score, isCorrect: $0.isCorrect) }
        #expect(isClose(Ranking.auroc(negated), 1 - area, absolute: 1e-14))
        #expect(isClose(Ranking.auroc(sample + sample), area, absolute: 1e-14))
        #expect(Ranking.auroc(sample.shuffled(using: &generator)) == area)
    }

    @Test("Scores that differ by rounding are ties")
    func tolerance() {
        let close = Self.outcomes([(0.3, false), (0.1 + 0.2, true)])
        #expect(Ranking.auroc(close) == 0.5)
        #expect(Ranking.auroc(close, tolerance: 0) == 1)
    }

    @Test("What is undefined is nil")
    func undefined() {
        #expect(Ranking.auroc([]) == nil)
        #expect(Ranking.auroc(Self.outcomes([(1, true), (0, true)])) == nil)
        #expect(Ranking.auroc(Self.outcomes([(.nan, true), (0, false)])) == nil)
        #expect(Ranking.auarc([]) == nil)
        #expect(Ranking.aurocInterval(Self.outcomes([(1, true), (0, false), (0, false)])) == nil)
        let enough = Self.outcomes([(1, true), (0.4, true), (0, false), (0.5, false)])
        #expect(Ranking.aurocInterval(enough) != nil)
        #expect(Ranking.aurocInterval(enough, level: 1) == nil)
    }

    @Test("The accuracy–rejection area equals its definition on distinct scores")
    func rejection() {
        let sample = Self.outcomes([(0.9, true), (0.8, false), (0.7, true), (0.2, false)])
        #expect(isClose(Ranking.auarc(sample), (1 + 1.0 / 2 + 2.0 / 3 + 2.0 / 4) / 4))
        // A tie shares its accuracy: ½ at every prefix.
        #expect(Ranking.auarc(Self.outcomes([(0.5, true), (0.5, false)])) == 0.5)
        #expect(Ranking.auarc(Self.outcomes([(0.5, true), (0.1, true)])) == 1)
    }

    @Test("DeLong's interval equals its structural components")
    func deLong() throws {
        var generator = SplitMix64(seed: 23)
        let sample = Self.random(&generator, count: 50)
        let area = try #require(Self.slowArea(sample))
        let (right, wrong) = (sample.filter(\.isCorrect), sample.filter { !$0.isCorrect })
        func kernel(_ a: ScoredOutcome, _ b: ScoredOutcome) -> Double {
            a.score > b.score ? 1 : a.score == b.score ? 0.5 : 0
        }
        let beaten = right.map { a in wrong.reduce(0) { $0 + kernel(a, $1) } / Double(wrong.count) }
        let beatenBy = wrong.map { b in right.reduce(0) { $0 + kernel($1, b) } / Double(right.count) }
        let variance =
            SlowOracles.variance(beaten) / Double(right.count) + SlowOracles.variance(beatenBy) / Double(wrong.count)
        let interval = try #require(Ranking.aurocInterval(sample))
        #expect(isClose(interval.low, area - 1.959963984540054 * variance.squareRoot(), relative: 1e-12))
        #expect(isClose(interval.high, min(1, area + 1.959963984540054 * variance.squareRoot()), relative: 1e-12))
    }
}
