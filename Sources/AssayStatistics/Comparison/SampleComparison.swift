/// One field of two runs compared: do they differ, and by how much.
///
/// Effects are positive when the second sample tends to be larger.
public struct SampleComparison: Sendable, Hashable {
    /// A size of the difference, named.
    public struct Effect: Sendable, Hashable {
        /// The name in JSON, such as `cliffs_delta`.
        public let name: String
        /// The size; nil where it is undefined.
        public let value: Double?
        /// The ends of an interval at 95 %, where there is one.
        public let low: Double?
        /// The upper end of that interval.
        public let high: Double?
    }

    /// What the p-value is the probability of, in plain words.
    public let event: String

    /// The test and its p-value; nil when a sample has nothing to compare.
    public let result: TestResult?

    /// The p-value after ``adjusting(_:by:)``; equal to the plain one before.
    public internal(set) var adjustedPValue: Double?

    /// How large the difference is, the most telling measure first.
    public let effects: [Effect]

    /// How many values of the first sample were compared.
    public let firstCount: Int

    /// How many values of the second sample were compared.
    public let secondCount: Int

    /// Whether the difference counts as one at a level: the adjusted p-value is at most the level.
    public func isDifferent(level: Double = 0.05) -> Bool { adjustedPValue.map { $0 <= level } ?? false }
}

extension SampleComparison {
    /// How two samples of numbers are tested.
    public enum NumericTest: String, Sendable, Hashable, CaseIterable {
        /// By ranks: sensitive to a shift of most values, deaf to single wild ones.
        case mannWhitney = "mann_whitney"
        /// By the difference of means, dealing the values out again.
        case permutation
    }

    /// Compares two samples of numbers; values that are not finite are left out.
    ///
    /// The seed and the number of rearrangements matter to the permutation test alone.
    public static func numeric(
        _ a: [Double],
        _ b: [Double],
        test: NumericTest = .mannWhitney,
        permutations: PermutationTest = PermutationTest()
    ) -> SampleComparison {
        let result = test == .mannWhitney ? MannWhitney(a, b)?.result : permutations.meanDifference(a, b)
        let interval = EffectSize.shiftInterval(a, b)
        return SampleComparison(
            event: test == .mannWhitney
                ? "were both samples of one distribution, ranks at least as separated as these"
                : "were both samples of one distribution, means at least as far apart as these",
            result: result,
            adjustedPValue: result?.pValue,
            effects: [
                Effect(
                    name: "hodges_lehmann_shift",
                    value: EffectSize.hodgesLehmannShift(a, b),
                    low: interval?.low,
                    high: interval?.high
                ),
                Effect(name: "cliffs_delta", value: EffectSize.cliffsDelta(a, b), low: nil, high: nil),
                Effect(name: "hedges_g", value: EffectSize.hedgesG(a, b), low: nil, high: nil),
            ],
            firstCount: a.count(where: \.isFinite),
            secondCount: b.count(where: \.isFinite)
        )
    }

    /// Compares two samples of categories, given as counts over the same categories.
    ///
    /// Up to 20,000 members by permutation, which is valid for any counts; above, by χ² after merging categories whose
    /// expected count is below 5.
    public static func categorical(
        _ a: [Int],
        _ b: [Int],
        permutations: PermutationTest = PermutationTest()
    ) -> SampleComparison {
        let table = CategoricalComparison(a, b)
        let isLarge = table.map { $0.total > 20_000 } ?? false
        let result = isLarge ? table?.mergingRareCategories.chiSquaredTest : permutations.homogeneity(a, b)
        return SampleComparison(
            event: "were both samples of one distribution, shares at least as different as these",
            result: result,
            adjustedPValue: result?.pValue,
            effects: [Effect(name: "total_variation", value: table?.totalVariation, low: nil, high: nil)],
            firstCount: table?.first.reduce(0, +) ?? 0,
            secondCount: table?.second.reduce(0, +) ?? 0
        )
    }

    /// Adjusts the p-values of several comparisons, such as the fields of two records, for being made together.
    public static func adjusting(
        _ comparisons: [SampleComparison],
        by method: MultipleTesting = .holm
    ) -> [SampleComparison] {
        let adjusted = method.adjusted(comparisons.map { $0.result?.pValue })
        return zip(comparisons, adjusted).map { comparison, p in
            var result = comparison
            result.adjustedPValue = p
            return result
        }
    }
}
