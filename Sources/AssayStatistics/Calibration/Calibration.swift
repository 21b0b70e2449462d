#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far confidences, read as probabilities of being right, agree with what was right.
public enum Calibration {
    /// The expected calibration error over ten bins of equal width, (lo, hi].
    ///
    /// nil as in ``ReliabilityDiagram``, which has other bins as well.
    public static func expectedError(_ outcomes: [ScoredOutcome]) -> Double? {
        ReliabilityDiagram(outcomes)?.expectedError
    }

    /// The Brier score: the mean of (score − outcome)², outcome 1 or 0.
    ///
    /// 0 is perfect, ¼ is what a constant ½ gets. nil without answers or when a score is outside 0…1.
    public static func brierScore(_ outcomes: [ScoredOutcome]) -> Double? {
        guard isValid(outcomes) else { return nil }
        let sum = outcomes.reduce(0) { sum, outcome in
            let difference = outcome.score - (outcome.isCorrect ? 1 : 0)
            return sum + difference * difference
        }
        return sum / Double(outcomes.count)
    }

    /// The logarithmic loss: the mean of −ln of the probability given to what happened.
    ///
    /// Infinite when something happened that was given probability 0, unless `floor` is positive: probabilities below
    /// it, and above 1 − `floor`, are moved to it. nil without answers, when a score is outside 0…1 or the floor
    /// outside 0…½.
    public static func logLoss(_ outcomes: [ScoredOutcome], floor: Double = 0) -> Double? {
        guard isValid(outcomes), floor >= 0, floor <= 0.5 else { return nil }
        let sum = outcomes.reduce(0.0) { sum, outcome in
            let score = min(max(outcome.score, floor), 1 - floor)
            return sum - (outcome.isCorrect ? log(score) : log1p(-score))
        }
        return sum / Double(outcomes.count)
    }

    /// The parts of the Brier score: reliability − resolution + uncertainty.
    ///
    /// Exact because answers are grouped by equal scores: with o the share of right answers of a score f, and ō of all,
    /// reliability is the mean of (f − o)², resolution the mean of (o − ō)² and uncertainty ō·(1 − ō). nil as for
    /// ``brierScore(_:)``. Source: Murphy, Journal of Applied Meteorology 12 (1973), 595.
    public static func brierDecomposition(
        _ outcomes: [ScoredOutcome]
    ) -> (reliability: Double, resolution: Double, uncertainty: Double)? {
        guard isValid(outcomes) else { return nil }
        let total = Double(outcomes.count)
        let base = Double(outcomes.count { $0.isCorrect }) / total
        var (reliability, resolution) = (0.0, 0.0)
        let groups = Dictionary(grouping: outcomes, by: \.score).sorted { $0.key < $1.key }
        for (score, group) in groups {
            let size = Double(group.count)
            let accuracy = Double(group.count { $0.isCorrect }) / size
            reliability += size * (score - accuracy) * (score - accuracy)
            resolution += size * (accuracy - base) * (accuracy - base)
        }
        return (reliability / total, resolution / total, base * (1 - base))
    }

    private static func isValid(_ outcomes: [ScoredOutcome]) -> Bool {
        !outcomes.isEmpty && outcomes.allSatisfy { $0.score >= 0 && $0.score <= 1 }
    }
}
