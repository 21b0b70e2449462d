public import AssayStatistics

/// Answers that exist already: for every item its draws in order, and the right answer where it is known.
///
/// Answers are equal when their texts are. Text is stored once; a draw takes eight bytes, and four more with a worker.
public struct AnswerTable: Sendable {
    /// How the answers were written down.
    public enum Form: String, Sendable, Hashable {
        /// CSV with a row per item and a column per draw.
        case wide
        /// CSV with a row per label a worker gave.
        case long
        /// A JSON document per item.
        case jsonLines = "json_lines"
    }

    /// How the answers were written down.
    public let form: Form

    /// The names of the items, in the order of the file.
    public internal(set) var items: [String] = []

    /// The texts of all different answers, right ones included.
    public internal(set) var answers: [String] = []

    /// Where the draws of each item start, with the end as last element.
    var starts: [Int] = [0]

    /// The answer of each draw as an index of ``answers``; −1 is missing.
    var votes: [Int32] = []

    /// The right answer of each item as an index of ``answers``; −1 is unknown.
    var golds: [Int32] = []

    /// The worker of each draw, for long tables; empty otherwise.
    var workers: [Int32] = []

    /// The names of the workers.
    var workerNames: [String] = []

    /// The group of each item, with ``groupNames``; empty when nothing was grouped by a column.
    var groups: [Int32] = []
    var groupNames: [String] = []

    /// Whether each draw is right as the file itself says; empty when it does not.
    var correct: [Bool] = []

    /// Rows equal to an earlier one in item, worker and label, which were left out.
    public internal(set) var identicalRowsDropped = 0

    /// Labels of workers who had given the item another one before; each counts as a draw.
    public internal(set) var repeatedRatings = 0

    init(form: Form) { self.form = form }
}

extension AnswerTable {
    /// The places of an item's draws.
    func range(_ item: Int) -> Range<Int> { starts[item]..<starts[item + 1] }

    /// The most draws of an item.
    public var maximumDraws: Int { items.indices.reduce(0) { max($0, range($1).count) } }

    /// Whether any right answer is known.
    public var hasTruth: Bool { golds.contains { $0 >= 0 } || !correct.isEmpty }

    /// The table with the first draws of every item only.
    func prefix(_ count: Int) -> AnswerTable {
        guard maximumDraws > count else { return self }
        var result = self
        (result.starts, result.votes, result.workers, result.correct) = ([0], [], [], [])
        for item in items.indices {
            let kept = range(item).prefix(count)
            result.votes += votes[kept]
            if !workers.isEmpty { result.workers += workers[kept] }
            if !correct.isEmpty { result.correct += correct[kept] }
            result.starts.append(result.votes.count)
        }
        return result
    }

    /// The draws of an item, labelled in the order first seen, to replay rules on.
    ///
    /// A right answer nobody gave has a label of its own.
    public func draws(of item: Int) -> DrawSequence {
        var labels: [Int32: Int] = [:]
        let own = votes[range(item)].map { vote -> Int? in
            guard vote >= 0 else { return nil }
            if let known = labels[vote] { return known }
            labels[vote] = labels.count
            return labels.count - 1
        }
        let gold = golds[item] < 0 ? nil : labels[golds[item]] ?? labels.count
        return DrawSequence(labels: own, gold: correct.isEmpty ? gold : rightLabel(item, own))
    }

    /// The label of the leader if the first draw that gave it is marked as right.
    private func rightLabel(_ item: Int, _ labels: [Int?]) -> Int? {
        let leader = labels.reduce(into: VoteTally(horizon: labels.count)) { $0.append($1) }.leader
        guard let leader, let first = labels.firstIndex(of: leader) else { return nil }
        return correct[starts[item] + first] ? leader : leader + labels.count
    }

    /// Whether the right answer of an item is known.
    func isJudged(_ item: Int) -> Bool { golds[item] >= 0 || !correct.isEmpty }
}
