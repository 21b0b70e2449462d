import AssayStatistics
import Testing

/// What the comparisons promise in the long run, on seeded simulations.
struct ComparisonSimulationTests {
    private static func sample(_ generator: inout SplitMix64, _ count: Int, shift: Double = 0) -> [Double] {
        (0..<count).map { _ in NormalDistribution.quantile(Double.random(in: 1e-9..<1, using: &generator)) + shift }
    }

    @Test("Permutation p-values of equal samples are at most uniform")
    func uniform() throws {
        var generator = SplitMix64(seed: 101)
        var below: [Double: Int] = [:]
        for run in 0..<300 {
            let (x, y) = (Self.sample(&generator, 6), Self.sample(&generator, 9))
            let test = PermutationTest(resamples: 99, seed: UInt64(run))
            let p = try #require(test.meanDifference(x, y)).pValue
            for level in [0.05, 0.2, 0.5] where p <= level { below[level, default: 0] += 1 }
        }
        for level in [0.05, 0.2, 0.5] {
            // The level plus three standard errors of 300 runs.
            let limit = level * 300 + 3 * (300 * level * (1 - level)).squareRoot()
            #expect(Double(below[level] ?? 0) <= limit)
            #expect(Double(below[level] ?? 0) >= level * 300 - 3 * (300 * level * (1 - level)).squareRoot() - 6)
        }
    }

    @Test("The interval of the shift holds the true shift about 95 times in 100")
    func coverage() throws {
        var generator = SplitMix64(seed: 102)
        var held = 0
        for _ in 0..<300 {
            let (x, y) = (Self.sample(&generator, 12), Self.sample(&generator, 15, shift: 0.7))
            let interval = try #require(EffectSize.shiftInterval(x, y))
            held += interval.low <= 0.7 && 0.7 <= interval.high ? 1 : 0
        }
        // Three standard errors of 300 runs at .95 are 11.3.
        #expect(held >= 273 && held <= 297)
    }

    @Test("A real difference is found more often the larger it is")
    func power() throws {
        var found: [Int] = []
        for shift in [0.0, 0.5, 1.5] {
            var generator = SplitMix64(seed: 103)
            var alarms = 0
            for _ in 0..<80 {
                let comparison = SampleComparison.numeric(
                    Self.sample(&generator, 15),
                    Self.sample(&generator, 15, shift: shift)
                )
                alarms += comparison.isDifferent() ? 1 : 0
            }
            found.append(alarms)
        }
        #expect(found == found.sorted())
        // The power at 1.5 standard deviations is .97; at no difference 5 % plus three standard errors are 10 of 80.
        #expect(found[0] <= 10 && found[2] >= 70)
    }

    @Test("The estimated shift is right on average")
    func unbiased() throws {
        var generator = SplitMix64(seed: 104)
        var moments = Moments()
        for _ in 0..<200 {
            let (x, y) = (Self.sample(&generator, 10), Self.sample(&generator, 10, shift: -2))
            moments.append(try #require(EffectSize.hodgesLehmannShift(x, y)))
        }
        // One shift has a standard deviation of about .46, the mean of 200 of .033.
        #expect(isClose(moments.mean, -2, absolute: 0.1))
    }

    @Test("Hedges' g estimates the standardised difference with less bias than Cohen's d")
    func bias() throws {
        var generator = SplitMix64(seed: 105)
        var (d, g) = (Moments(), Moments())
        for _ in 0..<2000 {
            let (x, y) = (Self.sample(&generator, 4), Self.sample(&generator, 4, shift: 1))
            d.append(try #require(EffectSize.cohensD(x, y)))
            g.append(try #require(EffectSize.hedgesG(x, y)))
        }
        // With six degrees of freedom d is too large by 15 %; the standard errors are .02.
        #expect(try #require(d.mean) > 1.08)
        #expect(isClose(g.mean, 1, absolute: 0.06))
    }

    @Test("DeLong's interval holds the true area about 95 times in 100")
    func deLong() throws {
        var generator = SplitMix64(seed: 106)
        // Two normal scores one standard deviation apart: the area is Φ(1/√2).
        let area = NormalDistribution.cumulative(1 / 2.0.squareRoot())
        var held = 0
        for _ in 0..<200 {
            let right = Self.sample(&generator, 40, shift: 1).map { ScoredOutcome(score: $0, isCorrect: true) }
            let wrong = Self.sample(&generator, 40).map { ScoredOutcome(score: $0, isCorrect: false) }
            let interval = try #require(Ranking.aurocInterval(right + wrong))
            held += interval.low <= area && area <= interval.high ? 1 : 0
        }
        // Three standard errors of 200 runs at .95 are 9.2; small samples fall a little short.
        #expect(held >= 178 && held <= 199)
    }
}
