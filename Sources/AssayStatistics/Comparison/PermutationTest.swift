/// Tests of two samples by dealing their members out again.
///
/// Exact where there are at most 20,000 rearrangements, else from random ones that are the same for the same seed.
/// Valid at any sample size: were both samples drawn from one distribution, every rearrangement would be as likely as
/// what was seen. Source: Phipson and Smyth, Statistical Applications in Genetics 9 (2010), 39.
public struct PermutationTest: Sendable, Hashable {
    /// How many random rearrangements are tried, from 1 to 1,000,000; the smallest p-value is 1/(resamples + 1).
    public let resamples: Int

    /// What the random rearrangements are derived from.
    public let seed: UInt64

    /// Sets up a test; the number of rearrangements is clamped to 1…1,000,000.
    public init(resamples: Int = 9999, seed: UInt64 = 0) {
        self.resamples = min(max(resamples, 1), 1_000_000)
        self.seed = seed
    }

    /// Tests the difference of the means, mean(b) − mean(a).
    ///
    /// Values that are not finite are left out. nil when a sample has none. O(resamples · smaller sample).
    public func meanDifference(_ a: [Double], _ b: [Double]) -> TestResult? {
        let (x, y) = (a.filter(\.isFinite), b.filter(\.isFinite))
        guard !x.isEmpty, !y.isEmpty else { return nil }
        let pooled = x + y
        let centre = pooled.reduce(into: Moments()) { $0.append($1) }.mean ?? 0
        // Deviations from the common mean, at most 1 in size: a sum of them says how far the means are apart.
        let largest = pooled.reduce(0) { max($0, abs($1 / 2 - centre / 2)) }
        let deviations = pooled.map { largest > 0 ? ($0 / 2 - centre / 2) / largest : 0 }
        let indices = x.count <= y.count ? Array(x.indices) : Array(x.count..<pooled.count)
        let limit = abs(indices.reduce(0) { $0 + deviations[$1] }) - 1e-11 * Double(indices.count)
        let dealt = Rearrangements(total: pooled.count, chosen: indices.count, resamples: resamples, seed: seed)
        let (p, computation) = dealt.share { abs($0.reduce(0) { $0 + deviations[$1] }) >= limit }
        let means = [x, y].map { $0.reduce(into: Moments()) { $0.append($1) }.mean ?? .nan }
        return TestResult(
            test: "permutation test of the difference of means",
            statistic: means[1] - means[0],
            pValue: p,
            computation: computation
        )
    }

    /// Tests whether the members of two samples fall into categories with the same probabilities.
    ///
    /// The statistic is Pearson's χ² of the two rows of counts; see ``CategoricalComparison`` for the effect. nil when a
    /// row has no members, for negative counts, or above 1,000,000 members.
    public func homogeneity(_ a: [Int], _ b: [Int]) -> TestResult? {
        guard let table = CategoricalComparison(a, b), table.total <= 1_000_000 else { return nil }
        let members = table.pooled.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
        let smaller = table.first.reduce(0, +) <= table.second.reduce(0, +) ? table.first : table.second
        let observed = table.chiSquared
        let dealt = Rearrangements(
            total: members.count,
            chosen: smaller.reduce(0, +),
            resamples: resamples,
            seed: seed
        )
        let (p, computation) = dealt.share { choice in
            var counts = [Int](repeating: 0, count: table.pooled.count)
            for member in choice { counts[members[member]] += 1 }
            return table.chiSquared(ofRow: counts) >= observed * (1 - 1e-11) - 1e-11
        }
        return TestResult(
            test: "permutation test of homogeneity",
            statistic: observed,
            pValue: p,
            computation: computation
        )
    }
}
