internal import AssayCore
internal import AssayStatistics

/// What a calibrator says of each item, and how right it is where the truth is known.
struct CorrectnessFigures {
    private let items: [JudgedItem]
    private let calibrator: CorrectnessCalibrator
    private let estimates: [Quantified]

    init(_ items: [JudgedItem], _ calibrator: CorrectnessCalibrator) {
        self.items = items
        self.calibrator = calibrator
        estimates = items.map { calibrator.correctness(of: $0.votes) }
    }

    /// The member `correctness`.
    var summary: Value {
        let known = estimates.compactMap(\.value)
        let judged = zip(items, estimates).compactMap { item, estimate in
            item.isJudged ? estimate.value.map { ScoredOutcome(score: $0, isCorrect: item.isCorrect) } : nil
        }
        return [
            "event": .string(calibrator.event), "calibrator": .string(calibrator.sha256),
            "n_estimated": Value(known.count), "n_undefined": Value(estimates.count - known.count),
            "mean": .orNull(known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)),
            "n_judged": Value(judged.count),
            "accuracy": .orNull(ConfidenceFigures.share(judged.count { $0.isCorrect }, of: judged.count)),
            "ece10": .orNull(Calibration.expectedError(judged)), "brier": .orNull(Calibration.brierScore(judged)),
            "auroc": .orNull(Ranking.auroc(judged)),
        ]
    }

    /// The members of an item's row.
    func members(_ index: Int) -> Object {
        [
            "correctness": .orNull(estimates[index].value),
            "correctness_reason": .orNull(estimates[index].reason),
        ]
    }
}
