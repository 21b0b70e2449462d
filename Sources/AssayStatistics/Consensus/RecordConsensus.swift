/// The consensus of records with several fields: the winners of the fields, and the record nearest to all others.
///
/// The winners may form a record nobody produced; ``isObserved`` says so. Both are needed: the composite is best field
/// by field, the medoid is at least one consistent answer.
public struct RecordConsensus: Sendable, Hashable {
    /// The leading label of each field, first seen of equals; nil where no record has the field.
    public let composite: [Int?]

    /// Whether two labels of the field have most votes.
    public let tied: [Bool]

    /// The first record equal to the composite, missing fields included; nil when nobody produced it.
    public let observedIndex: Int?

    /// The record nearest to all others; nil when no two records have a field in common.
    public let medoidIndex: Int?

    /// Whether some record equals the composite.
    public var isObserved: Bool { observedIndex != nil }

    /// Counts the labels of each field and finds the medoid by Gower's distance.
    ///
    /// A record lists the label of each field in the same order, nil where it is missing; shorter records miss their
    /// last fields. The distance of two records is the share of the fields present in both that differ, or the one
    /// `distances` gives.
    public init(records: [[Int?]], distances: DistanceMatrix? = nil) {
        let width = records.map(\.count).max() ?? 0
        let rows = records.map { $0 + [Int?](repeating: nil, count: width - $0.count) }
        let leaders = (0..<width).map { field in Self.leader(rows.map { $0[field] }) }
        let composite = leaders.map(\.label)
        self.composite = composite
        tied = leaders.map(\.isTied)
        observedIndex = rows.firstIndex(of: composite)
        medoidIndex = (distances ?? Self.gower(rows)).medoid
    }

    /// The label with most votes, the first seen of equals.
    private static func leader(_ labels: [Int?]) -> (label: Int?, isTied: Bool) {
        // Labels may be any numbers, and a tally counts indices.
        var (indices, known): ([Int: Int], [Int]) = ([:], [])
        var tally = VoteTally(horizon: labels.count)
        for label in labels {
            if let label, indices[label] == nil {
                indices[label] = known.count
                known.append(label)
            }
            tally.append(label.flatMap { indices[$0] })
        }
        return (tally.leader.map { known[$0] }, tally.isTied)
    }

    private static func gower(_ rows: [[Int?]]) -> DistanceMatrix {
        DistanceMatrix(count: rows.count) { i, j in
            let pairs = zip(rows[i], rows[j]).compactMap { a, b in a.flatMap { a in b.map { a != $0 } } }
            return pairs.isEmpty ? nil : Double(pairs.count { $0 }) / Double(pairs.count)
        }
    }
}
