import AssayStatistics
import Testing

struct StreamingSummaryTests {
    static func summary(_ values: [Double]) -> StreamingSummary {
        values.reduce(into: StreamingSummary()) { $0.append($1) }
    }

    @Test("Merged parts have the digits of the whole on the NIST series", arguments: MomentsTests.series)
    func certified(name: String) throws {
        let values = try MomentsTests.values(name)
        let reference = try Reference().at("nist_strd", name)
        let certified = try Reference("nist_strd/certified.json").at(name)
        for parts in [2, 7, values.count] {
            var merged = Moments()
            for part in 0..<parts {
                let slice = values[(part * values.count / parts)..<((part + 1) * values.count / parts)]
                merged.merge(MomentsTests.moments(Array(slice)))
            }
            #expect(merged.count == values.count)
            let mean = try MomentsTests.digits(merged.mean, certified: certified.at("mean").string())
            let deviation = try MomentsTests.digits(merged.standardDeviation, certified: certified.at("sd").string())
            #expect(try mean >= reference.at("numpy_mean_LRE").number() - 0.01)
            #expect(try deviation >= reference.at("numpy_sd_LRE").number() - 0.01)
        }
    }

    @Test("Merging equals appending for every figure")
    func merging() throws {
        var generator = SplitMix64(seed: 81)
        let values = (0..<200).map { _ in Double.random(in: -1...4, using: &generator) } + [.nan]
        let whole = Self.summary(values)
        for cut in [0, 1, 50, 199, 201] {
            var merged = Self.summary(Array(values[..<cut]))
            merged.merge(Self.summary(Array(values[cut...])))
            #expect(merged.count == 200 && merged.missing == 1)
            #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
            #expect(isClose(merged.moments.mean, try #require(whole.moments.mean), relative: 1e-15))
            #expect(isClose(merged.moments.variance, try #require(whole.moments.variance), relative: 1e-15))
            #expect(isClose(merged.skewness, try #require(whole.skewness), relative: 1e-10))
            #expect(isClose(merged.excessKurtosis, try #require(whole.excessKurtosis), relative: 1e-10))
        }
    }

    @Test("Skewness and kurtosis have their known values")
    func shape() {
        let summary = Self.summary([3.1, 0.2, 5.5, 2.2, 9.8, 1.1, 4.0, 4.4, 0.9, 7.3])
        #expect(isClose(summary.skewness, 0.6512458308050841, relative: 1e-12))
        #expect(isClose(summary.excessKurtosis, -0.5158051697305623, relative: 1e-12))
        #expect(Self.summary([1, 2]).skewness == 0)
        #expect(isClose(Self.summary([1, 2]).excessKurtosis, -2))
    }

    @Test("Empty, equal and extreme streams do not trap")
    func edges() {
        let empty = StreamingSummary()
        #expect(empty.count == 0 && empty.minimum == nil && empty.skewness == nil && empty.moments.mean == nil)
        let constant = Self.summary([0.1, 0.1, 0.1])
        #expect(constant.skewness == nil && constant.excessKurtosis == nil)
        #expect(constant.minimum == 0.1 && constant.moments.standardDeviation == 0)
        let huge = Self.summary([1e308, -1e308, .infinity])
        #expect(huge.missing == 1 && huge.moments.mean == 0)
        #expect(huge.skewness.map { $0.isFinite } ?? true)
        var merged = empty
        merged.merge(constant)
        merged.merge(empty)
        #expect(merged.moments == constant.moments)
    }

    @Test("Streams of very different size merge without losing either")
    func scales() throws {
        let tiny = MomentsTests.moments([1e-200, 3e-200])
        let large = MomentsTests.moments([1e100, 3e100])
        var merged = tiny
        merged.merge(large)
        let whole = MomentsTests.moments([1e-200, 3e-200, 1e100, 3e100])
        #expect(isClose(merged.mean, try #require(whole.mean), relative: 1e-15))
        #expect(isClose(merged.standardDeviation, try #require(whole.standardDeviation), relative: 1e-14))
        var equal = MomentsTests.moments([5, 5])
        equal.merge(MomentsTests.moments([5]))
        #expect(equal.count == 3 && equal.standardDeviation == 0)
        var extremes = MomentsTests.moments([1e308])
        extremes.merge(MomentsTests.moments([-1e308]))
        #expect(extremes.mean == 0)
    }
}
