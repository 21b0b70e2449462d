internal import CAssayKernels

/// Records compared by the weighted mean over their fields, each pair as ``Distance/weightedMean(_:)`` does, bit by bit.
package struct FieldRecords: Sendable {
    /// The number of records.
    package let count: Int
    private let fields: [(weight: Double, distances: FieldDistances)]

    /// Takes fields with their weights; weights that are not positive and finite do not count.
    ///
    /// - Precondition: every field has `count` values.
    package init(count: Int, fields: [(weight: Double, distances: FieldDistances)]) {
        let counted = fields.filter { $0.weight > 0 && $0.weight.isFinite }
        let largest = counted.reduce(0) { max($0, $1.weight) }
        self.count = count
        // Weights relative to the largest cannot overflow when they are added.
        self.fields = counted.map { ($0.weight / largest, $0.distances) }
    }

    private init(count: Int, relative fields: [(weight: Double, distances: FieldDistances)]) {
        self.count = count
        self.fields = fields
    }

    /// The distances of a record from a run of others; not a number where undefined.
    package func row(_ record: Int, others: Range<Int>) -> [Double] {
        // The mean over one field is its distance.
        if fields.count == 1, let row = fields[0].distances.row(record, others) { return row }
        var row = RecordRow(others)
        for field in fields { row.add(field.distances, of: record, weight: field.weight) }
        return row.means
    }

    /// The number of fields of which each pair is compared by itself, which takes far longer than a place in a row.
    package var pairwiseFields: Int { fields.count { $0.distances.isPairwise } }

    /// The same records, ready for being compared with each other.
    package func kept() -> FieldRecords {
        var bytes = FieldDistances.maximumBytes
        return FieldRecords(
            count: count,
            relative: fields.map { ($0.weight, $0.distances.kept(bytes: &bytes)) }
        )
    }
}

extension FieldRecords: DistanceKernel {
    var bound: Double? { 1 }

    var cost: Double { 1 + Double(fields.count) }

    func distance(_ i: Int, _ j: Int) -> Double { row(i, others: j..<j + 1)[0] }

    var isRowwise: Bool { !fields.contains { $0.distances.isWholesale } }

    /// Fields differ too much for one kernel: they are computed one after the other, a row at a time.
    func fill(_ output: assay_kernel_output, rows: [Int], options: assay_kernel_options) -> Bool { false }

    func picking(_ items: [Int]) -> FieldRecords {
        FieldRecords(count: items.count, relative: fields.map { ($0.weight, $0.distances.picking(items)) })
    }

    func prepared() -> FieldRecords { kept() }
}

extension DistanceSource {
    /// Compares records field by field; equal ones stand for themselves, which suits samples of very many.
    package init(records: FieldRecords) { self.init(part: records, options: KernelOptions()) }
}

extension DistanceMatrix {
    /// Compares records with each other.
    package init(_ records: FieldRecords) {
        let count = records.count
        var (place, row) = (-1, [Double]())
        self.init(count: count) { first, second in
            if first != place { (place, row) = (first, records.row(first, others: first + 1..<count)) }
            return row[second - first - 1]
        }
    }
}
