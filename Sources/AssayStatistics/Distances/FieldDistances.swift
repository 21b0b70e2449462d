/// How far apart the values of one field of records are, in a form that whole rows of pairs are computed from.
package enum FieldDistances: Sendable {
    /// Numbers compared by their relative difference; not a number is missing.
    case relative([Double])
    /// Numbers compared over a range; not a number is missing.
    case gower([Double], range: ClosedRange<Double>)
    /// Labels that are the same or not; a negative one is missing.
    case nominal([Int32])
    /// The class of each value, and the distances of classes; a negative class is missing.
    case classes([Int32], DistanceMatrix)
    /// The distance of two records in the field, by their places; nil where either has no value.
    case pairs(@Sendable (Int, Int) -> Double?)
}

extension DistanceMatrix {
    /// Compares records by the weighted mean over their fields, each pair as ``Distance/weightedMean(_:)`` does, bit by
    /// bit.
    ///
    /// - Precondition: every field has `count` values.
    package init(count: Int, fields: [(weight: Double, distances: FieldDistances)]) {
        let fields = fields.filter { $0.weight > 0 && $0.weight.isFinite }
        let largest = fields.reduce(0) { max($0, $1.weight) }
        var (total, weights) = ([Double](), [Double]())
        var row = -1
        self.init(count: count) { first, second in
            if first != row {
                row = first
                total = Array(repeating: 0, count: count)
                weights = total
                // Weights relative to the largest cannot overflow when they are added.
                for field in fields { field.distances.add(row, field.weight / largest, &total, &weights) }
            }
            return weights[second] > 0 ? Distance.unit(total[second] / weights[second]) : nil
        }
    }
}

extension FieldDistances {
    /// Adds what the field says of a value and each later one.
    fileprivate func add(_ row: Int, _ weight: Double, _ total: inout [Double], _ weights: inout [Double]) {
        switch self {
        case .relative(let values): Self.add(values, row, weight, &total, &weights) { Distance.relative($0, $1) }
        case .gower(let values, let range):
            Self.add(values, row, weight, &total, &weights) { Distance.gower($0, $1, range: range) }
        case .nominal(let labels):
            Self.add(labels, row, weight, &total, &weights) { $0 == $1 ? 0 : 1 }
        case .classes(let labels, let distances):
            Self.add(labels, row, weight, &total, &weights) { distances.classDistance(Int($0), Int($1)) }
        case .pairs(let distance):
            for second in (row + 1)..<max(total.count, row + 1) {
                guard let distance = distance(row, second) else { continue }
                total[second] += weight * distance
                weights[second] += weight
            }
        }
    }

    private static func add(
        _ values: [Double],
        _ row: Int,
        _ weight: Double,
        _ total: inout [Double],
        _ weights: inout [Double],
        _ distance: (Double, Double) -> Double
    ) {
        let first = values[row]
        guard !first.isNaN else { return }
        for second in (row + 1)..<max(values.count, row + 1) where !values[second].isNaN {
            total[second] += weight * distance(first, values[second])
            weights[second] += weight
        }
    }

    private static func add(
        _ labels: [Int32],
        _ row: Int,
        _ weight: Double,
        _ total: inout [Double],
        _ weights: inout [Double],
        _ distance: (Int32, Int32) -> Double
    ) {
        let first = labels[row]
        guard first >= 0 else { return }
        for second in (row + 1)..<max(labels.count, row + 1) where labels[second] >= 0 {
            total[second] += weight * distance(first, labels[second])
            weights[second] += weight
        }
    }
}
