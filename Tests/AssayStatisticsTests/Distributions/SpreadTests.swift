import AssayStatistics
import Testing

struct SpreadTests {
    private static let values = [3.1, 0.2, 5.5, 2.2, 9.8, 1.1, 4.0, 4.4, 0.9, 7.3]

    @Test("Median-unbiased quantiles equal those of numpy")
    func medianUnbiased() throws {
        let summary = try #require(NumericSummary(values: Self.values))
        let expected = [
            (0, 0.2), (0.1, 0.45666666666666667), (0.25, 1.0833333333333335), (0.5, 3.55), (0.77, 6.022000000000002),
            (0.95, 9.8), (1, 9.8),
        ]
        for (p, value) in expected {
            #expect(isClose(summary.quantile(p, method: .medianUnbiased), value, relative: 1e-14))
        }
        #expect(summary.quantile(0.3, method: .linear) == summary.quantile(0.3))
        #expect(summary.quantile(1.1, method: .medianUnbiased) == nil)
        #expect(summary.quantile(.nan, method: .medianUnbiased) == nil)
    }

    @Test("The robust spreads equal those of scipy")
    func spreads() throws {
        let summary = try #require(NumericSummary(values: Self.values))
        #expect(isClose(summary.medianAbsoluteDeviation, 2.2, relative: 1e-14))
        #expect(isClose(summary.interquartileRange, 3.85, relative: 1e-14))
        let single = try #require(NumericSummary(values: [4]))
        #expect(single.medianAbsoluteDeviation == 0 && single.interquartileRange == 0)
        let huge = try #require(NumericSummary(values: [-1.7e308, -1.7e308, 1.7e308, 1.7e308]))
        #expect(huge.interquartileRange == nil)
    }

    @Test(
        "Both quantiles rise with the share and stay inside the range",
        arguments: NumericSummary.QuantileMethod.allCases
    )
    func monotone(method: NumericSummary.QuantileMethod) throws {
        let summary = try #require(NumericSummary(values: Self.values))
        let quantiles = (0...100).compactMap { summary.quantile(Double($0) / 100, method: method) }
        #expect(quantiles == quantiles.sorted() && quantiles.count == 101)
        #expect(quantiles.first == summary.minimum && quantiles.last == summary.maximum)
    }
}
