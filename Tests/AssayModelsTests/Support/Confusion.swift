import AssayModels

/// How often prompts of each kind are taken for each kind.
struct Confusion {
    private var counts: [TaskType: [TaskType: Int]] = [:]
    private var hits = 0
    private(set) var total = 0

    init(_ prompts: [LabelledPrompt]) {
        let detector = TaskDetector()
        for prompt in prompts {
            let estimate = detector.estimate(prompt.text)
            counts[prompt.task, default: [:]][estimate.primary, default: 0] += 1
            if estimate.primary == prompt.task { hits += 1 }
        }
        total = prompts.count
    }

    /// The share of the prompts taken for something special that are just that.
    var precision: Double {
        let named = counts.values.reduce(0) { $0 + $1.filter { $0.key != .general }.values.reduce(0, +) }
        let right = counts.reduce(0) { $0 + ($1.key == .general ? 0 : $1.value[$1.key] ?? 0) }
        return named == 0 ? 0 : Double(right) / Double(named)
    }

    var accuracy: Double { Double(hits) / Double(total) }

    /// One row a label, one column an estimate.
    var table: String {
        let tasks = TaskType.allCases
        let header = pad("") + tasks.map { pad(String($0.rawValue.prefix(9)), 10) }.joined()
        let rows = tasks.map { label in
            pad(label.rawValue) + tasks.map { pad("\(counts[label]?[$0] ?? 0)", 10) }.joined()
        }
        let percent = rounded(accuracy)
        return
            ([header] + rows + [
                "right: \(hits) of \(total), \(percent) %; of those not called general: \(rounded(precision)) %"
            ]).joined(separator: "\n")
    }

    private func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 10 }

    private func pad(_ text: String, _ width: Int = 22) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
