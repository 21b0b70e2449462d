/// Intervals from resampling the units with replacement, the same for the same seed.
///
/// Resample b draws from its own generator, `SplitMix64` seeded with output b of the seed, so that neither the number of
/// threads nor that of resamples changes resample b. Source: Efron and Tibshirani, An Introduction to the Bootstrap,
/// chapters 13 and 14.
public struct Bootstrap: Sendable, Hashable {
    /// How the resampled statistics become an interval.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// The quantiles (1 − level)/2 and (1 + level)/2.
        case percentile
        /// Quantiles corrected for bias and for a spread that depends on the value; needs n more evaluations.
        case bca
    }

    /// How many resamples are drawn, from 1 to 1,000,000.
    public let resamples: Int

    /// What every resample is derived from.
    public let seed: UInt64

    /// The share of such intervals that should hold the true value.
    public let level: Double

    /// How the resampled statistics become an interval.
    public let method: Method

    /// Sets up a bootstrap; the number of resamples is clamped to 1…1,000,000.
    public init(resamples: Int = 2000, seed: UInt64 = 0, level: Double = 0.95, method: Method = .bca) {
        self.resamples = min(max(resamples, 1), 1_000_000)
        self.seed = seed
        self.level = level
        self.method = method
    }
}

extension Bootstrap {
    /// The interval of a statistic of n units, given how often each unit is taken.
    ///
    /// The statistic sees n multiplicities that sum to n (to less in the jackknife of BCa). Resamples where it is nil
    /// or not a number are left out and counted. nil when there are fewer than two units, when the statistic of the
    /// data is undefined, when more than half of the resamples are, or for a level outside 0…1, both excluded.
    public func interval(units: Int, statistic: ([Int]) -> Double?) -> BootstrapInterval? {
        guard units >= 2, level > 0, level < 1 else { return nil }
        guard let estimate = Self.number(statistic([Int](repeating: 1, count: units))) else { return nil }
        let values = resampled(units: units, statistic: statistic)
        guard values.count * 2 >= resamples else { return nil }
        let (low, high) = limits(values, estimate: estimate) { jackknife(units: units, statistic: statistic) }
        return BootstrapInterval(
            estimate: estimate,
            low: low,
            high: high,
            level: level,
            method: method,
            standardError: Self.deviation(values),
            resamples: resamples,
            undefined: resamples - values.count
        )
    }

    /// The interval of a statistic of numbers that does not depend on their order.
    ///
    /// Values that are not finite are left out. nil as in ``interval(units:statistic:)``.
    public func interval(values: [Double], statistic: ([Double]) -> Double?) -> BootstrapInterval? {
        let sorted = values.filter(\.isFinite).sorted()
        var taken: [Double] = []
        taken.reserveCapacity(sorted.count)
        return interval(units: sorted.count) { multiplicities in
            taken.removeAll(keepingCapacity: true)
            for (value, times) in zip(sorted, multiplicities) {
                for _ in 0..<times { taken.append(value) }
            }
            return statistic(taken)
        }
    }

    /// The defined statistics of all resamples in rising order.
    private func resampled(units: Int, statistic: ([Int]) -> Double?) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(resamples)
        for resample in 0..<resamples {
            var generator = SplitMix64(seed: SplitMix64.output(at: UInt64(resample), seed: seed))
            var multiplicities = [Int](repeating: 0, count: units)
            for _ in 0..<units { multiplicities[generator.index(below: units)] += 1 }
            if let value = Self.number(statistic(multiplicities)) { values.append(value) }
        }
        return values.sorted()
    }

    /// The statistic without one unit, or above 1,000 units without one of 1,000 groups of neighbours.
    private func jackknife(units: Int, statistic: ([Int]) -> Double?) -> [Double] {
        let groups = min(units, 1000)
        return (0..<groups).compactMap { group in
            var multiplicities = [Int](repeating: 1, count: units)
            // Computed as products first, so that the groups differ by at most one unit.
            for unit in (group * units / groups)..<((group + 1) * units / groups) { multiplicities[unit] = 0 }
            return Self.number(statistic(multiplicities))
        }
    }

    private static func number(_ value: Double?) -> Double? {
        guard let value, !value.isNaN else { return nil }
        return value
    }

    private static func deviation(_ values: [Double]) -> Double? {
        values.reduce(into: Moments()) { $0.append($1) }.standardDeviation
    }
}
