import AssayStatistics
import Testing

struct NumericSummaryTests {
    /// The certified autocorrelation of Lew is rounded to 15 digits, which leaves 14.78 to the best possible answer.
    @Test("Every figure has the digits of compensated arithmetic on the NIST series", arguments: MomentsTests.series)
    func certifiedDigits(name: String) throws {
        let summary = try #require(NumericSummary(values: try MomentsTests.values(name)))
        let reference = try Reference().at("nist_strd", name)
        let certified = try Reference("nist_strd/certified.json").at(name)
        let mean = try MomentsTests.digits(summary.mean, certified: certified.at("mean").string())
        let deviation = try MomentsTests.digits(summary.standardDeviation, certified: certified.at("sd").string())
        let lag = try MomentsTests.digits(summary.lag1Autocorrelation, certified: certified.at("lag1").string())
        #expect(try mean >= reference.at("numpy_mean_LRE").number() - 0.01)
        #expect(try deviation >= reference.at("numpy_sd_LRE").number() - 0.01)
        #expect(try lag >= min(14.78, reference.at("compensated_lag1_LRE").number() - 0.01))
    }

    @Test("Order statistics of a small set are as computed by hand")
    func orderStatistics() throws {
        let summary = try #require(NumericSummary(values: [7, 1, 3, 5]))
        #expect(summary.count == 4)
        #expect(summary.minimum == 1)
        #expect(summary.maximum == 7)
        #expect(summary.median == 4)
        #expect(summary.lowerMedian == 3)
        #expect(summary.quantile(0.25) == 2.5)
        #expect(summary.quantile(0) == 1)
        #expect(summary.quantile(1) == 7)
        #expect(summary.quantile(1.5) == nil)
        #expect(summary.quantile(.nan) == nil)
    }

    @Test("The trimmed mean drops the floor of the share from each end")
    func trimmedMean() throws {
        let summary = try #require(NumericSummary(values: [1000, 1, 2, 3, 4, 5, 6, 7, 8, -1000]))
        #expect(summary.trimmedMean(0.1) == 4.5)
        #expect(summary.trimmedMean() == 4.5)
        #expect(summary.trimmedMean(0.09) == summary.mean)
        #expect(summary.trimmedMean(0.5) == 4.5)
        #expect(summary.trimmedMean(0.6) == nil)
        #expect(NumericSummary(values: [1, 2, 9])?.trimmedMean(0.5) == 2)
    }

    @Test("The interval of the mean is Student's")
    func meanInterval() throws {
        let summary = try #require(NumericSummary(values: [1, 2, 3, 4, 5]))
        let interval = try #require(summary.meanInterval(level: 0.95))
        // t(.975, 4)·√2.5/√5
        let half = 2.77644510519779348979096 * 0.5.squareRoot()
        #expect(isClose(interval.low, 3 - half, relative: 1e-13))
        #expect(isClose(interval.high, 3 + half, relative: 1e-13))
        #expect(summary.meanInterval(level: 1) == nil)
        #expect(NumericSummary(values: [3])?.meanInterval() == nil)
    }

    @Test("Only the autocorrelation depends on the order")
    func permutation() throws {
        var generator = SplitMix64(seed: 9)
        let values = (0..<50).map { _ in Double.random(in: -1...1, using: &generator) }
        let summary = try #require(NumericSummary(values: values))
        let shuffled = try #require(NumericSummary(values: values.shuffled(using: &generator)))
        #expect(summary.mean == shuffled.mean)
        #expect(summary.standardDeviation == shuffled.standardDeviation)
        #expect(summary.quantile(0.3) == shuffled.quantile(0.3))
        #expect(summary.lag1Autocorrelation != shuffled.lag1Autocorrelation)
    }

    @Test("Missing and undefined values do not become numbers")
    func undefined() throws {
        #expect(NumericSummary(values: []) == nil)
        #expect(NumericSummary(values: [.nan, .infinity]) == nil)
        let single = try #require(NumericSummary(values: [.nan, 2]))
        #expect(single.count == 1)
        #expect(single.median == 2)
        #expect(single.standardDeviation == nil)
        #expect(single.lag1Autocorrelation == nil)
        #expect(NumericSummary(values: [5, 5, 5])?.lag1Autocorrelation == nil)
    }

    @Test("The middle of two huge values of opposite sign is finite")
    func hugeMedian() throws {
        let summary = try #require(NumericSummary(values: [-1.7e308, 1.7e308]))
        #expect(summary.median == 0)
        #expect(summary.mean == 0)
    }
}
