internal import CAssayKernels

/// The upper triangle of a matrix of distances row by row; not a number where undefined.
///
/// Up to ``doublePrecisionLimit`` items are kept in double precision, more in single precision.
enum CondensedDistances: Sendable, Hashable {
    case double([Double])
    case single([Float])

    /// The most items whose distances are kept in double precision; at this size they take 4 MB.
    static let doublePrecisionLimit = 1000

    /// How many pairs there are of so many items.
    static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }

    /// The memory the distances of so many items take.
    static func bytes(_ count: Int) -> Int { pairs(count) * (count <= doublePrecisionLimit ? 8 : 4) }

    /// Calls for each pair i < j once, in order.
    init(count: Int, distance: (Int, Int) -> Double) {
        if count <= Self.doublePrecisionLimit {
            self = .double(Self.collect(count, distance))
        } else {
            self = .single(Self.collect(count) { Float(distance($0, $1)) })
        }
    }

    /// Lets a kernel write the triangle; nil when it fails.
    init?(count: Int, fill: (assay_kernel_output) -> Bool) {
        if count <= Self.doublePrecisionLimit {
            guard let values: [Double] = Self.filled(Self.pairs(count), assay_kernel_f64, 0, fill) else { return nil }
            self = .double(values)
        } else {
            guard let values: [Float] = Self.filled(Self.pairs(count), assay_kernel_f32, 0, fill) else { return nil }
            self = .single(values)
        }
    }

    /// Numbers a kernel writes, or nil when it fails.
    static func filled<Number>(
        _ size: Int,
        _ format: assay_kernel_format,
        _ rectangular: Int32,
        _ fill: (assay_kernel_output) -> Bool
    ) -> [Number]? {
        // Nothing to write, and no memory of its own to write it to.
        if size == 0 { return [] }
        var succeeded = false
        let values = [Number](unsafeUninitializedCapacity: size) { buffer, count in
            let output = assay_kernel_output(
                values: buffer.baseAddress,
                format: Int32(format.rawValue),
                rectangular: rectangular
            )
            succeeded = fill(output)
            count = succeeded ? size : 0
        }
        return succeeded ? values : nil
    }

    private static func collect<Number>(_ count: Int, _ distance: (Int, Int) -> Number) -> [Number] {
        var values: [Number] = []
        values.reserveCapacity(pairs(count))
        for i in 0..<count {
            for j in (i + 1)..<max(count, i + 1) { values.append(distance(i, j)) }
        }
        return values
    }

    /// The distance at a place of the triangle.
    subscript(place: Int) -> Double {
        switch self {
        case .double(let values): values[place]
        case .single(let values): Double(values[place])
        }
    }

    /// The mean of the distances that are defined; nil when there is none.
    var mean: Double? {
        switch self {
        case .double(let values): Self.mean(values)
        case .single(let values): Self.mean(values)
        }
    }

    private static func mean<Number: BinaryFloatingPoint>(_ values: [Number]) -> Double? {
        var total = 0.0
        var defined = 0
        for value in values where !value.isNaN {
            total += Double(value)
            defined += 1
        }
        return defined == 0 ? nil : total / Double(defined)
    }

    /// A threshold as precise as the distances, so that rounding a distance never moves it above its own threshold.
    func rounded(_ threshold: Double) -> Double {
        if case .single = self { return Double(Float(threshold)) }
        return threshold
    }
}
