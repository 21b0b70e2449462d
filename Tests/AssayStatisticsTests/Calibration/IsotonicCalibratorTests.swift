import AssayStatistics
import Testing

struct IsotonicCalibratorTests {
    @Test("Points, probabilities and interpolation equal those of scikit-learn")
    func fit() throws {
        let curve = try #require(IsotonicCalibrator(fitting: PlattCalibratorTests.sample))
        #expect(curve.scores == [0.1, 0.2, 0.25, 0.7, 0.8, 0.95])
        #expect(curve.probabilities == [0, 0, 0.5, 0.5, 1, 1])
        for (score, expected) in [(0, 0), (0.22, 0.2), (0.33, 0.5), (0.55, 0.5), (0.75, 0.75), (0.99, 1)] {
            #expect(isClose(curve.probability(score), expected, absolute: 1e-12))
        }
    }

    /// The max–min formula for the rising fit at point i.
    private static func slowFit(_ means: [Double], _ weights: [Double]) -> [Double] {
        means.indices.map { i in
            (0...i).map { a in
                (i..<means.count).map { b in
                    let weight = weights[a...b].reduce(0, +)
                    return zip(means[a...b], weights[a...b]).reduce(0) { $0 + $1.0 * $1.1 } / weight
                }.min() ?? .nan
            }.max() ?? .nan
        }
    }

    @Test("The fit equals the max–min formula on random answers with ties")
    func oracle() throws {
        var generator = SplitMix64(seed: 31)
        for count in [1, 2, 5, 30] {
            let sample = RankingTests.random(&generator, count: count, levels: 9)
            let groups = Dictionary(grouping: sample, by: \.score).sorted { $0.key < $1.key }
            let weights = groups.map { Double($0.value.count) }
            let means = groups.map { group in Double(group.value.count { $0.isCorrect }) / Double(group.value.count) }
            let curve = try #require(IsotonicCalibrator(fitting: sample))
            for (group, expected) in zip(groups, Self.slowFit(means, weights)) {
                #expect(isClose(curve.probability(group.key), expected, absolute: 1e-12))
            }
        }
    }

    @Test("The curve never falls and keeps the base rate")
    func properties() throws {
        var generator = SplitMix64(seed: 32)
        let sample = RankingTests.random(&generator, count: 300, levels: 50)
        let curve = try #require(IsotonicCalibrator(fitting: sample))
        let values = (0...200).compactMap { curve.probability(Double($0) / 200) }
        #expect(values == values.sorted())
        let mean = sample.reduce(0.0) { $0 + (curve.probability($1.score) ?? .nan) } / 300
        #expect(isClose(mean, Double(sample.count { $0.isCorrect }) / 300, relative: 1e-12))
        // No rising curve has a smaller squared error, the identity included.
        let fitted = sample.map { ScoredOutcome(score: curve.probability($0.score) ?? .nan, isCorrect: $0.isCorrect) }
        #expect(try #require(Calibration.brierScore(fitted)) <= #require(Calibration.brierScore(sample)))
    }

    @Test("A fitted curve is restored from its points, and anything else is refused")
    func restore() throws {
        let curve = try #require(IsotonicCalibrator(fitting: PlattCalibratorTests.sample))
        #expect(IsotonicCalibrator(scores: curve.scores, probabilities: curve.probabilities) == curve)
        #expect(IsotonicCalibrator(scores: [], probabilities: []) == nil)
        #expect(IsotonicCalibrator(scores: [1, 2], probabilities: [0.5]) == nil)
        #expect(IsotonicCalibrator(scores: [1, 1], probabilities: [0.5, 0.6]) == nil)
        #expect(IsotonicCalibrator(scores: [1, 2], probabilities: [0.6, 0.5]) == nil)
        #expect(IsotonicCalibrator(scores: [1], probabilities: [1.5]) == nil)
        #expect(IsotonicCalibrator(scores: [.nan], probabilities: [0.5]) == nil)
    }

    @Test("Extreme scores do not trap")
    func edges() throws {
        #expect(IsotonicCalibrator(fitting: []) == nil)
        #expect(IsotonicCalibrator(fitting: RankingTests.outcomes([(.nan, true)])) == nil)
        let wide = try #require(
            IsotonicCalibrator(fitting: RankingTests.outcomes([(-1.5e308, false), (1.5e308, true)]))
        )
        #expect(isClose(wide.probability(0), 0.5))
        #expect(wide.probability(.infinity) == 1 && wide.probability(.nan) == nil)
        #expect(IsotonicCalibrator(fitting: RankingTests.outcomes([(0.3, true)]))?.probability(-5) == 1)
    }
}
