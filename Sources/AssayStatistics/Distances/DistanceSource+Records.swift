internal import CAssayKernels

extension DistanceSource {
    /// Compares records by the weighted mean of the distances of their fields.
    ///
    /// Σ w·d / Σ w over the fields that count for a pair, which `missing` decides; fields of weight 0 are left out.
    /// Without fields no pair has a distance. Source: Gower, Biometrics 27 (1971), 857.
    /// - Throws: ``DistanceInputError`` when columns differ in length or a weight is negative or not finite.
    public init(records fields: [RecordField], missing: MissingPolicy = .skip) throws(DistanceInputError) {
        try self.init(records: fields, missing: missing, options: KernelOptions())
    }

    package init(
        records fields: [RecordField],
        missing: MissingPolicy,
        options: KernelOptions
    ) throws(DistanceInputError) {
        let count = fields.first?.values.count ?? 0
        for (index, field) in fields.enumerated() {
            guard field.values.count == count else {
                throw DistanceInputError(
                    .ragged,
                    "field \(index) has \(field.values.count) values, the first one \(count); all must have the same"
                )
            }
            guard field.weight >= 0, field.weight.isFinite else {
                throw DistanceInputError(.badWeight, "the weight of field \(index) must be finite and not negative")
            }
        }
        let kernel = RecordKernel(fields, count: count, missing: missing)
        self.init(kernel: kernel, distinct: kernel.distinct(), options: options)
    }
}

/// Records as columns.
struct RecordKernel: DistanceKernel {
    let count: Int
    private let fields: [RecordField]
    private let missing: MissingPolicy

    init(_ fields: [RecordField], count: Int, missing: MissingPolicy) {
        self.count = count
        self.missing = missing
        let largest = fields.reduce(0) { max($0, $1.weight) }
        // Weights relative to the largest cannot overflow when they are added.
        self.fields = fields.filter { $0.weight > 0 }.map {
            RecordField(values: $0.values, isNominal: $0.isNominal, weight: $0.weight / largest)
        }
    }

    var bound: Double? { 1 }

    var cost: Double { 1 + 0.5 * Double(fields.count) }

    func distance(_ i: Int, _ j: Int) -> Double {
        var (total, weights) = (0.0, 0.0)
        for field in fields {
            let (x, y) = (field.values[i], field.values[j])
            if missing == .skip && (x.isNaN || y.isNaN) { continue }
            weights += field.weight
            if x == y || (x.isNaN && y.isNaN) { continue }
            let difference = abs(x - y)
            total += field.weight * (field.isNominal || !(difference <= 1) ? 1 : difference)
        }
        return min(total / weights, 1)
    }

    func fill(_ output: assay_kernel_output, rows: [Int], options: assay_kernel_options) -> Bool {
        let flat = fields.flatMap(\.values)
        return flat.withUnsafeBufferPointer { flat in
            guard let start = flat.baseAddress else { return false }
            let columns = fields.enumerated().map { index, field in
                assay_kernel_field(
                    values: start + index * count,
                    weight: field.weight,
                    codes: field.isNominal ? 1 : 0,
                    missing: field.values.contains { $0.isNaN } ? 1 : 0
                )
            }
            return rows.withUnsafeBufferPointer { rows in
                assay_kernel_records(
                    columns,
                    columns.count,
                    count,
                    missing == .value ? 1 : 0,
                    rows.baseAddress,
                    rows.count,
                    output,
                    options
                ) == 0
            }
        }
    }

    func picking(_ items: [Int]) -> RecordKernel {
        RecordKernel(fields.map { $0.selecting(items) }, count: items.count, missing: missing)
    }

    /// The different records; signed zeros are equal, and so are missing values.
    func distinct() -> DistinctRuns {
        var words: [UInt64] = []
        words.reserveCapacity(count * fields.count)
        for index in 0..<count {
            for field in fields {
                words.append(field.values[index].isNaN ? .max : (field.values[index] + 0).bitPattern)
            }
        }
        let offsets = (0...count).map { $0 * fields.count }
        return words.withUnsafeBufferPointer { DistinctRuns($0, offsets: offsets) }
    }
}
