import AssayStatistics
import Testing

/// STATISTICS §1.4 and §1.6: calibrators and the figures that judge them.
@Suite("Properties of calibration")
struct CalibrationPropertyTests {
    private static func outcomes(_ rows: [(Double, Bool)]) -> [ScoredOutcome] {
        rows.map { ScoredOutcome(score: $0.0, isCorrect: $0.1) }
    }

    /// Scores on a grid; the chance of being right rises, falls or does not depend on them.
    private static func random(_ seed: UInt64, slope: Double) -> [ScoredOutcome] {
        var generator = SplitMix64(seed: seed)
        let rows = (0..<60).map { _ -> ScoredOutcome in
            let score = Double(Int.random(in: 0...12, using: &generator)) / 12
            let chance = 0.5 + slope * (score - 0.5)
            return ScoredOutcome(score: score, isCorrect: Double.random(in: 0..<1, using: &generator) < chance)
        }
        return rows + outcomes([(0.25, true), (0.25, false), (0.75, true), (0.75, false)])
    }

    private static let grid: [Double] =
        [-Double.infinity, -1e300, -1] + (0...40).map { Double($0) / 40 } + [2, 1e300, .infinity]

    @Test("§1.6: calibrators are monotone beyond all scores, and inside 0…1", arguments: [-0.8, 0, 0.8])
    func monotone(slope: Double) throws {
        for seed in 1...5 as ClosedRange<UInt64> {
            let sample = Self.random(seed, slope: slope)
            let isotonic = try #require(IsotonicCalibrator(fitting: sample))
            let steps = Self.grid.compactMap { isotonic.probability($0) }
            #expect(steps.count == Self.grid.count && steps == steps.sorted())
            let platt = try #require(PlattCalibrator(fitting: sample))
            let curve = Self.grid.compactMap { platt.probability($0) }
            #expect(curve.count == Self.grid.count)
            #expect(curve == (platt.slope < 0 ? curve.sorted(by: >) : curve.sorted()))
            #expect((steps + curve).allSatisfy { $0 >= 0 && $0 <= 1 })
            #expect(isotonic.probability(.nan) == nil && platt.probability(.nan) == nil)
        }
    }

    @Test("§1.6: a score that ranks answers the wrong way round is calibrated to the base rate")
    func reversed() throws {
        let sample = Self.outcomes([(0.1, true), (0.2, true), (0.3, true), (0.8, false), (0.9, false)])
        let curve = try #require(IsotonicCalibrator(fitting: sample))
        #expect(Self.grid.allSatisfy { curve.probability($0) == 0.6 })
        #expect(Ranking.auroc(sample) == 0)
    }

    @Test("§1.4: ECE, Brier score and AUROC by hand, alone in their bins")
    func apart() {
        let sample = Self.outcomes([
            (0.9, true), (0.8, true), (0.7, false), (0.4, true), (0.3, false), (0.1, false),
        ])
        // Gaps .1, .2, .7, .6, .3, .1, their squares, and 8 of 9 pairs in the right order.
        #expect(isClose(Calibration.expectedError(sample), 2.0 / 6))
        #expect(isClose(Calibration.brierScore(sample), 1.0 / 6))
        #expect(isClose(Ranking.auroc(sample), 8.0 / 9))
    }

    @Test("§1.4: ECE, Brier score and AUROC by hand, with shared bins and a tie")
    func together() {
        let sample = Self.outcomes([(0.95, true), (0.92, false), (0.91, true), (0.5, false), (0.5, true)])
        // Bins of three with a sum of 2.78 and two right, and of two with a sum of 1 and one right.
        #expect(isClose(Calibration.expectedError(sample), 0.78 / 5))
        #expect(isClose(Calibration.brierScore(sample), (0.0025 + 0.8464 + 0.0081 + 0.25 + 0.25) / 5))
        // .95 beats both wrong ones, .91 one of them, and .5 ties with one.
        #expect(isClose(Ranking.auroc(sample), 3.5 / 6))
        #expect(isClose(Calibration.logLoss(Self.outcomes([(0.5, true), (0.25, false)])), naturalLog(8.0 / 3) / 2))
    }

    @Test("§1.4: neither the order of answers nor giving each twice changes a figure")
    func invariance() throws {
        var generator = SplitMix64(seed: 6)
        let sample = Self.random(7, slope: 0.6)
        let quality = try #require(CalibrationQuality(sample))
        for other in [sample.shuffled(using: &generator), sample + sample] {
            let figures = try #require(CalibrationQuality(other))
            #expect(isClose(figures.expectedError, quality.expectedError, absolute: 1e-13))
            #expect(isClose(figures.brierScore, quality.brierScore, absolute: 1e-13))
            #expect(isClose(figures.auroc, quality.auroc, absolute: 1e-13))
        }
    }
}
