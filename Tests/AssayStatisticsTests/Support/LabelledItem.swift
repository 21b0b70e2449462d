import AssayStatistics
import Foundation
import Testing

/// An item of a replicate data set: its draws as labels, and the label of the right answer.
struct LabelledItem {
    let labels: [Int?]
    let gold: Int?

    /// The answer a prefix of the draws supports.
    func plurality(_ draws: Int? = nil) -> Int? { tally(draws).leader }

    func tally(_ draws: Int? = nil) -> VoteTally {
        var votes = VoteTally(horizon: labels.count)
        for label in labels.prefix(draws ?? labels.count) { votes.append(label) }
        return votes
    }

    /// The 38 items of 40 model answers each.
    static func gsm8k() throws -> [LabelledItem] {
        try TestData.rows("gsm8k_phi3mini/gsm8k_phi3mini_k40.csv").map { row in
            var labeler = Labeler()
            let labels = row.dropFirst(2).map { labeler.label($0) }
            return LabelledItem(labels: labels, gold: labeler.label(row[1]))
        }
    }

    /// The items of a crowd set in file order; gold is nil where the truth is unknown.
    static func crowd(_ name: String) throws -> [LabelledItem] {
        var truth: [String: String] = [:]
        for row in try TestData.rows("crowd/\(name)_truth.csv") { truth[row[0]] = row[1] }
        var order: [String] = []
        var answers: [String: [String]] = [:]
        var seen: Set<[String]> = []
        for row in try TestData.rows("crowd/\(name)_label.csv") where seen.insert(row).inserted {
            if answers[row[0]] == nil { order.append(row[0]) }
            answers[row[0], default: []].append(row[2])
        }
        var labeler = Labeler()
        return order.map { item in
            LabelledItem(labels: (answers[item] ?? []).map { labeler.label($0) }, gold: labeler.label(truth[item]))
        }
    }
}
