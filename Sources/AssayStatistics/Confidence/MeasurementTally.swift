/// The numbers a field took over the draws so far, and how settled their mean is.
///
/// A draw may have no value. The field counts as settled when its mean is within a tolerance of where it would end up.
public struct MeasurementTally: Sendable, Hashable {
    /// How far a mean may be off.
    public enum Tolerance: Sendable, Hashable {
        /// A share of the magnitude of the mean so far.
        case relative(Double)
        /// A fixed amount.
        case absolute(Double)
    }

    /// How many draws there will be at most.
    public let horizon: Int

    /// How far the mean may be off.
    public let tolerance: Tolerance

    /// How many draws there were, with and without a value.
    public private(set) var draws = 0

    /// Mean and variance of the values.
    public private(set) var moments = Moments()

    /// Starts a tally for a run of at most `horizon` draws.
    public init(horizon: Int, tolerance: Tolerance) {
        self.horizon = max(0, horizon)
        self.tolerance = tolerance
    }

    /// Counts the next draw; nil and values that are not finite are draws without a value.
    public mutating func append(_ value: Double?) {
        draws += 1
        if let value { moments.append(value) }
    }

    /// Counts draws that all have a value; values that are not finite are draws without one.
    package mutating func append(contentsOf values: [Double]) {
        draws += values.count
        moments.append(contentsOf: values)
    }

    /// The tally after more draws that all yield the mean so far.
    public func adding(valuesAtMean count: Int) -> MeasurementTally {
        let added = min(count, Int.max - draws)
        guard added > 0 else { return self }
        var result = self
        result.draws += added
        result.moments = moments.adding(valuesAtMean: added)
        return result
    }
}

extension MeasurementTally {
    /// How many draws are left.
    public var remaining: Int { max(0, horizon - draws) }

    /// The probability that the mean so far is within the tolerance of the tool's true mean.
    ///
    /// P(|x̄ − μ| ≤ tol) = 2·T(tol·√n/s) − 1 with n − 1 degrees of freedom, the posterior under the reference prior.
    /// nil below three values; 1 when all values are equal.
    public var confidence: Double? {
        guard let (deviation, limit) = spread else { return nil }
        return settled(limit, scale: deviation / Double(moments.count).squareRoot())
    }

    /// The probability that the mean of all draws will be within the tolerance of the mean so far.
    ///
    /// With r draws to come, x̄_K − x̄_n = r/(n+r) · (x̄_r − x̄_n), and x̄_r − x̄_n over s·√(1/n + 1/r) follows
    /// Student's t with n − 1 degrees of freedom. nil below three values; 1 when all values are equal or no draw is
    /// left.
    public var stability: Double? {
        guard let (deviation, limit) = spread else { return nil }
        let (n, r) = (Double(moments.count), Double(remaining))
        if r == 0 { return 1 }
        return settled(limit, scale: r / (n + r) * deviation * (1 / n + 1 / r).squareRoot())
    }

    private var spread: (deviation: Double, limit: Double)? {
        guard moments.count >= 3, let mean = moments.mean, let deviation = moments.standardDeviation else { return nil }
        switch tolerance {
        case .relative(let share): return (deviation, abs(share * mean))
        case .absolute(let amount): return (deviation, abs(amount))
        }
    }

    private func settled(_ limit: Double, scale: Double) -> Double? {
        if scale == 0 { return 1 }
        let probability = StudentT.central(limit / scale, degreesOfFreedom: Double(moments.count - 1))
        return probability.isNaN ? nil : probability
    }
}
