#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Counts of numbers in bins of equal width.
///
/// Bin i holds the values from edge i up to but without edge i + 1; the last bin holds its upper edge as well. The
/// first edge is the smallest value and the last edge the largest. Values that are not finite are left out.
public struct Histogram: Sendable, Hashable {
    /// How many bins there are.
    public enum Rule: Sendable, Hashable {
        /// This many, from 1 up to the maximum.
        case count(Int)
        /// ⌈range / (2·IQR / ∛n)⌉: wide for few values, not misled by outliers.
        case freedmanDiaconis
    }

    /// The limits of the bins, one more than there are bins, in rising order.
    public let edges: [Double]

    /// The values of each bin.
    public let counts: [Int]

    /// Counts values; nil when none is finite.
    ///
    /// There are at least 1 and at most `maximumBins` bins, and never more than 10,000. Equal values give one bin
    /// without width. Where the quartiles coincide the rule of Freedman and Diaconis gives way to Sturges':
    /// ⌈log₂ n⌉ + 1. Source: Freedman and Diaconis, Zeitschrift für Wahrscheinlichkeitstheorie 57 (1981), 453.
    public init?(values: [Double], rule: Rule = .freedmanDiaconis, maximumBins: Int = 256) {
        guard let summary = NumericSummary(values: values) else { return nil }
        let (low, high) = (summary.minimum, summary.maximum)
        let bins = low == high ? 1 : Self.bins(summary, rule: rule, limit: min(max(maximumBins, 1), 10_000))
        edges = (0...bins).map { index in
            // Written as a weighted mean of the ends, so that a range beyond the largest double does not overflow.
            if index == 0 || index == bins { return index == 0 ? low : high }
            let share = Double(index) / Double(bins)
            return min(max(low * (1 - share) + high * share, low), high)
        }
        counts = Self.count(summary.sorted, edges: edges)
    }

    private static func bins(_ summary: NumericSummary, rule: Rule, limit: Int) -> Int {
        if case .count(let wanted) = rule { return min(max(wanted, 1), limit) }
        let n = Double(summary.count)
        let range = summary.maximum / 2 - summary.minimum / 2
        let quartiles = summary.interquartileRange ?? .infinity
        guard quartiles > 0 else { return min(Int(log2(n).rounded(.up)) + 1, limit) }
        let wanted = (range / (quartiles / cbrt(n))).rounded(.up)
        return wanted < Double(limit) ? max(Int(wanted), 1) : limit
    }

    private static func count(_ sorted: [Double], edges: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: edges.count - 1)
        var bin = 0
        for value in sorted {
            while bin + 1 < counts.count, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
        }
        return counts
    }
}
