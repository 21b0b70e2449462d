extension NumericSummary {
    /// How a quantile between two values is placed.
    public enum QuantileMethod: Int, Sendable, Hashable, CaseIterable {
        /// Type 7 of Hyndman and Fan, position (n − 1)·p counted from 0: the default of R and NumPy.
        case linear = 7
        /// Type 8, position (n + ⅓)·p − ⅔ cut off at both ends: nearly median-unbiased for every distribution.
        case medianUnbiased = 8
    }

    /// The value below which a share p of the values lies, by a method of interpolation.
    ///
    /// nil outside 0…1. Source: Hyndman and Fan, The American Statistician 50 (1996), 361.
    public func quantile(_ p: Double, method: QuantileMethod) -> Double? {
        guard p >= 0, p <= 1 else { return nil }
        switch method {
        case .linear: return quantile(p)
        case .medianUnbiased:
            return OrderStatistics.interpolated(sorted, at: (Double(count) + 1.0 / 3) * p - 2.0 / 3)
        }
    }

    /// The range of the middle half of the values: the upper quartile less the lower one.
    ///
    /// nil where it is too large for a double.
    public var interquartileRange: Double? {
        guard let low = quantile(0.25), let high = quantile(0.75) else { return nil }
        let range = high - low
        return range.isFinite ? range : nil
    }

    /// The median of the absolute deviations from the median.
    ///
    /// Not scaled; times 1.4826 it estimates the standard deviation of a normal distribution. Half of the values may be
    /// wild before it breaks down. nil where it is too large for a double.
    public var medianAbsoluteDeviation: Double? {
        let deviations = sorted.map { abs($0 - median) }.sorted()
        let middle = OrderStatistics.interpolated(deviations, at: Double(count - 1) / 2)
        return middle.isFinite ? middle : nil
    }
}
