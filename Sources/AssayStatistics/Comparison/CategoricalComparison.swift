/// Two rows of counts over the same categories, compared.
public struct CategoricalComparison: Sendable, Hashable {
    /// The counts of the first sample.
    public let first: [Int]

    /// The counts of the second sample.
    public let second: [Int]

    /// The counts of both together.
    let pooled: [Int]
    /// All members.
    let total: Int

    /// Compares two rows; the shorter one is filled up with zeros.
    ///
    /// nil when a row has no members, a negative count or more members than an integer holds.
    public init?(_ first: [Int], _ second: [Int]) {
        let width = max(first.count, second.count)
        let rows = [first, second].map { $0 + Array(repeating: 0, count: width - $0.count) }
        var total = 0
        for row in rows {
            var sum = 0
            for count in row {
                let (next, overflow) = sum.addingReportingOverflow(count)
                guard count >= 0, !overflow else { return nil }
                sum = next
            }
            let (next, overflow) = total.addingReportingOverflow(sum)
            guard sum > 0, !overflow else { return nil }
            total = next
        }
        (self.first, self.second) = (rows[0], rows[1])
        self.total = total
        pooled = zip(rows[0], rows[1]).map { $0 + $1 }
    }

    /// Half the sum of the differences of the shares: the largest difference in probability of any event.
    ///
    /// 0 for equal shares, 1 when no category is common. Biased upwards for small samples of many categories.
    public var totalVariation: Double {
        let (n, m) = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
        return zip(first, second).reduce(0) { $0 + abs(Double($1.0) / n - Double($1.1) / m) } / 2
    }

    /// Pearson's χ² = Σ (observed − expected)² / expected over both rows.
    public var chiSquared: Double { chiSquared(ofRow: first) }

    /// The number of categories with a member, less one.
    public var degreesOfFreedom: Int { pooled.count { $0 > 0 } - 1 }

    /// The smallest expected count; the χ² approximation asks for about 5.
    public var smallestExpected: Double {
        let smaller = Double(min(first.reduce(0, +), second.reduce(0, +)))
        return smaller * Double(pooled.filter { $0 > 0 }.min() ?? 0) / Double(total)
    }

    /// The χ² test of homogeneity by its limiting distribution.
    ///
    /// The p-value is 1 when only one category has members.
    public var chiSquaredTest: TestResult {
        let freedom = Double(degreesOfFreedom)
        let p = freedom > 0 ? SpecialFunctions.chiSquaredUpperTail(chiSquared, degreesOfFreedom: freedom) : 1
        return TestResult(test: "χ² test of homogeneity", statistic: chiSquared, pValue: p, computation: .asymptotic)
    }

    /// The same table with its rarest categories merged until every expected count reaches 5 or two are left.
    public var mergingRareCategories: CategoricalComparison {
        let smaller = Double(min(first.reduce(0, +), second.reduce(0, +)))
        let order = pooled.indices.filter { pooled[$0] > 0 }.sorted { pooled[$0] > pooled[$1] }
        var (kept, rest): ([Int], [Int]) = ([], [])
        for category in order {
            let isCommon = smaller * Double(pooled[category]) / Double(total) >= 5
            if isCommon || kept.isEmpty { kept.append(category) } else { rest.append(category) }
        }
        func row(_ counts: [Int]) -> [Int] {
            kept.map { counts[$0] } + (rest.isEmpty ? [] : [rest.reduce(0) { $0 + counts[$1] }])
        }
        return CategoricalComparison(row(first), row(second)) ?? self
    }

    /// χ² of a table with this row, of the size of either, and the rest of the members as the other row.
    func chiSquared(ofRow row: [Int]) -> Double {
        let size = Double(row.reduce(0, +))
        let share = size / Double(total)
        var sum = 0.0
        for (count, all) in zip(row, pooled) where all > 0 {
            let difference = Double(count) - share * Double(all)
            sum += difference * difference / Double(all)
        }
        return sum / (share * (1 - share))
    }
}
