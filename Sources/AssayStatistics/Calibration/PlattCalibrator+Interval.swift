extension PlattCalibrator {
    /// How far the parameters would scatter with other labels of the same kind.
    public struct Covariance: Sendable, Hashable {
        /// The variance of the slope.
        public let slope: Double
        /// The covariance of slope and intercept.
        public let both: Double
        /// The variance of the intercept.
        public let intercept: Double

        /// Notes a covariance; nil unless it is finite and neither variance negative.
        public init?(slope: Double, both: Double, intercept: Double) {
            guard slope.isFinite, both.isFinite, intercept.isFinite, slope >= 0, intercept >= 0 else { return nil }
            (self.slope, self.both, self.intercept) = (slope, both, intercept)
        }
    }

    /// An interval for the probability of being right at a score.
    ///
    /// The log-odds ± z·√(s²·var(slope) + 2·s·cov + var(intercept)), turned into probabilities: Wald's interval, which
    /// trusts the shape of the curve and speaks about the labels only. nil without a covariance, for a score that is not
    /// finite, or for a level outside 0…1, both excluded.
    public func interval(_ score: Double, level: Double = 0.95) -> (low: Double, high: Double)? {
        guard let covariance, score.isFinite, level > 0, level < 1 else { return nil }
        let variance = score * score * covariance.slope + 2 * score * covariance.both + covariance.intercept
        let half = NormalDistribution.quantile(0.5 + level / 2) * max(0, variance).squareRoot()
        let odds = slope * score + intercept
        guard half.isFinite, odds.isFinite else { return nil }
        return (Self.logistic(odds - half), Self.logistic(odds + half))
    }
}
