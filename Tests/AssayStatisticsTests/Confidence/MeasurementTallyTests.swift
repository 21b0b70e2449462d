import AssayStatistics
import Testing

struct MeasurementTallyTests {
    static func tally(
        _ values: [Double?],
        horizon: Int = 20,
        _ tolerance: MeasurementTally.Tolerance = .absolute(0.5)
    ) -> MeasurementTally {
        values.reduce(into: MeasurementTally(horizon: horizon, tolerance: tolerance)) { $0.append($1) }
    }

    @Test("Confidence is the central probability of Student's t")
    func confidence() {
        // Mean 3, s² = 2.5, so the limit is .5·√5/√2.5 = √.5 with 4 degrees of freedom.
        let expected = 2 * StudentT.cumulative(0.5.squareRoot(), degreesOfFreedom: 4) - 1
        #expect(isClose(Self.tally([1, 2, 3, 4, 5]).confidence, expected))
        #expect(isClose(Self.tally([1, 2, 3, 4, 5], .relative(0.5 / 3)).confidence, expected))
    }

    @Test("Stability is the central probability of the predictive t")
    func stability() {
        // Of 20 draws 15 are left: 15/20·√2.5·√(1/5 + 1/15) is the scale.
        let scale = 0.75 * 2.5.squareRoot() * (1.0 / 5 + 1.0 / 15).squareRoot()
        let expected = 2 * StudentT.cumulative(0.5 / scale, degreesOfFreedom: 4) - 1
        #expect(isClose(Self.tally([1, 2, 3, 4, 5]).stability, expected))
    }

    @Test("With a far horizon stability tends to confidence, with none it is 1")
    func horizons() throws {
        let values: [Double?] = [1, 2, 3, 4, 5]
        let confidence = try #require(Self.tally(values).confidence)
        #expect(isClose(Self.tally(values, horizon: 1_000_000_000).stability, confidence, relative: 1e-6))
        #expect(Self.tally(values, horizon: 5).stability == 1)
        let nearer = try #require(Self.tally(values, horizon: 8).stability)
        let farther = try #require(Self.tally(values, horizon: 9).stability)
        #expect(nearer > farther)
    }

    @Test("Below three values nothing is claimed")
    func fewValues() {
        #expect(Self.tally([]).confidence == nil)
        #expect(Self.tally([1, 1]).confidence == nil)
        #expect(Self.tally([1, 1]).stability == nil)
        #expect(Self.tally([1, nil, 1, .nan]).confidence == nil)
    }

    @Test("Equal values are certain")
    func zeroVariance() {
        #expect(Self.tally([2, 2, 2]).confidence == 1)
        #expect(Self.tally([0, 0, 0], .relative(0.05)).stability == 1)
    }

    @Test("A relative tolerance around a mean of zero is never met by varying values")
    func zeroMean() {
        #expect(Self.tally([-1, 0, 1], .relative(0.05)).confidence == 0)
    }

    @Test("Draws without a value use up the horizon")
    func missing() {
        let tally = Self.tally([1, nil, 2, .infinity, 4], horizon: 6)
        #expect(tally.draws == 5)
        #expect(tally.moments.count == 3)
        #expect(tally.remaining == 1)
    }

    @Test("Hypothetical values at the mean raise the stability")
    func adding() throws {
        let start = Self.tally([1, 2, 3, 4, 5])
        var previous = try #require(start.stability)
        for count in 1...15 {
            let next = start.adding(valuesAtMean: count)
            #expect(next.draws == 5 + count)
            let stability = try #require(next.stability)
            #expect(stability > previous)
            previous = stability
        }
        #expect(previous == 1)
        #expect(start.adding(valuesAtMean: -1) == start)
    }

    @Test("Simulated normal draws fall within the tolerance as often as predicted")
    func coverage() throws {
        var generator = SplitMix64(seed: 6)
        var (predicted, happened) = (0.0, 0.0)
        let runs = 1500
        for _ in 0..<runs {
            let values = (0..<12).map { _ in
                NormalDistribution.quantile(Double.random(in: 1e-9..<1, using: &generator))
            }
            predicted += try #require(Self.tally(Array(values.prefix(5)), horizon: 12, .absolute(0.3)).stability)
            let (now, end) = (values.prefix(5).reduce(0, +) / 5, values.reduce(0, +) / 12)
            happened += abs(now - end) <= 0.3 ? 1 : 0
        }
        // Averaging over the unknown scale the two differ by a little more than chance, which is about .013.
        #expect(abs(predicted - happened) / Double(runs) < 0.05)
    }
}
