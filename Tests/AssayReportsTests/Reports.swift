import AssayCore
import AssayStatistics

/// Bundles to show.
enum Reports {
    static func bundle(
        _ replicates: [Replicate],
        k: Int? = nil,
        ending: BundleBuilder.Ending = .finished,
        tool: ToolDescriptor = ToolDescriptor(name: "sorter", version: "1.2.0"),
        elapsedMS: Int64 = 12
    ) throws -> EvidenceBundle {
        let options = BundleOptions(k: k ?? max(1, replicates.count))
        let execution = ExecutionRecord(runID: "run", traceID: "", executor: "in_process", maxParallel: 1)
        return try BundleBuilder(tool: tool, request: ["items": [3, 1, 2]], options: options)
            .bundle(replicates: replicates, ending: ending, elapsedMS: elapsedMS, execution: execution)
    }

    static func bundle(of answers: [Value], k: Int? = nil, ending: BundleBuilder.Ending = .finished) throws
        -> EvidenceBundle
    {
        try bundle(answers.enumerated().map { Replicate(index: $0, seed: 1, data: $1) }, k: k, ending: ending)
    }

    /// A calibrator of answers with three votes.
    static func calibrator() throws -> CorrectnessCalibrator {
        var labels = CalibrationLabels()
        for number in 0..<40 {
            let agreeing = 2 + number % 2
            var votes = VoteTally(horizon: 3)
            for vote in 0..<3 { votes.append(vote < agreeing ? 0 : 1) }
            labels.add(votes, isCorrect: number % 5 < agreeing + 1)
        }
        return try CorrectnessCalibrator(fitting: labels)
    }

    /// Three answers, a timeout and a warning.
    static func small() throws -> EvidenceBundle {
        let answers: [Value] = [
            ["label": "a", "score": 1.5, "model": ["sizes": [1, 2]]],
            ["label": "a", "score": 1.75, "model": ["sizes": [1, 3]]],
            ["label": "b", "score": 1.25, "model": ["sizes": [1, 2]]],
        ]
        var replicates = answers.enumerated().map { Replicate(index: $0, seed: 1, data: $1) }
        replicates[0].usage = Usage(tokens: 12, costUSD: 0.25)
        replicates[1].quality.warnings = ["the list was short"]
        replicates.append(
            Replicate(index: 3, seed: 4, data: nil, failure: AssayError(.timeout, "no answer within 8 ms"))
        )
        return try bundle(replicates)
    }

    /// A bundle in which everything a tool can write holds what would steer a terminal.
    static func hostile() throws -> EvidenceBundle {
        let poison = "\u{1B}[31mred\u{7}\u{9B}2J\u{202E}\u{2066}\r\n\t\u{0}"
        let answers: [Value] = [
            .object([
                poison: .string(poison), "list\(poison)": [.string(poison)], "m": 1.5,
                "deep": .object([poison: [1, 2]]),
            ]),
            .object([
                poison: .string("x" + poison), "list\(poison)": [.string("y")], "m": 2.5,
                "deep": .object([poison: [1, 3]]),
            ]),
        ]
        var replicates = answers.enumerated().map { Replicate(index: $0, seed: 1, data: $1) }
        replicates[0].quality.warnings = [poison]
        replicates.append(
            Replicate(index: 2, seed: 1, data: nil, failure: AssayError(AssayError.Code(rawValue: poison), poison))
        )
        let tool = ToolDescriptor(name: "sorter", version: poison)
        return try bundle(replicates, k: 5, ending: .budget([poison]), tool: tool)
    }
}
