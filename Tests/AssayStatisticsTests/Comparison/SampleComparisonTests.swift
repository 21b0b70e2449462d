import AssayStatistics
import Testing

struct SampleComparisonTests {
    @Test("Adjusted p-values equal those of scipy and of the step-down rule by hand")
    func adjusted() {
        let p: [Double?] = [0.01, 0.04, 0.03, 0.005, 0.5]
        let rate = MultipleTesting.benjaminiHochberg.adjusted(p)
        #expect(zip(rate, [0.025, 0.05, 0.05, 0.025, 0.5]).allSatisfy { isClose($0, $1, relative: 1e-14) })
        let holm = MultipleTesting.holm.adjusted(p)
        #expect(zip(holm, [0.04, 0.09, 0.09, 0.025, 0.5]).allSatisfy { isClose($0, $1, relative: 1e-14) })
    }

    @Test("Tests without a p-value stay without and do not count", arguments: MultipleTesting.allCases)
    func missing(method: MultipleTesting) {
        #expect(method.adjusted([nil, 0.02, .nan]) == [nil, 0.02, nil])
        #expect(method.adjusted([]) == [])
        #expect(method.adjusted([0.9, 0.8]).allSatisfy { $0.map { $0 <= 1 } ?? false })
    }

    @Test("Adjusting keeps the order and never lowers a p-value", arguments: MultipleTesting.allCases)
    func monotone(method: MultipleTesting) {
        var generator = SplitMix64(seed: 71)
        for _ in 0..<20 {
            let p = (0..<8).map { _ in Double.random(in: 0...1, using: &generator) }.sorted()
            let adjusted = method.adjusted(p).compactMap { $0 }
            #expect(adjusted == adjusted.sorted())
            #expect(zip(p, adjusted).allSatisfy { $0 <= $1 })
        }
    }

    @Test("Numbers are compared with a test, effects and counts")
    func numeric() throws {
        let comparison = SampleComparison.numeric(MannWhitneyTests.a, MannWhitneyTests.b + [.nan])
        #expect(comparison.firstCount == 7 && comparison.secondCount == 8)
        #expect(isClose(comparison.result?.pValue, 0.0721056721056721, relative: 1e-12))
        #expect(comparison.adjustedPValue == comparison.result?.pValue)
        #expect(comparison.effects.map(\.name) == ["hodges_lehmann_shift", "cliffs_delta", "hedges_g"])
        let shift = try #require(comparison.effects.first)
        #expect(try #require(shift.low) <= #require(shift.value) && #require(shift.value) <= #require(shift.high))
        #expect(!comparison.isDifferent() && comparison.isDifferent(level: 0.1))
        let means = SampleComparison.numeric(MannWhitneyTests.a, MannWhitneyTests.b, test: .permutation)
        #expect(means.result?.test == "permutation test of the difference of means")
        #expect(means.event != comparison.event)
    }

    @Test("Categories are compared by permutation, and by χ² when there are very many members")
    func categorical() throws {
        let few = SampleComparison.categorical([9, 1], [2, 8])
        #expect(few.result?.test == "permutation test of homogeneity")
        #expect(few.effects.first?.name == "total_variation" && isClose(few.effects.first?.value, 0.7))
        #expect(few.isDifferent())
        let many = SampleComparison.categorical([20_000, 30_000, 1], [20_400, 29_600, 0])
        #expect(many.result?.computation == .asymptotic)
        #expect(many.firstCount == 50_001)
    }

    @Test("Nothing to compare is said, not guessed")
    func nothing() {
        let numbers = SampleComparison.numeric([], [1, 2])
        #expect(numbers.result == nil && numbers.adjustedPValue == nil && !numbers.isDifferent(level: 1))
        #expect(SampleComparison.categorical([], [1]).result == nil)
    }

    @Test("Twelve fields without a difference raise a false alarm in few runs")
    func falseAlarms() {
        var generator = SplitMix64(seed: 72)
        var runs = 0
        for _ in 0..<50 {
            let fields = (0..<12).map { _ in
                SampleComparison.numeric(
                    (0..<10).map { _ in Double.random(in: 0..<1, using: &generator) },
                    (0..<10).map { _ in Double.random(in: 0..<1, using: &generator) }
                )
            }
            let adjusted = SampleComparison.adjusting(fields)
            runs += adjusted.contains { $0.isDifferent() } ? 1 : 0
        }
        // At most 5 % of runs plus three standard errors; without the adjustment it would be about 45 %.
        #expect(runs <= 7)
    }
}
