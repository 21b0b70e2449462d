internal import AssayCore
internal import AssayStatistics

/// Figures of how well confidences tell right answers from wrong ones.
enum ConfidenceFigures {
    /// The counts of a set of items and, for each measure, AUROC, AUARC, calibration error and Brier score.
    static func block(_ items: [JudgedItem]) -> Object {
        let judged = items.filter(\.isJudged)
        var object = figures(judged)
        object["n_items"] = Value(judged.count)
        object["n_correct"] = Value(judged.count { $0.isCorrect })
        object["plurality_accuracy"] = .orNull(share(judged.count { $0.isCorrect }, of: judged.count))
        object["n_unanimous"] = Value(judged.count { $0.votes.distinct == 1 && $0.votes.voters == $0.votes.draws })
        return object
    }

    /// The members `auroc`, `auarc`, `ece10` and `brier`, each by the name of a measure.
    static func figures(_ judged: [JudgedItem]) -> Object {
        var (auroc, auarc, ece, brier): (Object, Object, Object, Object) = ([:], [:], [:], [:])
        for measure in ConfidenceMeasure.all {
            let outcomes = judged.map { ScoredOutcome(score: measure.score($0.votes), isCorrect: $0.isCorrect) }
            auroc[measure.name] = .orNull(Ranking.auroc(outcomes, tolerance: measure.tolerance))
            auarc[measure.name] = .orNull(Ranking.auarc(outcomes, tolerance: measure.tolerance))
            guard measure.isProbability else { continue }
            ece[measure.name] = .orNull(Calibration.expectedError(outcomes))
            brier[measure.name] = .orNull(Calibration.brierScore(outcomes))
        }
        var object: Object = [
            "auroc": .object(auroc), "auarc": .object(auarc), "ece10": .object(ece), "brier": .object(brier),
        ]
        if let reason = undefined(judged) { object["auroc_reason"] = .string(reason) }
        return object
    }

    private static func undefined(_ judged: [JudgedItem]) -> String? {
        if judged.isEmpty { return "no right answer is known" }
        let right = judged.count { $0.isCorrect }
        if right == judged.count { return "every answer is right, so there is nothing to tell apart" }
        return right == 0 ? "every answer is wrong, so there is nothing to tell apart" : nil
    }

    static func share(_ part: Int, of whole: Int) -> Double? { whole > 0 ? Double(part) / Double(whole) : nil }
}
