import AssayStatistics
import Testing

struct CategoricalComparisonTests {
    @Test("The χ² test equals that of scipy")
    func chiSquared() throws {
        let table = try #require(CategoricalComparison([10, 20, 30], [6, 9, 40]))
        #expect(isClose(table.chiSquared, 6.395684057321988, relative: 1e-13))
        #expect(isClose(table.chiSquaredTest.pValue, 0.04085026262611232, relative: 1e-12))
        #expect(table.degreesOfFreedom == 2)
        #expect(isClose(table.smallestExpected, 7.65217391, absolute: 1e-8))
    }

    @Test("Total variation is half the sum of the differences of shares")
    func totalVariation() throws {
        #expect(CategoricalComparison([1, 1], [2, 2])?.totalVariation == 0)
        #expect(CategoricalComparison([3, 0], [0, 5])?.totalVariation == 1)
        #expect(isClose(CategoricalComparison([1, 3], [1])?.totalVariation, 0.75))
    }

    @Test("Tables that cannot be compared are nil")
    func undefined() {
        #expect(CategoricalComparison([], []) == nil)
        #expect(CategoricalComparison([0, 0], [1]) == nil)
        #expect(CategoricalComparison([1, -1], [1]) == nil)
        #expect(CategoricalComparison([.max, 1], [1]) == nil)
        #expect(CategoricalComparison([.max], [.max]) == nil)
    }

    @Test("One category has nothing to tell apart")
    func single() throws {
        let table = try #require(CategoricalComparison([5, 0], [7, 0]))
        #expect(table.chiSquaredTest.pValue == 1)
        #expect(table.degreesOfFreedom == 0)
    }

    @Test("Rare categories are merged and no member is lost")
    func merging() throws {
        let table = try #require(CategoricalComparison([50, 1, 2, 0, 1], [60, 0, 1, 3, 1]))
        let merged = table.mergingRareCategories
        #expect(merged.first.reduce(0, +) == 54 && merged.second.reduce(0, +) == 65)
        #expect(merged.first == [50, 4])
        #expect(
            try #require(CategoricalComparison([10, 20], [30, 10])).mergingRareCategories.first == [20, 10].sorted()
        )
    }
}
