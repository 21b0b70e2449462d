public import AssayCore
public import AssayStatistics

/// How far the members agree, measured by what they said.
public struct PanelAgreement: Sendable, Hashable {
    /// Whose answers were compared.
    public let members: [String]
    /// The class of each member's answer; answers of one class say the same, directly or by way of others.
    public let classes: [Int]
    /// The distances between the answers, in the order of ``members``.
    public let distances: DistanceMatrix
    /// What the distance is called.
    public let comparison: String
    private let tally: VoteTally

    /// Compares answers.
    ///
    /// Answers that were asked for by a schema are the same when their values are.
    init(_ answers: [(member: String, response: ModelResponse)], by comparison: AnswerComparison) {
        members = answers.map(\.member)
        self.comparison = comparison.name
        let texts = answers.map(\.response.message.text)
        let values = answers.map { try? $0.response.answer?.get() }
        distances = DistanceMatrix(count: answers.count) { left, right in
            guard let one = values[left], let other = values[right] else {
                return comparison.distance(texts[left], texts[right])
            }
            return one == other ? 0 : 1
        }
        classes = distances.components(threshold: comparison.threshold)
        var tally = VoteTally(horizon: answers.count)
        for label in classes { tally.append(label) }
        self.tally = tally
    }

    /// How many answers say the same, at most.
    public var leadingCount: Int { tally.leaderCount }

    /// The share of the largest class; `nil` below two answers.
    public var leadingShare: Double? {
        members.count < 2 ? nil : Double(tally.leaderCount) / Double(members.count)
    }

    /// Whether two classes are the largest.
    public var isTied: Bool { tally.isTied }

    /// The mean distance of two answers; `nil` where none can be compared.
    public var meanDistance: Double? { distances.mean }

    /// Why ``leadingShare`` is `nil`; `nil` where it is not.
    public var undefinedReason: String? {
        switch members.count {
        case 0: "there is no answer"
        case 1: "one answer agrees with nothing"
        default: nil
        }
    }

    /// As an object.
    public var document: Value {
        [
            "members": .array(members.map(Value.string)), "classes": .array(classes.map { Value($0) }),
            "comparison": .string(comparison), "leading_share": .orNull(leadingShare), "tied": .bool(isTied),
            "mean_distance": .orNull(meanDistance), "undefined_reason": .orNull(undefinedReason),
            "pairwise_distance": .array(distances.rows.map { .array($0.map { .orNull($0) }) }),
        ]
    }
}

extension PanelAgreement {
    /// The answer that stands for the others, by what it says.
    ///
    /// That is the one nearest to the others of the largest class; where no class is the largest, the one nearest to all. Of
    /// equals it is the first.
    var best: (member: String, reason: String)? {
        guard members.count > 1 else { return members.first.map { ($0, "it is the only answer") } }
        guard leadingCount > 1, !isTied, let leader = tally.leader else { return nearestOfAll }
        let inside = classes.indices.filter { classes[$0] == leader }
        let nearest = DistanceMatrix(count: inside.count) { distances[inside[$0], inside[$1]] }.medoid ?? 0
        return (members[inside[nearest]], "it stands for the \(inside.count) of \(members.count) answers that agree")
    }

    private var nearestOfAll: (member: String, reason: String) {
        let nearest = distances.medoid ?? 0
        let mean = distances.meanDistance(from: nearest) ?? .infinity
        let isEqualled = members.indices.contains { other in
            guard classes[other] != classes[nearest] else { return false }
            return abs((distances.meanDistance(from: other) ?? .infinity) - mean) < 1e-12 || mean == .infinity
        }
        let reason =
            isEqualled ? "no answer is nearer to the others; the first was taken" : "it is nearest to the others"
        return (members[nearest], reason)
    }
}
