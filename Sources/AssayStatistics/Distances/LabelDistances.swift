/// The distances of different values, which labels from 0 stand for.
package enum LabelDistances: Sendable {
    /// Distances that are known.
    case kept(DistanceMatrix)
    /// Values several of which are compared at a time.
    case source(DistanceSource)
    /// The distance of two labels; nil where it is undefined.
    case pairs(count: Int, @Sendable (Int, Int) -> Double?)

    /// The distances of all pairs.
    package var matrix: DistanceMatrix {
        switch self {
        case .kept(let matrix): matrix
        case .source(let source): source.matrix()
        case .pairs(let count, let distance): DistanceMatrix(count: count, distance: distance)
        }
    }

    private var count: Int {
        switch self {
        case .kept(let matrix): matrix.count
        case .source(let source): source.count
        case .pairs(let count, _): count
        }
    }

    /// The same distances, computed and kept where `bytes` leaves room for them.
    func kept(bytes: inout Int) -> LabelDistances {
        if case .kept = self { return self }
        let size = CondensedDistances.bytes(count)
        guard size <= bytes else { return self }
        bytes -= size
        return .kept(matrix)
    }

    /// The distances from one label to any other.
    func row(_ label: Int) -> (Int) -> Double {
        switch self {
        case .kept(let matrix):
            let member = matrix.member(label)
            return { matrix.classDistance(member, matrix.member($0)) }
        case .source(let source):
            let row = source.rectangle([Int(source.classes[label])])
            return { row[Int(source.classes[$0])] }
        case .pairs(_, let distance): return { label == $0 ? 0 : distance(label, $0) ?? .nan }
        }
    }

    /// The values of some labels, numbered from 0.
    func picking(_ labels: [Int]) -> LabelDistances {
        switch self {
        case .kept(let matrix): .pairs(count: labels.count) { matrix[labels[$0], labels[$1]] }
        case .source(let source): .source(source.selecting(labels.map { Int(source.classes[$0]) }))
        case .pairs(_, let distance): .pairs(count: labels.count) { distance(labels[$0], labels[$1]) }
        }
    }
}
