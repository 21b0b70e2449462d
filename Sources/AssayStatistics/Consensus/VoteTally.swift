/// The votes of the replicates in draw order, counted as they come.
///
/// A label is the number of a class, 0 and up, usually in the order first seen; a draw may cast no vote. The leader is
/// the label with most votes; a tie goes to the label seen first, and ``isTied`` says so. Appending takes constant
/// time.
public struct VoteTally: Sendable, Hashable {
    /// How many draws there will be at most.
    public let horizon: Int

    /// How many draws there were, with and without a vote.
    public private(set) var draws = 0

    /// How many draws cast a vote.
    public private(set) var voters = 0

    /// The votes of each label, by label.
    public private(set) var counts: [Int] = []

    /// The label with most votes, the first seen of equals; nil before the first vote.
    public private(set) var leader: Int?

    /// The votes of the leader.
    public private(set) var leaderCount = 0

    /// The votes of the second label; equal to those of the leader in a tie, 0 when all agree.
    public private(set) var runnerUpCount = 0

    /// How many labels have a vote.
    public private(set) var distinct = 0

    /// The label of the last draw; nil when it cast no vote.
    public private(set) var lastLabel: Int?

    /// How many of the last draws in a row cast the same vote; 0 when the last one cast none.
    public private(set) var unanimousTail = 0

    /// The position of each label in the order of discovery.
    private var firstSeen: [Int] = []

    /// Starts a count for a run of at most `horizon` draws.
    public init(horizon: Int) { self.horizon = max(0, horizon) }

    /// Counts the next draw; nil is a draw without a vote.
    ///
    /// - Precondition: a label is not negative. Labels are indices: memory grows with the largest.
    public mutating func append(_ label: Int?) {
        if let label {
            cast(1, for: label)
        } else {
            draws += 1
            lastLabel = nil
            unanimousTail = 0
        }
    }

    private mutating func cast(_ votes: Int, for label: Int) {
        precondition(label >= 0, "a label is the number of a class and not negative")
        while label >= counts.count {
            counts.append(0)
            firstSeen.append(0)
        }
        if counts[label] == 0 {
            firstSeen[label] = distinct
            distinct += 1
        }
        unanimousTail = lastLabel == label ? unanimousTail + votes : votes
        lastLabel = label
        draws += votes
        voters += votes
        counts[label] += votes
        rank(label)
    }

    /// Restores the two leading counts after votes for one label.
    private mutating func rank(_ label: Int) {
        let votes = counts[label]
        guard let current = leader, current != label else {
            leader = label
            leaderCount = votes
            return
        }
        if votes > leaderCount || (votes == leaderCount && firstSeen[label] < firstSeen[current]) {
            runnerUpCount = leaderCount
            leaderCount = votes
            leader = label
        } else {
            runnerUpCount = max(runnerUpCount, votes)
        }
    }
}

extension VoteTally {
    /// How many draws are left.
    public var remaining: Int { max(0, horizon - draws) }

    /// How many labels were seen before the leader; nil before the first vote.
    public var leaderPosition: Int? { leader.map { firstSeen[$0] } }

    /// The labels that were seen before the leader.
    var labelsBeforeLeader: [Int] {
        guard let position = leaderPosition, position > 0 else { return [] }
        return counts.indices.filter { counts[$0] > 0 && firstSeen[$0] < position }
    }

    /// Whether two labels have most votes.
    public var isTied: Bool { leaderCount > 0 && leaderCount == runnerUpCount }

    /// By how many votes the leader leads.
    public var lead: Int { leaderCount - runnerUpCount }

    /// The tally after more draws that all go to the leader.
    ///
    /// A tally without votes gets label 0 as its leader.
    public func adding(leaderVotes votes: Int) -> VoteTally {
        adding(votes, for: leader ?? 0)
    }

    /// The tally after more draws that all go to one label.
    func adding(_ votes: Int, for label: Int) -> VoteTally {
        let added = min(votes, Int.max - draws)
        guard added > 0 else { return self }
        var result = self
        result.cast(added, for: label)
        return result
    }
}
