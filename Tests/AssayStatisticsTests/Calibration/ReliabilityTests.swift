import AssayStatistics
import Testing

struct ReliabilityTests {
    private static func outcomes(_ pairs: [(Double, Bool)]) -> [ScoredOutcome] { RankingTests.outcomes(pairs) }

    @Test("A score on an edge belongs to the bin below, and 0 to the first")
    func edges() throws {
        let sample = Self.outcomes([(0, true), (0.1, true), (0.1000001, true), (0.2, true), (1, true)])
        let diagram = try #require(ReliabilityDiagram(sample))
        #expect(diagram.bins.map(\.count) == [2, 2, 1])
        #expect(diagram.count == 5)
        // 0.1 + 0.2 lies above 0.3 by rounding alone.
        let rounded = try #require(ReliabilityDiagram(Self.outcomes([(0.1 + 0.2, true), (0.3, true)])))
        #expect(rounded.bins.count == 1)
    }

    @Test("The errors equal their definitions")
    func errors() throws {
        let sample = Self.outcomes([(0.9, true), (0.95, false), (0.3, false), (0.25, false)])
        let diagram = try #require(ReliabilityDiagram(sample))
        #expect(isClose(diagram.expectedError, (0.9 - 0) / 4 * 0 + (2 * 0.275 + 0.1 + 0.95) / 4))
        #expect(isClose(diagram.maximumError, 0.95))
        #expect(Calibration.expectedError(sample) == diagram.expectedError)
    }

    @Test("Bins of equal mass hold equal numbers, except that ties stay together")
    func equalMass() throws {
        let distinct = (0..<12).map { ScoredOutcome(score: Double($0) / 12, isCorrect: $0 % 2 == 0) }
        let even = try #require(ReliabilityDiagram(distinct, binning: .equalMass(4)))
        #expect(even.bins.map(\.count) == [3, 3, 3, 3])
        let uneven = try #require(ReliabilityDiagram(distinct, binning: .equalMass(5)))
        #expect(uneven.bins.map(\.count).reduce(0, +) == 12 && uneven.bins.count == 5)
        let tied = Self.outcomes([(0.5, true), (0.5, false), (0.5, true), (0.9, true)])
        #expect(ReliabilityDiagram(tied, binning: .equalMass(4))?.bins.map(\.count) == [3, 1])
        #expect(ReliabilityDiagram(tied, binning: .equalMass(.max))?.count == 4)
    }

    @Test("What is undefined is nil")
    func undefined() {
        #expect(ReliabilityDiagram([]) == nil)
        #expect(ReliabilityDiagram(Self.outcomes([(1.5, true)])) == nil)
        #expect(ReliabilityDiagram(Self.outcomes([(.nan, true)])) == nil)
        #expect(ReliabilityDiagram(Self.outcomes([(0.5, true)]), binning: .equalWidth(0)) == nil)
        #expect(ReliabilityDiagram(Self.outcomes([(0.5, true)]), binning: .equalMass(-1)) == nil)
        #expect(Calibration.brierScore([]) == nil)
        #expect(Calibration.logLoss(Self.outcomes([(-0.1, true)])) == nil)
        #expect(Calibration.logLoss(Self.outcomes([(0.5, true)]), floor: 0.6) == nil)
        #expect(Calibration.brierDecomposition([]) == nil)
    }

    @Test("The parts of the Brier score add up to it")
    func decomposition() throws {
        var generator = SplitMix64(seed: 24)
        for count in [1, 5, 50] {
            let sample = RankingTests.random(&generator, count: count)
            let parts = try #require(Calibration.brierDecomposition(sample))
            let score = try #require(Calibration.brierScore(sample))
            #expect(isClose(parts.reliability - parts.resolution + parts.uncertainty, score, absolute: 1e-14))
            #expect(parts.reliability >= 0 && parts.resolution >= 0 && parts.uncertainty <= 0.25)
        }
    }

    @Test("Proper scores have their known values")
    func properScores() throws {
        let half = Self.outcomes([(0.5, true), (0.5, false)])
        #expect(Calibration.brierScore(half) == 0.25)
        #expect(isClose(Calibration.logLoss(half), naturalLog(2)))
        #expect(Calibration.logLoss(Self.outcomes([(0, true)])) == .infinity)
        #expect(isClose(Calibration.logLoss(Self.outcomes([(0, true)]), floor: 0.01), -naturalLog(0.01)))
        #expect(Calibration.logLoss(Self.outcomes([(1, true), (0, false)])) == 0)
    }

    @Test("True probabilities are calibrated and wrong ones are not")
    func calibrated() throws {
        var generator = SplitMix64(seed: 25)
        let sample = RankingTests.random(&generator, count: 20_000, levels: 100)
        // Each bin of 2,000 has a standard error of at most .011.
        #expect(try #require(Calibration.expectedError(sample)) < 0.011)
        let boasting = sample.map { ScoredOutcome(score: $0.score.squareRoot(), isCorrect: $0.isCorrect) }
        #expect(try #require(Calibration.expectedError(boasting)) > 0.1)
    }
}
