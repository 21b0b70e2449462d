/// What a set of numbers has to say: centre, spread, order statistics.
///
/// Values that are not finite are missing and left out. Everything but ``lag1Autocorrelation`` is the same for every
/// order of the values.
public struct NumericSummary: Sendable, Hashable {
    /// How many finite values there are, at least one.
    public var count: Int { sorted.count }

    /// The mean.
    public let mean: Double

    /// The standard deviation with n − 1 in the denominator; nil below two values.
    public let standardDeviation: Double?

    /// Half of the mean with twice the digits.
    private let halfMean: DoubleDouble

    /// The values in the order given.
    private let values: [Double]

    /// The values from smallest to largest.
    package let sorted: [Double]

    /// Summarises the finite values; nil when there is none.
    public init?(values: [Double]) {
        let finite = values.allSatisfy(\.isFinite) ? values : values.filter(\.isFinite)
        sorted = NumberOrder.sorted(finite)
        var moments = Moments()
        moments.append(contentsOf: sorted)
        guard let mean = moments.mean, let precise = moments.preciseMean else { return nil }
        self.mean = min(max(mean, sorted[0]), sorted[sorted.count - 1])
        standardDeviation = moments.standardDeviation
        halfMean = precise
        self.values = finite
    }

    /// The correlation of each value with the next one, in the order given; nil when all values are equal.
    ///
    /// Σ (xₜ − x̄)(xₜ₊₁ − x̄) / Σ (xₜ − x̄)². Computed anew at each call.
    public var lag1Autocorrelation: Double? {
        let deviations = values.map { (DoubleDouble($0 / 2) - halfMean).value }
        guard let largest = deviations.map(abs).max(), largest > 0 else { return nil }
        let scaled = deviations.map { $0 / largest }
        var products = DoubleDouble(0)
        var squares = DoubleDouble(0)
        for (index, value) in scaled.enumerated() {
            squares += DoubleDouble(product: value, value)
            if index > 0 { products += DoubleDouble(product: scaled[index - 1], value) }
        }
        return products.value / squares.value
    }
}

extension NumericSummary {
    /// The smallest value.
    public var minimum: Double { sorted[0] }

    /// The largest value.
    public var maximum: Double { sorted[count - 1] }

    /// The middle value, or the mean of the two in the middle.
    public var median: Double { interpolated(at: Double(count - 1) / 2) }

    /// The middle value, or the lower of the two in the middle: always one that was observed.
    public var lowerMedian: Double { sorted[(count - 1) / 2] }

    /// The value below which a share p of the values lies, interpolated between neighbours.
    ///
    /// Type 7 of Hyndman and Fan (1996), the default of R and NumPy: position (n − 1)·p counted from 0. nil outside
    /// 0…1.
    public func quantile(_ p: Double) -> Double? {
        guard p >= 0, p <= 1 else { return nil }
        return interpolated(at: Double(count - 1) * p)
    }

    /// The median of the `count` values that follow each other in size from `low` on; nil where there are not as many.
    package func median(from low: Double, count: Int) -> Double? {
        var (start, end) = (0, sorted.count)
        while start < end {
            let middle = (start + end) / 2
            if sorted[middle] < low { start = middle + 1 } else { end = middle }
        }
        guard count > 0, start + count <= sorted.count else { return nil }
        return OrderStatistics.interpolated(sorted, at: Double(start) + Double(count - 1) / 2)
    }

    /// The mean after dropping ⌊fraction·n⌋ values from each end; nil for a fraction outside 0…½.
    ///
    /// At least one value is kept, so a fraction of ½ gives the median of an odd count.
    public func trimmedMean(_ fraction: Double = 0.1) -> Double? {
        guard fraction >= 0, fraction <= 0.5 else { return nil }
        let dropped = min(Int((fraction * Double(count)).rounded(.down)), (count - 1) / 2)
        let kept = sorted[dropped..<(count - dropped)]
        var moments = Moments()
        for value in kept { moments.append(value) }
        guard let mean = moments.mean, let least = kept.first, let most = kept.last else { return nil }
        // Halves of subnormal numbers are rounded.
        return min(max(mean, least), most)
    }

    /// The interval that holds the true mean with probability `level`, from Student's t.
    ///
    /// x̄ ± t·s/√n with n − 1 degrees of freedom. nil below two values or for a level outside 0…1, both excluded.
    public func meanInterval(level: Double = 0.95) -> (low: Double, high: Double)? {
        guard let standardDeviation, level > 0, level < 1 else { return nil }
        guard standardDeviation > 0 else { return (mean, mean) }
        let t = StudentT.quantile(0.5 + level / 2, degreesOfFreedom: Double(count - 1))
        let half = t * standardDeviation / Double(count).squareRoot()
        return half.isFinite ? (mean - half, mean + half) : nil
    }

    private func interpolated(at position: Double) -> Double {
        OrderStatistics.interpolated(sorted, at: position)
    }
}
