/// The Mann–Whitney test: whether a value of one sample tends to be larger than one of the other.
///
/// U counts the pairs in which the value of the second sample is larger, ties counting half; U/(n·m) is the probability
/// of that. Values that are not finite are left out. Source: Mann and Whitney, Annals of Mathematical Statistics 18
/// (1947), 50.
public struct MannWhitney: Sendable, Hashable {
    /// The number of pairs won by the second sample, ties counting half.
    public let statistic: Double

    /// The size of the first sample.
    public let firstCount: Int

    /// The size of the second sample.
    public let secondCount: Int

    /// Twice the mid-ranks of all values in rising order, as whole numbers.
    private let ranks: [Int]
    /// The sum of the doubled ranks of the second sample.
    private let rankSum: Int
    /// Σ (t³ − t) over the groups of t tied values.
    private let tieTerm: Double

    /// Ranks the values of both samples; nil when a sample has no finite value.
    public init?(_ first: [Double], _ second: [Double]) {
        let values = first.filter(\.isFinite).map { ($0, false) } + second.filter(\.isFinite).map { ($0, true) }
        let sorted = values.sorted { $0.0 < $1.0 }
        secondCount = sorted.count { $0.1 }
        firstCount = sorted.count - secondCount
        guard firstCount > 0, secondCount > 0 else { return nil }
        var (ranks, rankSum, tieTerm) = ([Int](), 0, 0.0)
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, sorted[end].0 == sorted[start].0 { end += 1 }
            let size = end - start
            ranks.append(contentsOf: repeatElement(start + end + 1, count: size))
            rankSum += sorted[start..<end].count { $0.1 } * (start + end + 1)
            tieTerm += Double(size) * (Double(size) * Double(size) - 1)
            start = end
        }
        (self.ranks, self.rankSum, self.tieTerm) = (ranks, rankSum, tieTerm)
        statistic = Double(rankSum) / 2 - Double(secondCount) * Double(secondCount + 1) / 2
    }

    /// The probability that a value of the second sample is larger than one of the first, ties counting half.
    public var superiority: Double { statistic / (Double(firstCount) * Double(secondCount)) }

    /// The test, exact for small samples with and without ties, else by the normal approximation.
    ///
    /// Exact up to about 40 values on each side: all ways to deal the ranks are counted, and p is twice the smaller
    /// tail. Else z = (|U − nm/2| − ½)/σ with σ² = nm/12 · (N + 1 − Σ (t³ − t)/(N·(N − 1))). p is 1 when all values are
    /// equal.
    public var result: TestResult {
        let (n, total) = (Double(min(firstCount, secondCount)), Double(ranks.count))
        let isSmall = total * n * n * 2 * total <= 21_000_000
        return TestResult(
            test: "Mann–Whitney test",
            statistic: statistic,
            pValue: isSmall ? exact : asymptotic,
            computation: isSmall ? .exact : .asymptotic
        )
    }

    private var asymptotic: Double {
        let (n, m) = (Double(firstCount), Double(secondCount))
        let total = n + m
        let variance = n * m / 12 * (total + 1 - tieTerm / (total * (total - 1)))
        guard variance > 0 else { return 1 }
        let z = max(0, abs(statistic - n * m / 2) - 0.5) / variance.squareRoot()
        return min(1, 2 * NormalDistribution.cumulative(-z))
    }

    /// Twice the smaller tail of the sum of the ranks of the smaller sample, over all ways to deal them.
    private var exact: Double {
        let chosen = min(firstCount, secondCount)
        let allRanks = ranks.reduce(0, +)
        let observed = secondCount <= firstCount ? rankSum : allRanks - rankSum
        let counts = Self.waysToSum(ranks, chosen: chosen)
        let all = counts.reduce(0, +)
        let lower = counts.prefix(observed + 1).reduce(0, +)
        let upper = counts.dropFirst(observed).reduce(0, +)
        return min(1, 2 * min(lower, upper) / all)
    }

    /// How many choices of `chosen` ranks have each sum.
    private static func waysToSum(_ ranks: [Int], chosen: Int) -> [Double] {
        let width = ranks.suffix(chosen).reduce(0, +) + 1
        var ways = [[Double]](repeating: [Double](repeating: 0, count: width), count: chosen + 1)
        ways[0][0] = 1
        for (index, rank) in ranks.enumerated() {
            for size in stride(from: min(index + 1, chosen), to: 0, by: -1) {
                for sum in rank..<max(width, rank) where ways[size - 1][sum - rank] != 0 {
                    ways[size][sum] += ways[size - 1][sum - rank]
                }
            }
        }
        return ways[chosen]
    }
}
