import AssayModels

/// How often prompts of each kind are taken for each kind.
struct Confusion {
    private var counts: [TaskType: [TaskType: Int]] = [:]
    private var hits = 0
    private var named = 0
    private var namedRight = 0
    /// By tenths of confidence: how many pairs of prompt and kind, their confidence in all, and how many apply.
    private var tenths = [(pairs: Int, confidence: Double, right: Int)](repeating: (0, 0, 0), count: 10)
    private(set) var total = 0
    /// The prompts that were taken for something else, as lines.
    private(set) var misses: [String] = []

    init(_ prompts: [LabelledPrompt]) {
        let detector = TaskDetector()
        for prompt in prompts { count(prompt, detector.estimate(prompt.text)) }
        total = prompts.count
    }

    private mutating func count(_ prompt: LabelledPrompt, _ estimate: TaskEstimate) {
        counts[prompt.tasks[0], default: [:]][estimate.primary, default: 0] += 1
        if estimate.primary == prompt.tasks[0] {
            hits += 1
        } else {
            misses.append("\(prompt.tasks[0]) as \(estimate.primary): \(prompt.text.prefix(90))")
        }
        if estimate.primary != .general {
            named += 1
            if prompt.tasks.contains(estimate.primary) { namedRight += 1 }
        }
        for (task, confidence) in estimate.confidence where task != .general {
            let tenth = min(9, Int(confidence * 10))
            tenths[tenth].pairs += 1
            tenths[tenth].confidence += confidence
            if prompt.tasks.contains(task) { tenths[tenth].right += 1 }
        }
    }

    /// The share of the prompts that are taken for what they are before all.
    var accuracy: Double { Double(hits) / Double(total) }

    /// The share of the prompts taken for something special that are that, among others perhaps.
    var precision: Double { named == 0 ? 0 : Double(namedRight) / Double(named) }

    /// How far confidences are from the share that applies, as the mean over all pairs of prompt and kind.
    var calibrationError: Double {
        let gaps = tenths.map { abs($0.confidence - Double($0.right)) }
        return gaps.reduce(0, +) / Double(tenths.reduce(0) { $0 + $1.pairs })
    }

    /// One row a label, one column an estimate.
    var table: String {
        let tasks = TaskType.allCases
        let header = pad("") + tasks.map { pad(String($0.rawValue.prefix(9)), 10) }.joined()
        let rows = tasks.map { label in
            pad(label.rawValue) + tasks.map { pad("\(counts[label]?[$0] ?? 0)", 10) }.joined()
        }
        let summary =
            "right: \(hits) of \(total), \(rounded(accuracy)) %; of those not called general: \(namedRight) of \(named), "
            + "\(rounded(precision)) %; calibration error \(rounded(calibrationError)) %"
        return ([header] + rows + [summary] + misses).joined(separator: "\n")
    }

    private func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 10 }

    private func pad(_ text: String, _ width: Int = 22) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
