/// How well probabilities of being right fit what was right, in three figures.
public struct CalibrationQuality: Sendable, Hashable {
    /// The expected calibration error over ten bins of equal width; see ``Calibration``.
    public let expectedError: Double

    /// The Brier score.
    public let brierScore: Double

    /// The area under the receiver operating characteristic.
    public let auroc: Double

    /// Restores figures; nil unless all are in 0…1.
    public init?(expectedError: Double, brierScore: Double, auroc: Double) {
        guard [expectedError, brierScore, auroc].allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
        (self.expectedError, self.brierScore, self.auroc) = (expectedError, brierScore, auroc)
    }

    /// Judges probabilities; nil when one is outside 0…1, or when all answers are right or all wrong.
    public init?(_ outcomes: [ScoredOutcome]) {
        guard let error = Calibration.expectedError(outcomes), let brier = Calibration.brierScore(outcomes),
            let auroc = Ranking.auroc(outcomes)
        else { return nil }
        self.init(expectedError: error, brierScore: brier, auroc: auroc)
    }
}

extension CalibrationQuality {
    /// Judges a curve on the labels it was fitted to, which flatters it.
    public init?(_ curve: CalibrationCurve, inSample outcomes: [ScoredOutcome]) {
        let judged = outcomes.compactMap { outcome in
            curve.probability(outcome.score).map { ScoredOutcome(score: $0, isCorrect: outcome.isCorrect) }
        }
        guard judged.count == outcomes.count else { return nil }
        self.init(judged)
    }

    /// Judges a method by cross-validation: each label by a curve fitted without its fold.
    ///
    /// Right and wrong answers are dealt to the folds separately, in an order drawn from `seed`, so that every fold has
    /// its share of both. The figures are over all labels together. nil when there are fewer right or fewer wrong answers
    /// than folds, or fewer than two folds.
    public init?(crossValidating method: CalibrationCurve.Method, _ outcomes: [ScoredOutcome], folds: Int, seed: UInt64)
    {
        var generator = SplitMix64(seed: seed)
        var fold = [Int](repeating: 0, count: outcomes.count)
        for isCorrect in [true, false] {
            var members = outcomes.indices.filter { outcomes[$0].isCorrect == isCorrect }
            guard folds >= 2, members.count >= folds else { return nil }
            generator.shuffle(&members)
            for (place, member) in members.enumerated() { fold[member] = place % folds }
        }
        var judged: [ScoredOutcome] = []
        for held in 0..<folds {
            let rest = outcomes.indices.filter { fold[$0] != held }.map { outcomes[$0] }
            guard let curve = CalibrationCurve(method, fitting: rest) else { return nil }
            for index in outcomes.indices where fold[index] == held {
                guard let probability = curve.probability(outcomes[index].score) else { return nil }
                judged.append(ScoredOutcome(score: probability, isCorrect: outcomes[index].isCorrect))
            }
        }
        self.init(judged)
    }
}
