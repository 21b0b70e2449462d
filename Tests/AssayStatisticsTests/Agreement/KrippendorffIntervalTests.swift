import AssayStatistics
import Testing

struct KrippendorffIntervalTests {
    /// Four raters of thirty units, with gaps.
    private static let units: [[Double]] = {
        var generator = SplitMix64(seed: 31)
        return (0..<30).map { unit in
            (0..<4).map { rater in
                let noise = Double(generator.next() % 3)
                return (unit + rater) % 11 == 0 ? .nan : Double(1 + unit % 5) + noise
            }
        }
    }()

    @Test(
        "An interval at every level holds its coefficient and is the same for the same seed",
        arguments: KrippendorffAlpha.Level.allCases
    )
    func levels(level: KrippendorffAlpha.Level) throws {
        let bootstrap = Bootstrap(resamples: 200, seed: 3)
        let interval = try #require(KrippendorffAlpha.interval(units: Self.units, level: level, bootstrap: bootstrap))
        #expect(interval.estimate == Agreement.krippendorffAlpha(units: Self.units, level: level))
        #expect(interval.low < interval.estimate && interval.estimate < interval.high)
        #expect(interval == KrippendorffAlpha.interval(units: Self.units, level: level, bootstrap: bootstrap))
        let other = Bootstrap(resamples: 200, seed: 4)
        #expect(interval != KrippendorffAlpha.interval(units: Self.units, level: level, bootstrap: other))
    }

    @Test("For labels it is the interval of the table of ratings")
    func nominal() throws {
        let labels = Self.units.map { $0.filter { !$0.isNaN }.map { Int($0) } }
        let bootstrap = Bootstrap(resamples: 100, seed: 5)
        let table = try #require(RatingTable(units: labels).interval(.krippendorffAlpha, bootstrap: bootstrap))
        let own = KrippendorffAlpha.interval(units: Self.units, level: .nominal, bootstrap: bootstrap)
        #expect(isClose(own?.low, table.low, absolute: 1e-12))
        #expect(isClose(own?.high, table.high, absolute: 1e-12))
    }

    @Test("Ratings that are all equal have no interval, as they have no coefficient")
    func undefined() {
        let bootstrap = Bootstrap(resamples: 50)
        #expect(KrippendorffAlpha.interval(units: [[1, 1], [1, 1], [1]], level: .ratio, bootstrap: bootstrap) == nil)
        #expect(KrippendorffAlpha.interval(units: [], level: .interval, bootstrap: bootstrap) == nil)
    }
}
