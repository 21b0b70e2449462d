/// One answer for many: what to report when replicates differ.
///
/// For labels there is ``VoteTally``, for numbers ``NumericSummary`` with its mean, median, lower median and trimmed
/// mean; which of these is best depends on the tool: the mean where errors are symmetric, the median where some are
/// wild, the lower median where the answer must be one that was given.
public enum Consensus {
    /// The most frequent value, the first seen of equals; values that are not finite are left out.
    ///
    /// −0 and 0 are one value. For measured numbers, where hardly two are equal, it is little more than a random one.
    public static func mode(_ values: [Double]) -> Double? {
        var counts: [Double: Int] = [:]
        let finite = values.filter(\.isFinite)
        for value in finite { counts[value, default: 0] += 1 }
        let most = counts.values.max()
        return finite.first { counts[$0] == most }
    }

    /// The member nearest to all others, by the sum of its distances.
    ///
    /// The first one wins a tie, and sums closer than 10⁻¹² are a tie. Calls `distance` once for each pair i < j. nil
    /// without members or when a distance is not a number. For pairs without a distance use ``DistanceMatrix/medoid``.
    public static func medoid(count: Int, distance: (Int, Int) -> Double) -> Int? {
        guard count > 0 else { return nil }
        var sums = [Double](repeating: 0, count: count)
        for i in 0..<count {
            for j in (i + 1)..<max(count, i + 1) {
                let value = distance(i, j)
                guard !value.isNaN else { return nil }
                sums[i] += value
                sums[j] += value
            }
        }
        var best = 0
        for i in 1..<max(count, 1) where sums[i] < sums[best] - 1e-12 { best = i }
        return best
    }
}
