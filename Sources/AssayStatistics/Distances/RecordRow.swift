/// The distances of one record from a run of others, summed up field by field.
struct RecordRow {
    private let others: Range<Int>
    private var totals: [Double]
    private var weights: [Double]

    init(_ others: Range<Int>) {
        self.others = others
        totals = Array(repeating: 0, count: others.count)
        weights = totals
    }

    /// The weighted means; not a number where no field has a distance.
    var means: [Double] {
        totals.indices.map { weights[$0] > 0 ? Distance.unit(totals[$0] / weights[$0]) : .nan }
    }

    /// Adds what a field says.
    mutating func add(_ field: FieldDistances, of record: Int, weight: Double) {
        switch field {
        case .relative(let values): add(values, record, weight) { Distance.relative($0, $1) }
        case .gower(let values, let range): add(values, record, weight) { Distance.gower($0, $1, range: range) }
        case .nominal(let labels): add(labels, record, weight) { $0 == $1 ? 0 : 1 }
        case .labels(let labels, let distances):
            guard labels[record] >= 0 else { return }
            let row = distances.row(Int(labels[record]))
            add(labels, record, weight) { row(Int($1)) }
        }
    }

    private mutating func add(
        _ values: [Double],
        _ record: Int,
        _ weight: Double,
        _ distance: (Double, Double) -> Double
    ) {
        let first = values[record]
        guard !first.isNaN else { return }
        for (place, other) in others.enumerated() where !values[other].isNaN {
            add(distance(first, values[other]), place, weight)
        }
    }

    private mutating func add(_ labels: [Int32], _ record: Int, _ weight: Double, _ distance: (Int32, Int32) -> Double)
    {
        let first = labels[record]
        guard first >= 0 else { return }
        for (place, other) in others.enumerated() where labels[other] >= 0 {
            add(distance(first, labels[other]), place, weight)
        }
    }

    private mutating func add(_ distance: Double, _ place: Int, _ weight: Double) {
        guard !distance.isNaN else { return }
        totals[place] += weight * distance
        weights[place] += weight
    }
}
