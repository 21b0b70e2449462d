extension EffectSize {
    /// The Hodges–Lehmann shift: the median of all differences b − a.
    ///
    /// How much has to be added to the first sample to make it like the second; outliers hardly move it. nil when a
    /// sample has no value or the shift is not finite. Takes O((n + m)·64) after sorting, not O(n·m). Source: Hodges
    /// and Lehmann, Annals of Mathematical Statistics 34 (1963), 598.
    public static func hodgesLehmannShift(_ a: [Double], _ b: [Double]) -> Double? {
        guard let pairs = SortedPairs(a, b) else { return nil }
        let low = pairs.difference(at: (pairs.count - 1) / 2)
        let high = pairs.difference(at: pairs.count / 2)
        let middle = low / 2 + high / 2
        return middle.isFinite ? middle : nil
    }

    /// An interval for the shift, from the ordered differences.
    ///
    /// The differences number C and nm − 1 − C from below, C = nm/2 − z·√(nm(n+m+1)/12) rounded down: the shifts the
    /// Mann–Whitney test does not reject. nil when a sample has no value, when it has too few for the level, or for a
    /// level outside 0…1, both excluded.
    public static func shiftInterval(
        _ a: [Double],
        _ b: [Double],
        level: Double = 0.95
    ) -> (low: Double, high: Double)? {
        guard level > 0, level < 1, let pairs = SortedPairs(a, b) else { return nil }
        let (n, m) = (Double(pairs.first.count), Double(pairs.second.count))
        let z = NormalDistribution.quantile(0.5 + level / 2)
        let rank = (n * m / 2 - z * (n * m * (n + m + 1) / 12).squareRoot()).rounded(.down)
        guard let index = Int(exactly: rank), index >= 0 else { return nil }
        let (low, high) = (pairs.difference(at: index), pairs.difference(at: pairs.count - 1 - index))
        return low.isFinite && high.isFinite ? (low, high) : nil
    }

    /// All differences of two sorted samples, found by rank without listing them.
    private struct SortedPairs {
        let first: [Double]
        let second: [Double]
        let count: Int

        init?(_ a: [Double], _ b: [Double]) {
            first = a.filter(\.isFinite).sorted()
            second = b.filter(\.isFinite).sorted()
            let (product, overflow) = first.count.multipliedReportingOverflow(by: second.count)
            guard product > 0, !overflow else { return nil }
            count = product
        }

        /// The difference with `rank` smaller ones, by bisection over the ordered doubles.
        func difference(at rank: Int) -> Double {
            var low = Self.position(second[0] - first[first.count - 1])
            var high = Self.position(second[second.count - 1] - first[0])
            while low < high {
                // Two places can be further apart than an Int64 holds.
                let middle = low &+ Int64((UInt64(bitPattern: high) &- UInt64(bitPattern: low)) / 2)
                if countUp(to: Self.value(middle)) > rank { high = middle } else { low = middle + 1 }
            }
            return Self.value(low)
        }

        private func countUp(to limit: Double) -> Int {
            var (sum, end) = (0, 0)
            for value in first {
                while end < second.count, second[end] - value <= limit { end += 1 }
                sum += end
            }
            return sum
        }

        /// The place of a double in their order; both zeros have place 0.
        private static func position(_ value: Double) -> Int64 {
            let bits = Int64(bitPattern: value.bitPattern)
            return bits >= 0 ? bits : -(bits & .max)
        }

        private static func value(_ position: Int64) -> Double {
            let magnitude = Double(bitPattern: position.magnitude)
            return position < 0 ? -magnitude : magnitude
        }
    }
}
