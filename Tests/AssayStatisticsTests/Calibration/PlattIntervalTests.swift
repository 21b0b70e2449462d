import AssayStatistics
import Foundation
import Testing

struct PlattIntervalTests {
    private static func curve() throws -> PlattCalibrator {
        try #require(PlattCalibrator(fitting: PlattCalibratorTests.sample))
    }

    /// The cross-entropy with Platt's targets, written down a second time.
    private static func loss(_ slope: Double, _ intercept: Double) -> Double {
        let sample = PlattCalibratorTests.sample
        let right = Double(sample.count { $0.isCorrect })
        let wrong = Double(sample.count) - right
        return sample.reduce(0) { sum, outcome in
            let p = 1 / (1 + exp(-(slope * outcome.score + intercept)))
            let target = outcome.isCorrect ? (right + 1) / (right + 2) : 1 / (wrong + 2)
            return sum - target * log(p) - (1 - target) * log(1 - p)
        }
    }

    @Test("The covariance is the inverse of the curvature of the loss, by finite differences")
    func covariance() throws {
        let curve = try Self.curve()
        let covariance = try #require(curve.covariance)
        let (s, i, h) = (curve.slope, curve.intercept, 1e-4)
        func second(_ ds: Double, _ di: Double) -> Double {
            (Self.loss(s + ds, i + di) - 2 * Self.loss(s, i) + Self.loss(s - ds, i - di)) / (h * h)
        }
        let (ss, ii) = (second(h, 0), second(0, h))
        let si = (second(h, h) - ss - ii) / 2
        let determinant = ss * ii - si * si
        #expect(isClose(covariance.slope, ii / determinant, relative: 1e-4))
        #expect(isClose(covariance.both, -si / determinant, relative: 1e-4))
        #expect(isClose(covariance.intercept, ss / determinant, relative: 1e-4))
    }

    @Test("An interval holds its probability, stays inside 0…1 and widens with the level and beyond the labels")
    func shape() throws {
        let curve = try Self.curve()
        for score in [0.1, 0.5, 0.95] {
            let probability = try #require(curve.probability(score))
            let narrow = try #require(curve.interval(score, level: 0.5))
            let wide = try #require(curve.interval(score, level: 0.95))
            #expect(0 < wide.low && wide.low < narrow.low && narrow.low < probability)
            #expect(probability < narrow.high && narrow.high < wide.high && wide.high < 1)
        }
        func logitWidth(_ score: Double) throws -> Double {
            let ends = try #require(curve.interval(score))
            return log(ends.high / (1 - ends.high)) - log(ends.low / (1 - ends.low))
        }
        #expect(try logitWidth(3) > logitWidth(0.95))
    }

    @Test("Intervals at 95 % hold the true probability about that often")
    func coverage() throws {
        var generator = SplitMix64(seed: 20)
        var covered = 0
        let trials = 400
        for _ in 0..<trials {
            let sample = (0..<200).map { _ in
                let score = Double(generator.next() >> 11) * 0x1p-53
                let p = 1 / (1 + exp(-(4 * score - 1.5)))
                return ScoredOutcome(score: score, isCorrect: Double(generator.next() >> 11) * 0x1p-53 < p)
            }
            let curve = try #require(PlattCalibrator(fitting: sample))
            let ends = try #require(curve.interval(0.7))
            let truth = 1 / (1 + exp(-1.3))
            covered += ends.low <= truth && truth <= ends.high ? 1 : 0
        }
        #expect((0.92...0.98).contains(Double(covered) / Double(trials)), "\(covered) of \(trials)")
    }

    @Test("Equal scores leave the base rate with the uncertainty of a share")
    func constant() throws {
        let sample = (0..<40).map { ScoredOutcome(score: 0.5, isCorrect: $0 % 4 != 0) }
        let curve = try #require(PlattCalibrator(fitting: sample))
        let covariance = try #require(curve.covariance)
        let p = try #require(curve.probability(0.5))
        #expect(covariance.slope == 0)
        #expect(isClose(covariance.intercept, 1 / (40 * p * (1 - p)), relative: 1e-9))
    }

    @Test("There is no interval without a covariance, for other numbers or levels")
    func undefined() throws {
        let curve = try Self.curve()
        #expect(PlattCalibrator(slope: 1, intercept: 0)?.interval(0.5) == nil)
        for score in [Double.nan, .infinity] { #expect(curve.interval(score) == nil) }
        for level in [0, 1, -0.5, .nan] { #expect(curve.interval(0.5, level: level) == nil) }
        #expect(PlattCalibrator.Covariance(slope: -1, both: 0, intercept: 1) == nil)
        #expect(PlattCalibrator.Covariance(slope: 1, both: .nan, intercept: 1) == nil)
    }
}
