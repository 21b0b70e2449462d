#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns a score into a probability of being right by a logistic curve, fitted to labelled answers.
///
/// P(right | score) = 1 / (1 + exp(−(slope·score + intercept))). Two numbers describe it, so few labels suffice; it
/// cannot follow a curve of another shape, which ``IsotonicCalibrator`` can.
public struct PlattCalibrator: Sendable, Hashable {
    /// How fast the log-odds rise with the score.
    public let slope: Double

    /// The log-odds at score 0.
    public let intercept: Double

    /// How far both would scatter; nil when that is not known.
    public let covariance: Covariance?

    /// Restores a fitted curve; nil when a parameter is not finite.
    public init?(slope: Double, intercept: Double, covariance: Covariance? = nil) {
        guard slope.isFinite, intercept.isFinite else { return nil }
        (self.slope, self.intercept, self.covariance) = (slope, intercept, covariance)
    }

    /// The probability of being right; nil for a score that is not a number.
    public func probability(_ score: Double) -> Double? {
        let odds = slope * score + intercept
        return odds.isNaN ? nil : Self.logistic(odds)
    }

    /// 1 / (1 + exp(−odds)), written so that no exponential overflows.
    static func logistic(_ odds: Double) -> Double {
        odds >= 0 ? 1 / (1 + exp(-odds)) : exp(odds) / (1 + exp(odds))
    }
}

extension PlattCalibrator {
    /// Fits the curve by maximum likelihood with Platt's smoothed targets.
    ///
    /// A right answer counts as (n₁ + 1)/(n₁ + 2) and a wrong one as 1/(n₀ + 2), which keeps the curve finite when the
    /// score separates them. Newton's method with step halving on the convex loss, at most 100 steps, on scores scaled
    /// to −1…1. A constant score gives slope 0 and the smoothed base rate. nil without a right or without a wrong
    /// answer, or when a score is not finite. Source: Platt 1999; Lin, Lin and Weng, Machine Learning 68 (2007), 267.
    public init?(fitting outcomes: [ScoredOutcome]) {
        let right = Double(outcomes.count { $0.isCorrect })
        let wrong = Double(outcomes.count) - right
        guard right > 0, wrong > 0, outcomes.allSatisfy({ $0.score.isFinite }) else { return nil }
        let scores = outcomes.map(\.score)
        let (low, high) = (scores.min() ?? 0, scores.max() ?? 0)
        let (centre, half) = (low / 2 + high / 2, high / 2 - low / 2)
        let targets = outcomes.map { $0.isCorrect ? (right + 1) / (right + 2) : 1 / (wrong + 2) }
        let scaled = scores.map { half > 0 ? ($0 / 2 - centre / 2) / (half / 2) : 0 }
        let loss = LogisticLoss(scores: scaled, targets: targets)
        let (a, b) = loss.minimum(start: (0, log((right + 1) / (wrong + 1))))
        let slope = half > 0 ? a / half : 0
        let covariance = half > 0 ? loss.covariance(a, b) : loss.constantCovariance(b)
        self.init(
            slope: slope,
            intercept: b - slope * centre,
            covariance: covariance.flatMap { Self.unscaled($0, centre, half) }
        )
    }

    /// The covariance for scores as they were given, from that for scores scaled to −1…1.
    private static func unscaled(_ scaled: Covariance, _ centre: Double, _ half: Double) -> Covariance? {
        guard half > 0 else { return scaled }
        let shift = centre / half
        return Covariance(
            slope: scaled.slope / half / half,
            both: (scaled.both - scaled.slope * shift) / half,
            intercept: max(0, scaled.intercept - 2 * shift * scaled.both + shift * shift * scaled.slope)
        )
    }

    /// The cross-entropy of a logistic curve and soft targets, which is convex in the two parameters.
    private struct LogisticLoss {
        let scores: [Double]
        let targets: [Double]

        func value(_ a: Double, _ b: Double) -> Double {
            var sum = 0.0
            for (score, target) in zip(scores, targets) {
                let odds = a * score + b
                // −t·ln p − (1−t)·ln(1−p), written so that no exponential overflows.
                sum += max(odds, 0) - target * odds + log1p(exp(-abs(odds)))
            }
            return sum
        }

        func minimum(start: (Double, Double)) -> (Double, Double) {
            var (a, b) = start
            var current = value(a, b)
            for _ in 0..<100 {
                let (da, db, slope) = newtonStep(a, b)
                guard slope > 1e-24 else { break }
                var step = 1.0
                var next = value(a - step * da, b - step * db)
                while next > current - 1e-4 * step * slope, step > 1e-10 {
                    step /= 2
                    next = value(a - step * da, b - step * db)
                }
                // Below the rounding of the loss the full step is still the better point.
                if step <= 1e-10 { step = slope < 1e-10 ? 1 : 0 }
                (a, b) = (a - step * da, b - step * db)
                if step == 0 || next >= current { break }
                current = next
            }
            return (a, b)
        }

        /// The inverse of the information that the labels hold about both parameters.
        func covariance(_ a: Double, _ b: Double) -> Covariance? {
            let (haa, hab, hbb) = curvature(a, b)
            let determinant = haa * hbb - hab * hab
            return Covariance(slope: hbb / determinant, both: -hab / determinant, intercept: haa / determinant)
        }

        /// The same when all scores are equal, so that the slope is not a parameter.
        func constantCovariance(_ b: Double) -> Covariance? {
            Covariance(slope: 0, both: 0, intercept: 1 / curvature(0, b).bb)
        }

        private func curvature(_ a: Double, _ b: Double) -> (aa: Double, ab: Double, bb: Double) {
            // A small ridge keeps the matrix regular when all scores are equal.
            var (haa, hab, hbb) = (1e-12, 0.0, 1e-12)
            for score in scores {
                let p = PlattCalibrator.logistic(a * score + b)
                let weight = p * (1 - p)
                haa += score * score * weight
                hab += score * weight
                hbb += weight
            }
            return (haa, hab, hbb)
        }

        /// The Newton direction and its product with the gradient.
        private func newtonStep(_ a: Double, _ b: Double) -> (a: Double, b: Double, slope: Double) {
            let (haa, hab, hbb) = curvature(a, b)
            var (ga, gb) = (0.0, 0.0)
            for (score, target) in zip(scores, targets) {
                let p = PlattCalibrator.logistic(a * score + b)
                ga += score * (p - target)
                gb += p - target
            }
            let determinant = haa * hbb - hab * hab
            let (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
            return (da, db, da * ga + db * gb)
        }
    }
}
