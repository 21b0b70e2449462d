import AssayStatistics
import Testing

struct CalibrationQualityTests {
    /// Labels whose score says nothing, or everything that can be known, about being right.
    private static func sample(_ count: Int, informative: Bool, seed: UInt64) -> [ScoredOutcome] {
        var generator = SplitMix64(seed: seed)
        func unit() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
        return (0..<count).map { _ in
            let score = unit()
            return ScoredOutcome(score: score, isCorrect: unit() < (informative ? score : 0.5))
        }
    }

    @Test("A curve of either method is what its calibrator is", arguments: CalibrationCurve.Method.allCases)
    func curves(method: CalibrationCurve.Method) throws {
        let sample = Self.sample(100, informative: true, seed: 3)
        let curve = try #require(CalibrationCurve(method, fitting: sample))
        #expect(curve.method == method)
        for score in [0, 0.2, 0.77, 1] {
            let expected =
                method == .platt
                ? PlattCalibrator(fitting: sample)?.probability(score)
                : IsotonicCalibrator(fitting: sample)?.probability(score)
            #expect(curve.probability(score) == expected)
            #expect((curve.interval(score) == nil) == (method == .isotonic))
        }
        #expect(CalibrationCurve(method, fitting: sample.filter(\.isCorrect)) == nil)
        #expect(CalibrationCurve(method, fitting: []) == nil)
    }

    @Test("In-sample figures are those of the curve's probabilities")
    func inSample() throws {
        let sample = Self.sample(200, informative: true, seed: 5)
        let curve = try #require(CalibrationCurve(.platt, fitting: sample))
        let judged = try sample.map {
            ScoredOutcome(score: try #require(curve.probability($0.score)), isCorrect: $0.isCorrect)
        }
        let quality = try #require(CalibrationQuality(curve, inSample: sample))
        #expect(quality.expectedError == Calibration.expectedError(judged))
        #expect(quality.brierScore == Calibration.brierScore(judged))
        #expect(quality.auroc == Ranking.auroc(judged))
    }

    @Test("A score that says nothing looks useful in sample and useless held out")
    func noise() throws {
        var (flattery, heldOutBrier) = (0.0, 0.0)
        for seed in 0..<10 as Range<UInt64> {
            let sample = Self.sample(300, informative: false, seed: seed)
            let curve = try #require(CalibrationCurve(.isotonic, fitting: sample))
            let inSample = try #require(CalibrationQuality(curve, inSample: sample))
            let heldOut = try #require(CalibrationQuality(crossValidating: .isotonic, sample, folds: 10, seed: 0))
            #expect(inSample.auroc >= 0.5 && inSample.brierScore <= 0.25)
            flattery += (inSample.auroc - heldOut.auroc) / 10
            heldOutBrier += heldOut.brierScore / 10
        }
        #expect(flattery > 0.03)
        #expect(heldOutBrier > 0.25)
    }

    @Test("With a fold for each pair of labels, each is judged by a curve without it")
    func leaveOut() throws {
        let sample = Self.sample(24, informative: true, seed: 11)
        let right = sample.count { $0.isCorrect }
        let folds = min(right, 24 - right)
        let quality = try #require(CalibrationQuality(crossValidating: .platt, sample, folds: folds, seed: 1))
        let other = try #require(CalibrationQuality(crossValidating: .platt, sample, folds: folds, seed: 2))
        #expect(quality != other, "the folds are drawn from the seed")
        #expect(quality == CalibrationQuality(crossValidating: .platt, sample, folds: folds, seed: 1))
        #expect(CalibrationQuality(crossValidating: .platt, sample, folds: folds + 1, seed: 1) == nil)
        #expect(CalibrationQuality(crossValidating: .platt, sample, folds: 1, seed: 1) == nil)
    }

    @Test("Two folds by hand")
    func byHand() throws {
        // One right and one wrong answer in each half: whichever halves are drawn, they are the same.
        let sample =
            [0.2, 0.2].map { ScoredOutcome(score: $0, isCorrect: false) }
            + [0.8, 0.8].map { ScoredOutcome(score: $0, isCorrect: true) }
        let half = [sample[0], sample[2]]
        let curve = try #require(CalibrationCurve(.isotonic, fitting: half))
        let heldOut = CalibrationQuality(crossValidating: .isotonic, sample, folds: 2, seed: 9)
        #expect(heldOut == CalibrationQuality(curve, inSample: sample))
    }

    @Test("Figures outside 0…1, and answers all right or all wrong, are refused")
    func refused() {
        #expect(CalibrationQuality(expectedError: 0, brierScore: 0.2, auroc: 1) != nil)
        #expect(CalibrationQuality(expectedError: -0.1, brierScore: 0.2, auroc: 1) == nil)
        #expect(CalibrationQuality(expectedError: 0, brierScore: .nan, auroc: 1) == nil)
        #expect(CalibrationQuality([ScoredOutcome(score: 0.5, isCorrect: true)]) == nil)
    }
}
