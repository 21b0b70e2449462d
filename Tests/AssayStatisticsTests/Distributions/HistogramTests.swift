import AssayStatistics
import Testing

struct HistogramTests {
    @Test("The rule of Freedman and Diaconis gives numpy's bins")
    func freedmanDiaconis() throws {
        let values = (0..<500).map { (i: Int) -> Double in
            let (coarse, fine) = (Double(i * i % 13), Double(i * 37 % 101))
            return fine / 101 + coarse / 5
        }
        let histogram = try #require(Histogram(values: values))
        #expect(histogram.counts == [28, 56, 94, 63, 37, 51, 75, 65, 31])
        #expect(isClose(histogram.edges[1], 0.37667767, absolute: 1e-8))
        #expect(isClose(histogram.edges[9], 3.39009901, absolute: 1e-8))
    }

    @Test("The upper edge of the last bin is inside, every other upper edge outside")
    func edges() throws {
        let histogram = try #require(Histogram(values: [0, 1, 2, 3, 4], rule: .count(4)))
        #expect(histogram.edges == [0, 1, 2, 3, 4])
        #expect(histogram.counts == [1, 1, 1, 2])
    }

    @Test("Every finite value is counted once, whatever the rule")
    func total() throws {
        var generator = SplitMix64(seed: 91)
        for rule in [Histogram.Rule.freedmanDiaconis, .count(1), .count(7), .count(-3), .count(.max)] {
            let values = (0..<100).map { _ in Double.random(in: -1e6...1e6, using: &generator) } + [.nan, .infinity]
            let histogram = try #require(Histogram(values: values, rule: rule, maximumBins: 50))
            #expect(histogram.counts.reduce(0, +) == 100)
            #expect(histogram.counts.count <= 50 && histogram.edges.count == histogram.counts.count + 1)
            #expect(histogram.edges == histogram.edges.sorted())
        }
    }

    @Test("The number of bins is bounded when one value lies far out")
    func outlier() throws {
        let values = (0..<1000).map { Double($0 % 10) } + [1e12]
        let histogram = try #require(Histogram(values: values))
        #expect(histogram.counts.count == 256)
        #expect(histogram.counts[0] == 1000 && histogram.counts[255] == 1)
        #expect(Histogram(values: values, maximumBins: .max)?.counts.count == 10_000)
        #expect(Histogram(values: values, maximumBins: -1)?.counts.count == 1)
    }

    @Test("Quartiles that coincide fall back to Sturges' number")
    func sturges() throws {
        let values = [Double](repeating: 5, count: 15) + [9]
        #expect(Histogram(values: values)?.counts.count == 5)
    }

    @Test("Equal values share a bin without width, and no value gives no histogram")
    func degenerate() {
        let equal = Histogram(values: [3, 3, 3])
        #expect(equal?.edges == [3, 3] && equal?.counts == [3])
        #expect(Histogram(values: []) == nil)
        #expect(Histogram(values: [.nan]) == nil)
        let huge = Histogram(values: [-1.7e308, 1.7e308, 0], rule: .count(3))
        #expect(huge?.counts == [1, 1, 1])
        #expect(huge?.edges.allSatisfy(\.isFinite) == true)
    }
}
