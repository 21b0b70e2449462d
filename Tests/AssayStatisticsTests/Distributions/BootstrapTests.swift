import AssayStatistics
import Testing

struct BootstrapTests {
    private static let values = [3.1, 0.2, 5.5, 2.2, 9.8, 1.1, 4.0, 4.4, 0.9, 7.3]

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    @Test("Intervals of a mean equal those of scipy within simulation error")
    func mean() throws {
        // scipy.stats.bootstrap with 200,000 resamples; four standard errors of a quantile from 20,000 are 0.07.
        let expected: [(Bootstrap.Method, Double, Double)] = [(.bca, 2.3, 5.93), (.percentile, 2.16, 5.73)]
        for (method, low, high) in expected {
            let bootstrap = Bootstrap(resamples: 20_000, seed: 1, method: method)
            let interval = try #require(bootstrap.interval(values: Self.values, statistic: Self.mean))
            #expect(isClose(interval.low, low, absolute: 0.07))
            #expect(isClose(interval.high, high, absolute: 0.07))
            #expect(isClose(interval.estimate, 3.85))
            // The standard error of a mean of n is √((n−1)/n)·s/√n under resampling.
            let spread = SlowOracles.variance(Self.values) * 0.9 / 10
            #expect(isClose(interval.standardError, spread.squareRoot(), relative: 0.03))
        }
    }

    @Test("Neither the order of the values nor values that are not finite matter")
    func order() {
        let bootstrap = Bootstrap(resamples: 100, seed: 3)
        let plain = bootstrap.interval(values: Self.values, statistic: Self.mean)
        let other = bootstrap.interval(values: [.nan] + Self.values.reversed() + [.infinity], statistic: Self.mean)
        #expect(plain != nil && plain == other)
    }

    @Test("More resamples start with the same ones")
    func prefix() {
        var (few, many): ([[Int]], [[Int]]) = ([], [])
        _ = Bootstrap(resamples: 5, seed: 2, method: .percentile).interval(units: 4) {
            few.append($0)
            return 1
        }
        _ = Bootstrap(resamples: 9, seed: 2, method: .percentile).interval(units: 4) {
            many.append($0)
            return 1
        }
        #expect(few.count == 6 && many.count == 10)
        #expect(Array(many.prefix(6)) == few)
        #expect(few.allSatisfy { $0.reduce(0, +) == 4 })
    }

    @Test("A statistic that never changes has an interval without width")
    func constant() {
        let interval = Bootstrap(resamples: 50).interval(values: [2, 2, 2], statistic: Self.mean)
        #expect(interval?.low == 2 && interval?.high == 2)
        #expect(interval?.standardError == 0)
    }

    @Test("What is undefined is nil")
    func undefined() {
        let bootstrap = Bootstrap(resamples: 20)
        #expect(bootstrap.interval(values: [1], statistic: Self.mean) == nil)
        #expect(bootstrap.interval(values: [], statistic: Self.mean) == nil)
        #expect(bootstrap.interval(units: 3) { _ in nil } == nil)
        #expect(bootstrap.interval(units: 3) { $0 == [1, 1, 1] ? 1 : .nan } == nil)
        for level in [0.0, 1, -1, .nan] {
            #expect(Bootstrap(level: level).interval(values: [1, 2, 3], statistic: Self.mean) == nil)
        }
        #expect(Bootstrap(resamples: -4).resamples == 1)
    }

    @Test("Resamples without a value are counted, not imputed")
    func partlyUndefined() throws {
        let interval = try #require(
            Bootstrap(resamples: 500, seed: 7, method: .percentile).interval(units: 3) { times in
                times[0] == 0 ? nil : Double(times[1])
            }
        )
        // The first of three units is missing from (2/3)³ = .296 of all resamples; three standard errors are .061.
        #expect(isClose(Double(interval.undefined) / 500, 8.0 / 27, absolute: 0.061))
    }

    @Test("Intervals at 90 % hold the true mean about nine times in ten")
    func coverage() {
        var generator = SplitMix64(seed: 12)
        var held = 0
        for run in 0..<200 {
            let sample = (0..<30).map { _ in -naturalLog(1 - Double.random(in: 0..<1, using: &generator)) }
            let bootstrap = Bootstrap(resamples: 300, seed: UInt64(run), level: 0.9)
            guard let interval = bootstrap.interval(values: sample, statistic: Self.mean) else { continue }
            held += interval.low <= 1 && 1 <= interval.high ? 1 : 0
        }
        // Small skewed samples fall a little short; three standard errors of 200 runs are .064.
        #expect(held >= 160 && held <= 193)
    }

    @Test("More than a thousand units use a grouped jackknife with about the same interval")
    func grouped() throws {
        var generator = SplitMix64(seed: 13)
        let sample = (0..<1500).map { _ in -naturalLog(1 - Double.random(in: 0..<1, using: &generator)) }
        let bca = try #require(Bootstrap(resamples: 400, seed: 1).interval(values: sample, statistic: Self.mean))
        let plain = Bootstrap(resamples: 400, seed: 1, method: .percentile)
        let percentile = try #require(plain.interval(values: sample, statistic: Self.mean))
        #expect(isClose(bca.low, percentile.low, absolute: 0.02))
        #expect(isClose(bca.high, percentile.high, absolute: 0.02))
    }
}
