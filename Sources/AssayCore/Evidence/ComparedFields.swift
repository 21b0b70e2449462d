internal import AssayStatistics

/// The fields with weight of some answers, and what it costs to compare them.
struct ComparedFields: Sendable {
    let columns: [FieldColumn]
    private let comparisons: [FieldComparison]

    /// The steps a pair takes in addition where it cannot be computed along with others.
    private static let pairwiseCost = 200.0

    init(_ columns: [FieldColumn]) {
        self.columns = columns
        comparisons = columns.map(FieldComparison.init(of:))
    }

    /// The answers at some places in the form that they are compared from.
    func records(_ places: [Int]) -> FieldRecords {
        let fields = zip(columns, comparisons).map { column, comparison in
            (weight: column.weight, distances: comparison.distances(of: column.values.picking(places)))
        }
        return FieldRecords(count: places.count, fields: fields)
    }

    /// The most steps that comparing two answers can take, by their values alone.
    var cost: Double { comparisons.reduce(0) { $0 + $1.cost } }

    /// The same for many answers in the form that they are compared from.
    func cost(of records: FieldRecords) -> Double { cost + Self.pairwiseCost * Double(records.pairwiseFields) }
}
