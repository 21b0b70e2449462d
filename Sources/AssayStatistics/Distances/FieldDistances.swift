/// How far apart the values of one field of records are, in a form that whole rows of pairs are computed from.
package enum FieldDistances: Sendable {
    /// Numbers compared by their relative difference; not a number is missing.
    case relative([Double])
    /// Numbers compared over a range; not a number is missing.
    case gower([Double], range: ClosedRange<Double>)
    /// Labels that are the same or not; a negative one is missing.
    case nominal([Int32])
    /// The label of each value, and the distances of labels; a negative label is missing.
    case labels([Int32], LabelDistances)
}

extension FieldDistances {
    /// The most bytes of distances that the fields of some records keep.
    static let maximumBytes = 200_000_000

    /// Whether each pair is compared by itself.
    var isPairwise: Bool { if case .labels(_, .pairs) = self { true } else { false } }

    /// Whether a row costs as much as a part of it.
    var isWholesale: Bool { if case .labels(_, .source) = self { true } else { false } }

    /// The distances of a number from a run of others, bit by bit those of single pairs; not a number where undefined.
    ///
    /// `nil` where the field has no relative distances.
    func row(_ record: Int, _ others: Range<Int>) -> [Double]? {
        guard case .relative(let values) = self, values[record].isFinite else { return nil }
        let (first, least) = (values[record], max(abs(values[record]), .leastNormalMagnitude))
        // Without a branch, so that several are computed at a time.
        var row = values[others].map { abs(first - $0) / max(least, abs($0)) }
        // All else is at the largest distance, missing, or infinite.
        guard !row.allSatisfy({ $0 <= 1 }) else { return row }
        for (place, other) in others.enumerated() where !(row[place] <= 1) {
            row[place] = values[other].isNaN ? .nan : Distance.relative(first, values[other])
        }
        return row
    }

    /// The same field with the distances of labels kept, where `bytes` leaves room for them.
    func kept(bytes: inout Int) -> FieldDistances {
        guard case .labels(let labels, let distances) = self else { return self }
        return .labels(labels, distances.kept(bytes: &bytes))
    }

    /// The values at some places, which may repeat.
    func picking(_ places: [Int]) -> FieldDistances {
        switch self {
        case .relative(let values): return .relative(places.map { values[$0] })
        case .gower(let values, let range): return .gower(places.map { values[$0] }, range: range)
        case .nominal(let labels): return .nominal(places.map { labels[$0] })
        case .labels(let labels, let distances):
            let (renumbered, old) = Self.renumbered(places.map { labels[$0] })
            return .labels(renumbered, distances.picking(old))
        }
    }

    /// Labels numbered from 0 in the order first seen, and which they were.
    private static func renumbered(_ labels: [Int32]) -> (labels: [Int32], old: [Int]) {
        var (places, old) = ([Int32: Int32](), [Int]())
        let renumbered = labels.map { label in
            guard label >= 0 else { return label }
            if let place = places[label] { return place }
            let place = Int32(old.count)
            places[label] = place
            old.append(Int(label))
            return place
        }
        return (renumbered, old)
    }
}
