/// What can be said about a stream of numbers in constant memory: moments up to the fourth, and the range.
///
/// Streams can be merged, so that parts may be summarised on their own. Values that are not finite are missing: they
/// are counted, and nothing else. Mean and variance have the digits of ``Moments``; the third and fourth moments are
/// updated by Pébay's formulas. Source: Pébay, Sandia report SAND2008-6212.
public struct StreamingSummary: Sendable, Hashable {
    /// Count, mean and variance of the finite values.
    public private(set) var moments = Moments()

    /// The smallest finite value; nil without one.
    public private(set) var minimum: Double?

    /// The largest finite value; nil without one.
    public private(set) var maximum: Double?

    /// How many values were not finite.
    public private(set) var missing = 0

    /// The running mean and the sums of the second to fourth powers of the deviations from it.
    private var shape = CentralSums()

    /// Creates an empty stream.
    public init() {}

    /// How many finite values were appended.
    public var count: Int { moments.count }

    /// Adds a value.
    public mutating func append(_ value: Double) {
        guard value.isFinite else {
            missing += 1
            return
        }
        moments.append(value)
        minimum = min(minimum ?? value, value)
        maximum = max(maximum ?? value, value)
        shape.merge(CentralSums(value: value))
    }

    /// Adds all values of another stream, as if they had been appended.
    public mutating func merge(_ other: StreamingSummary) {
        missing += other.missing
        guard other.count > 0 else { return }
        moments.merge(other.moments)
        minimum = [minimum, other.minimum].compactMap { $0 }.min()
        maximum = [maximum, other.maximum].compactMap { $0 }.max()
        shape.merge(other.shape)
    }

    /// How lopsided the values are: √n·Σd³ / (Σd²)^1.5.
    ///
    /// 0 for symmetric values, positive for a long upper tail. nil when all values are equal, without values, or beyond
    /// the range of a double.
    public var skewness: Double? {
        guard minimum != maximum, shape.second > 0 else { return nil }
        let value = shape.count.squareRoot() * shape.third / (shape.second * shape.second.squareRoot())
        return value.isFinite ? value : nil
    }

    /// How heavy the tails are compared with a normal distribution: n·Σd⁴ / (Σd²)² − 3.
    ///
    /// nil as for ``skewness``.
    public var excessKurtosis: Double? {
        guard minimum != maximum, shape.second > 0 else { return nil }
        let value = shape.count * shape.fourth / (shape.second * shape.second) - 3
        return value.isFinite ? value : nil
    }
}

extension StreamingSummary {
    /// The sums of powers of the deviations from the mean of a set of values.
    private struct CentralSums: Sendable, Hashable {
        var count = 0.0
        var mean = 0.0
        var second = 0.0
        var third = 0.0
        var fourth = 0.0

        init() {}

        init(value: Double) {
            count = 1
            mean = value
        }

        mutating func merge(_ other: CentralSums) {
            let (n, m) = (count, other.count)
            let total = n + m
            guard total > 0 else { return }
            let delta = other.mean - mean
            let step = delta / total
            let product = n * m * step * delta
            fourth +=
                other.fourth + product * step * step * (n * n - n * m + m * m)
                + 6 * step * step * (n * n * other.second + m * m * second)
                + 4 * step * (n * other.third - m * third)
            third += other.third + product * step * (n - m) + 3 * step * (n * other.second - m * second)
            second += other.second + product
            mean += m * step
            count = total
        }
    }
}
