#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One logistic regression a task over the cues of a prompt.
struct TaskModel {
    private struct Weight {
        let task: Int
        let value: Double
    }

    private let weights: [String: [Weight]]
    /// How many of the strongest cues are named for each task.
    private static let namedCues = 3

    /// Reads ``TaskWeights``.
    init() {
        weights = Dictionary(uniqueKeysWithValues: TaskWeights.table.split(separator: ";").map(Self.entry))
    }

    /// Reads one cue with its weights, such as `unit test=a-4e30`.
    private static func entry(_ text: Substring) -> (String, [Weight]) {
        guard let equals = text.lastIndex(of: "=") else { preconditionFailure("a cue has no weights: \(text)") }
        var weights: [Weight] = []
        var rest = text[text.index(after: equals)...]
        while let letter = rest.popFirst() {
            let digits = rest.prefix { !$0.isLetter }
            rest = rest[digits.endIndex...]
            guard let place = letter.asciiValue.map({ Int($0) - 97 }), TaskWeights.tasks.indices.contains(place),
                let steps = Int(digits)
            else { preconditionFailure("a weight is a letter and a whole number: \(text)") }
            weights.append(Weight(task: place, value: Double(steps) * TaskWeights.unit))
        }
        return (String(text[..<equals]), weights)
    }

    /// Judges the cues of a prompt.
    func estimate(_ cues: PromptCues) -> TaskEstimate {
        var evidence = TaskWeights.biases
        var reasons: [[String: Double]] = Array(repeating: [:], count: evidence.count)
        // In one order, so that sums are rounded alike each time.
        for (cue, text) in cues.shown.sorted(by: { $0.key < $1.key }) {
            for weight in weights[cue] ?? [] {
                evidence[weight.task] += weight.value
                reasons[weight.task][text, default: 0] += weight.value
            }
        }
        return TaskEstimate(
            confidence: Dictionary(
                uniqueKeysWithValues: zip(TaskWeights.tasks, evidence.map { 1 / (1 + exp(-$0)) })
            ),
            reasons: Dictionary(uniqueKeysWithValues: zip(TaskWeights.tasks, reasons.map(Self.strongest)))
        )
    }

    private static func strongest(_ cues: [String: Double]) -> [(cue: String, weight: Double)] {
        let sorted = cues.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return sorted.prefix(namedCues).map { ($0.key, $0.value) }
    }
}
