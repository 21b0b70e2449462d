internal import AssayStatistics

/// An item reduced to what its figures need.
struct JudgedItem: Sendable {
    /// Its draws, labelled in the order first seen.
    let draws: DrawSequence
    /// The votes of all of them.
    let votes: VoteTally
    /// Whether the right answer is known.
    let isJudged: Bool

    init(_ draws: DrawSequence, isJudged: Bool) {
        self.draws = draws
        self.isJudged = isJudged
        votes = draws.labels.reduce(into: VoteTally(horizon: draws.labels.count)) { $0.append($1) }
    }

    var isCorrect: Bool { draws.gold != nil && votes.leader == draws.gold }

    /// The credit when ties are split.
    var credit: Double { votes.credit(for: draws.gold) }

    /// The item with its first draws only; a right answer keeps its label.
    func prefix(_ count: Int) -> JudgedItem {
        JudgedItem(
            DrawSequence(labels: Array(draws.labels.prefix(count)), gold: draws.gold),
            isJudged: isJudged
        )
    }
}

extension AnswerTable {
    /// All items, reduced to what their figures need.
    var judgedItems: [JudgedItem] { items.indices.map { JudgedItem(draws(of: $0), isJudged: isJudged($0)) } }

    /// The votes of each item as units of agreement, the missing ones left out.
    var units: [[Int]] { items.indices.map { votes[range($0)].filter { $0 >= 0 }.map(Int.init) } }
}
