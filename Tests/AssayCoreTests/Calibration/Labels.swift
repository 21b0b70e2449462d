import AssayCore
import AssayStatistics

/// Labelled answers and calibrators made from them.
enum Labels {
    /// Votes for one question: so many for each answer.
    static func votes(_ counts: Int...) -> VoteTally {
        var tally = VoteTally(horizon: counts.reduce(0, +))
        for (label, count) in counts.enumerated() { for _ in 0..<count { tally.append(label) } }
        return tally
    }

    /// Ten votes each; the more agree, the more often the answer is right.
    static func ten(
        _ questions: Int = 60,
        score: CorrectnessScore = .majorityShare,
        fields: [String]? = nil,
        tool: CorrectnessCalibrator.Tool? = nil
    ) -> CalibrationLabels {
        var labels = CalibrationLabels(score: score, fields: fields, tool: tool)
        for question in 0..<questions {
            let leader = 6 + question % 5
            labels.add(votes(leader, 10 - leader), isCorrect: question % 7 < leader - 4)
        }
        return labels
    }

    static func calibrator(
        score: CorrectnessScore = .majorityShare,
        fields: [String]? = nil,
        tool: CorrectnessCalibrator.Tool? = nil
    ) throws -> CorrectnessCalibrator {
        try CorrectnessCalibrator(fitting: ten(score: score, fields: fields, tool: tool))
    }

    /// Ten answers, so many of them "a".
    static func answers(_ leader: Int) -> [Value?] { Answers.votes(leader, 10 - leader) }
}
