import AssayStatistics
import Testing

/// Seeds of STATISTICS §0 "Determinism", and figures from orders of values.
@Suite("Properties of resampling and of quantiles")
struct ResamplingPropertyTests {
    private static let sample = HostileInputs.randomNumbers(seed: 1, count: 20)

    private static func mean(_ values: [Double]) -> Double? { MomentsTests.moments(values).mean }

    @Test("§0: a bootstrap is a function of seed and values, not of their order", arguments: Bootstrap.Method.allCases)
    func seeds(method: Bootstrap.Method) throws {
        let bootstrap = Bootstrap(resamples: 150, seed: 5, method: method)
        let interval = try #require(bootstrap.interval(values: Self.sample, statistic: Self.mean))
        #expect(bootstrap.interval(values: Self.sample, statistic: Self.mean) == interval)
        let other = Array(Self.sample.reversed()) + HostileInputs.notFinite
        #expect(bootstrap.interval(values: other, statistic: Self.mean) == interval)
        let reseeded = Bootstrap(resamples: 150, seed: 6, method: method)
        #expect(reseeded.interval(values: Self.sample, statistic: Self.mean) != interval)
        #expect(interval.low < interval.estimate && interval.estimate < interval.high)
        let constant = try #require(bootstrap.interval(values: [4, 4, 4], statistic: Self.mean))
        #expect((constant.low, constant.estimate, constant.high) == (4, 4, 4))
        #expect(constant.standardError == 0)
        for values: [Double] in [[], [1], HostileInputs.notFinite] {
            #expect(bootstrap.interval(values: values, statistic: Self.mean) == nil)
        }
    }

    @Test("§0: every resample takes as many units as there are, and one without a figure is counted")
    func resamples() throws {
        var (calls, undefined, isWhole) = (0, 0, true)
        let bootstrap = Bootstrap(resamples: 200, seed: 2, method: .percentile)
        let interval = bootstrap.interval(units: 6) { times in
            calls += 1
            isWhole = isWhole && times.reduce(0, +) == 6
            guard times[0] > 0 else {
                undefined += 1
                return nil
            }
            return Double(times[0])
        }
        let found = try #require(interval)
        #expect(isWhole && calls == 201)
        #expect(undefined > 0 && found.undefined == undefined)
        #expect(found.low >= 1 && found.estimate == 1)
    }

    @Test("No p-value of a permutation test is 0, however far the samples are apart")
    func permutations() throws {
        let test = PermutationTest(resamples: 99, seed: 3)
        let far = Self.sample.map { $0 + 1e6 }
        let sampled = try #require(test.meanDifference(Self.sample, far))
        #expect(sampled.computation == .sampled(99))
        #expect(sampled.pValue == 0.01)
        #expect(test.meanDifference(Self.sample, far) == sampled)
        let exact = try #require(test.meanDifference([1, 2, 3], [11, 12, 13]))
        #expect(exact.pValue == 0.1 && exact.computation == .exact)
        #expect(test.meanDifference([11, 12, 13], [1, 2, 3])?.pValue == 0.1)
        #expect(test.meanDifference([5, 5, 5], [5, 5])?.pValue == 1)
        let table = try #require(test.homogeneity([40, 0], [0, 40]))
        #expect(table.pValue == 0.01)
        #expect(test.homogeneity([0, 0], [1, 2]) == nil)
        for values: [Double] in [[], HostileInputs.notFinite] { #expect(test.meanDifference(values, [1, 2]) == nil) }
        let ranks = try #require(MannWhitney(Array(Self.sample.prefix(8)), Array(far.prefix(8)))).result
        #expect(isClose(ranks.pValue, 2.0 / 12_870))
    }

    @Test("§1.3: quantiles rise from the smallest value to the largest, by either method")
    func quantiles() throws {
        let samples: [[Double]] = [[0.1], [2, 2], Self.sample, HostileInputs.numbers, [1e308, -1e308]]
        for values in samples {
            let summary = try #require(NumericSummary(values: values + HostileInputs.notFinite))
            for method in NumericSummary.QuantileMethod.allCases {
                let quantiles = (0...50).compactMap { summary.quantile(Double($0) / 50, method: method) }
                #expect(quantiles.count == 51 && quantiles == quantiles.sorted())
                #expect((quantiles.first, quantiles.last) == (summary.minimum, summary.maximum))
            }
            #expect(summary.quantile(0.5) == summary.median)
            #expect(summary.lowerMedian <= summary.median)
            let histogram = try #require(Histogram(values: values, rule: .count(7)))
            #expect(histogram.counts.reduce(0, +) == values.count)
            #expect(histogram.edges == histogram.edges.sorted())
            #expect(summary.quantile(-0.1) == nil && summary.quantile(.nan) == nil)
        }
    }
}
