import AssayStatistics
import Testing

struct PlattCalibratorTests {
    static let sample = RankingTests.outcomes([
        (0.1, false), (0.2, false), (0.25, true), (0.4, false), (0.45, true), (0.5, false), (0.6, true), (0.7, false),
        (0.8, true), (0.9, true), (0.9, true), (0.95, true),
    ])

    @Test("The fitted curve is the maximum of the likelihood with smoothed targets")
    func fit() throws {
        // Found by Newton's method in numpy to a gradient of 0.
        let curve = try #require(PlattCalibrator(fitting: Self.sample))
        #expect(isClose(curve.slope, 3.290213504072823, relative: 1e-10))
        #expect(isClose(curve.intercept, -1.4777862783345137, relative: 1e-10))
        #expect(isClose(curve.probability(0.5), 1 / (1 + naturalExponential(1.4777862783345137 - 1.6451067520364115))))
    }

    @Test("A fitted curve is restored from its parameters")
    func restore() throws {
        let curve = try #require(PlattCalibrator(fitting: Self.sample))
        let restored = PlattCalibrator(slope: curve.slope, intercept: curve.intercept, covariance: curve.covariance)
        #expect(restored == curve)
        #expect(PlattCalibrator(slope: .nan, intercept: 0) == nil)
        #expect(PlattCalibrator(slope: 1, intercept: .infinity) == nil)
    }

    @Test("Scaling the scores scales the curve and leaves the probabilities alone")
    func equivariance() throws {
        let curve = try #require(PlattCalibrator(fitting: Self.sample))
        for (factor, offset) in [(1e6, -3.0), (1e-6, 0.5), (-2.0, 7.0)] {
            let moved = Self.sample.map { ScoredOutcome(score: factor * $0.score + offset, isCorrect: $0.isCorrect) }
            let other = try #require(PlattCalibrator(fitting: moved))
            let expected = try #require(curve.probability(0.3))
            #expect(isClose(other.probability(factor * 0.3 + offset), expected, relative: 1e-8))
        }
    }

    @Test("Separated scores keep probabilities short of 0 and 1")
    func separated() throws {
        let sample = RankingTests.outcomes((0..<10).map { (Double($0), $0 >= 5) })
        let curve = try #require(PlattCalibrator(fitting: sample))
        let (low, high) = (try #require(curve.probability(0)), try #require(curve.probability(9)))
        #expect(low > 0.001 && low < 0.3 && high > 0.7 && high < 0.999)
        #expect(curve.slope > 0)
    }

    @Test("A constant score gives the smoothed base rate")
    func constant() throws {
        let sample = RankingTests.outcomes([(0.7, true), (0.7, true), (0.7, true), (0.7, false)])
        let curve = try #require(PlattCalibrator(fitting: sample))
        // The mean of the targets: three times 4/5 and once 1/3.
        #expect(isClose(curve.probability(0.7), (3 * 0.8 + 1.0 / 3) / 4, relative: 1e-9))
        #expect(curve.slope == 0)
    }

    @Test("What cannot be fitted is nil, and extreme scores do not trap")
    func edges() throws {
        #expect(PlattCalibrator(fitting: []) == nil)
        #expect(PlattCalibrator(fitting: RankingTests.outcomes([(0.1, true), (0.2, true)])) == nil)
        #expect(PlattCalibrator(fitting: RankingTests.outcomes([(.infinity, true), (0, false)])) == nil)
        #expect(PlattCalibrator(fitting: RankingTests.outcomes([(1e308, true), (-1e308, false), (0, true)])) != nil)
        let curve = try #require(PlattCalibrator(slope: 1, intercept: 0))
        #expect(curve.probability(.infinity) == 1 && curve.probability(-.infinity) == 0)
        #expect(curve.probability(.nan) == nil)
        #expect(curve.probability(-800) == 0 && curve.probability(800) == 1)
    }

    @Test("A curve that is logistic is found again", arguments: [UInt64(1), 2, 3])
    func recovery(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let truth = try #require(PlattCalibrator(slope: 4, intercept: -1))
        let sample = (0..<20_000).map { _ in
            let score = Double.random(in: 0...1, using: &generator)
            let isRight = Double.random(in: 0..<1, using: &generator) < truth.probability(score) ?? 0
            return ScoredOutcome(score: score, isCorrect: isRight)
        }
        let curve = try #require(PlattCalibrator(fitting: sample))
        // The standard errors are .07 and .03; four of them.
        #expect(isClose(curve.slope, 4, absolute: 0.28))
        #expect(isClose(curve.intercept, -1, absolute: 0.13))
    }
}
