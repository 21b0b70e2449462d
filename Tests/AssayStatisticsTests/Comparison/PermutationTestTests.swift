import AssayStatistics
import Testing

struct PermutationTestTests {
    /// The share of choices whose means are at least as far apart.
    private static func slowP(_ x: [Double], _ y: [Double]) -> Double {
        let all = x + y
        func gap(_ chosen: (Int) -> Bool) -> Double {
            let first = all.indices.filter(chosen).map { all[$0] }
            let second = all.indices.filter { !chosen($0) }.map { all[$0] }
            let means = [first, second].map { $0.reduce(0, +) / Double($0.count) }
            return abs(means[0] - means[1])
        }
        let observed = gap { $0 < x.count }
        var (extreme, total) = (0.0, 0.0)
        for mask in 0..<(1 << all.count) where mask.nonzeroBitCount == x.count {
            total += 1
            extreme += gap { mask >> $0 & 1 == 1 } >= observed - 1e-9 ? 1 : 0
        }
        return extreme / total
    }

    @Test("Few rearrangements are all tried")
    func exact() throws {
        var generator = SplitMix64(seed: 51)
        for (n, m) in [(1, 3), (4, 4), (7, 8), (5, 9), (9, 2)] {
            let x = (0..<n).map { _ in Double.random(in: 0..<1, using: &generator) }
            let y = (0..<m).map { _ in Double.random(in: 0.3..<1.3, using: &generator) }
            let result = try #require(PermutationTest().meanDifference(x, y))
            #expect(result.computation == .exact)
            #expect(isClose(result.pValue, Self.slowP(x, y), relative: 1e-12))
        }
        let published = try #require(PermutationTest().meanDifference(MannWhitneyTests.a, MannWhitneyTests.b))
        #expect(isClose(published.statistic, 55.6 / 8 - 25.9 / 7))
    }

    @Test("Many rearrangements are drawn from the seed and come near the exact share")
    func sampled() throws {
        let x = (0..<12).map { Double($0 * $0 % 17) }
        let y = (0..<12).map { Double($0 * $0 % 19 + 3) }
        let first = try #require(PermutationTest(resamples: 5000, seed: 1).meanDifference(x, y))
        #expect(first.computation == .sampled(5000))
        #expect(first == PermutationTest(resamples: 5000, seed: 1).meanDifference(x, y))
        let second = try #require(PermutationTest(resamples: 5000, seed: 2).meanDifference(x, y))
        // Three standard errors of the difference of two shares near .2 are .024.
        #expect(isClose(first.pValue, second.pValue, absolute: 0.024))
        #expect(PermutationTest(resamples: 0).resamples == 1)
    }

    @Test("A difference nobody could miss has the smallest p-value there is")
    func obvious() throws {
        let x = (0..<20).map { Double($0) }
        let result = try #require(PermutationTest(resamples: 999, seed: 3).meanDifference(x, x.map { $0 + 1000 }))
        #expect(isClose(result.pValue, 0.001))
        #expect(isClose(result.statistic, 1000))
    }

    @Test("Equal, empty and huge samples do not trap")
    func edges() throws {
        let test = PermutationTest(resamples: 99)
        #expect(test.meanDifference([1, 1], [1, 1, 1])?.pValue == 1)
        #expect(test.meanDifference([], [1]) == nil)
        #expect(test.meanDifference([.nan], [1]) == nil)
        let huge = try #require(test.meanDifference([1e308, -1e308, 1e308], [-1e308, 1e307, 0]))
        #expect(huge.pValue > 0 && huge.pValue <= 1)
        #expect(test.meanDifference([1], [2])?.pValue == 1)
    }

    @Test("Categories are compared by all rearrangements where these are few")
    func homogeneity() throws {
        // Fisher's tea tasting: 3 of 4 right in both rows; 34 of 70 ways are as extreme (two-sided).
        let tea = try #require(PermutationTest().homogeneity([3, 1], [1, 3]))
        #expect(tea.computation == .exact)
        #expect(isClose(tea.pValue, 34.0 / 70, relative: 1e-12))
        #expect(PermutationTest().homogeneity([4, 0], [0, 4])?.pValue == 2.0 / 70)
        #expect(PermutationTest().homogeneity([5], [3])?.pValue == 1)
        #expect(PermutationTest().homogeneity([0], [3]) == nil)
        #expect(PermutationTest().homogeneity([-1, 2], [3]) == nil)
    }

    @Test("The permutation and χ² tests of categories agree for large counts")
    func limit() throws {
        let table = try #require(CategoricalComparison([100, 150, 200], [80, 170, 230]))
        let p = try #require(PermutationTest(resamples: 4000, seed: 5).homogeneity(table.first, table.second)).pValue
        #expect(isClose(p, table.chiSquaredTest.pValue, absolute: 0.02))
    }
}
