/// A fitted curve from scores to probabilities of being right, of either method.
public enum CalibrationCurve: Sendable, Hashable {
    /// A logistic curve.
    case platt(PlattCalibrator)
    /// A rising step curve.
    case isotonic(IsotonicCalibrator)

    /// How a curve is fitted.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Two parameters, for few labels.
        case platt
        /// Any rising relation, for many labels.
        case isotonic

        /// The fewest labelled answers a curve is worth fitting to.
        public var fewestLabels: Int { self == .platt ? 30 : 200 }

        /// The fewest right answers, and the fewest wrong ones.
        public var fewestOfEach: Int { self == .platt ? 5 : 10 }
    }

    /// Fits a curve to labelled answers.
    ///
    /// nil without a right or without a wrong answer, or when a score is not finite.
    public init?(_ method: Method, fitting outcomes: [ScoredOutcome]) {
        guard Set(outcomes.map(\.isCorrect)).count == 2 else { return nil }
        switch method {
        case .platt:
            guard let curve = PlattCalibrator(fitting: outcomes) else { return nil }
            self = .platt(curve)
        case .isotonic:
            guard let curve = IsotonicCalibrator(fitting: outcomes) else { return nil }
            self = .isotonic(curve)
        }
    }

    /// The method of the curve.
    public var method: Method {
        switch self {
        case .platt: .platt
        case .isotonic: .isotonic
        }
    }

    /// The probability of being right; nil for a score that is not a number.
    public func probability(_ score: Double) -> Double? {
        switch self {
        case .platt(let curve): curve.probability(score)
        case .isotonic(let curve): curve.probability(score)
        }
    }

    /// An interval for the probability, from the uncertainty of the fit; nil for a step curve, whose steps follow the
    /// labels too closely for one.
    public func interval(_ score: Double, level: Double = 0.95) -> (low: Double, high: Double)? {
        guard case .platt(let curve) = self else { return nil }
        return curve.interval(score, level: level)
    }
}
