internal import CAssayKernels

extension DistanceSource {
    /// Compares vectors of numbers.
    ///
    /// Terms are added in the order of the dimensions. A vector with a component that is not finite has no distance to
    /// another one. Vectors without components are equal. Lengths from the ends of the range are scaled by a power of
    /// two, so that a square neither overflows nor vanishes while the distance itself is a number.
    /// - Throws: ``DistanceInputError`` when the vectors differ in length.
    public init(vectors: [[Double]], metric: VectorMetric) throws(DistanceInputError) {
        try self.init(vectors: vectors, metric: metric, options: KernelOptions())
    }

    package init(vectors: [[Double]], metric: VectorMetric, options: KernelOptions) throws(DistanceInputError) {
        let dimension = vectors.first?.count ?? 0
        var values: [Double] = []
        values.reserveCapacity(vectors.count * dimension)
        for (index, vector) in vectors.enumerated() {
            guard vector.count == dimension else {
                throw DistanceInputError(
                    .ragged,
                    "vector \(index) has \(vector.count) components, the first one \(dimension); all must have the same"
                )
            }
            values += vector
        }
        self.init(flat: values, count: vectors.count, metric: metric, options: options)
    }

    /// Compares vectors that are stored one after another, all of one length.
    ///
    /// - Throws: ``DistanceInputError`` when the numbers do not make up whole vectors.
    public init(
        components: [Double],
        dimension: Int,
        metric: VectorMetric
    ) throws(DistanceInputError) {
        let whole = dimension > 0 && components.count % dimension == 0
        guard whole || components.isEmpty else {
            throw DistanceInputError(
                .ragged,
                "\(components.count) components are not a multiple of the dimension \(dimension), which must be positive"
            )
        }
        let count = components.isEmpty ? 0 : components.count / dimension
        self.init(flat: components, count: count, metric: metric, options: KernelOptions())
    }

    private init(flat: [Double], count: Int, metric: VectorMetric, options: KernelOptions) {
        // Adding zero makes negative zeros positive.
        let values = flat.map { $0 + 0 }
        let distinct = VectorKernel.distinct(values, count: count)
        self.init(kernel: VectorKernel(values, count: count, metric: metric), distinct: distinct, options: options)
    }
}

/// Vectors stored one after another, in a form that squares safely.
struct VectorKernel: DistanceKernel {
    let count: Int
    private let dimension: Int
    private let metric: VectorMetric
    private let values: [Double]
    /// What a distance is multiplied by; a power of two.
    private let scale: Double

    init(_ components: [Double], count: Int, metric: VectorMetric) {
        self.count = count
        self.metric = metric
        dimension = count == 0 ? 0 : components.count / count
        let (values, scale) = Self.prepared(components, dimension, metric)
        self.values = values
        self.scale = scale
    }

    private init(_ other: VectorKernel, _ items: [Int]) {
        count = items.count
        (dimension, metric, scale) = (other.dimension, other.metric, other.scale)
        var values: [Double] = []
        values.reserveCapacity(items.count * other.dimension)
        for item in items { values += other.values[(item * other.dimension)..<((item + 1) * other.dimension)] }
        self.values = values
    }

    var bound: Double? { metric == .cosine ? 2 : nil }

    var cost: Double { 0.5 + 0.035 * Double(dimension) }

    func distance(_ i: Int, _ j: Int) -> Double {
        let (a, b) = (i * dimension, j * dimension)
        switch metric {
        case .euclidean:
            return sum { (values[a + $0] - values[b + $0]) * (values[a + $0] - values[b + $0]) }.squareRoot() * scale
        case .cityblock:
            return sum { abs(values[a + $0] - values[b + $0]) } * scale
        case .cosine:
            let (lengthA, lengthB) = (length(a), length(b))
            if lengthA == 0 || lengthB == 0 { return lengthA == lengthB ? 0 : lengthA + lengthB >= 0 ? 1 : .nan }
            let distance = 1 - sum { values[a + $0] * values[b + $0] } / (lengthA * lengthB)
            return distance < 0 ? 0 : distance > 2 ? 2 : distance
        }
    }

    private func length(_ start: Int) -> Double { sum { values[start + $0] * values[start + $0] }.squareRoot() }

    private func sum(_ term: (Int) -> Double) -> Double {
        var total = 0.0
        for index in 0..<dimension { total += term(index) }
        return total
    }

    func fill(_ output: assay_kernel_output, rows: [Int], options: assay_kernel_options) -> Bool {
        // The kernels know no scale; scaled values are rare enough for the plain version.
        guard scale == 1 else { return false }
        let code: Int32 =
            switch metric {
            case .euclidean: Int32(assay_kernel_euclidean.rawValue)
            case .cosine: Int32(assay_kernel_cosine.rawValue)
            case .cityblock: Int32(assay_kernel_cityblock.rawValue)
            }
        return values.withUnsafeBufferPointer { values in
            rows.withUnsafeBufferPointer { rows in
                assay_kernel_vectors(
                    values.baseAddress,
                    count,
                    dimension,
                    code,
                    rows.baseAddress,
                    rows.count,
                    output,
                    options
                ) == 0
            }
        }
    }

    func picking(_ items: [Int]) -> VectorKernel { VectorKernel(self, items) }
}

extension VectorKernel {
    /// The different vectors, component by component.
    static func distinct(_ values: [Double], count: Int) -> DistinctRuns {
        let dimension = count == 0 ? 0 : values.count / count
        let offsets = (0...count).map { $0 * dimension }
        return values.withUnsafeBytes { DistinctRuns($0.bindMemory(to: UInt64.self), offsets: offsets) }
    }

    /// Without components beside an infinite one, and with squares that stay in range.
    private static func prepared(
        _ components: [Double],
        _ dimension: Int,
        _ metric: VectorMetric
    ) -> (values: [Double], scale: Double) {
        var values = components
        // A number that is none would be lost by the maximum; differences with themselves keep it.
        var (largest, rest) = (0.0, 0.0)
        for value in components {
            largest = max(largest, abs(value))
            rest += value - value
        }
        if rest != 0 { largest = erase(&values, dimension) }
        let safe = largest == 0 || (0x1p-300...0x1p300).contains(largest)
        if safe && (metric != .cosine || !hasShortVector(values, dimension)) { return (values, 1) }
        if metric == .cosine {
            normalize(&values, dimension)
            return (values, 1)
        }
        let scale = KrippendorffSums.safeScale(largest: largest)
        return (values.map { $0 / scale }, scale)
    }

    /// Makes vectors with an infinite component undefined; returns the largest magnitude of the others.
    private static func erase(_ values: inout [Double], _ dimension: Int) -> Double {
        var largest = 0.0
        for start in stride(from: 0, to: values.count, by: max(1, dimension)) {
            let range = start..<(start + dimension)
            if values[range].allSatisfy(\.isFinite) {
                largest = values[range].reduce(largest) { max($0, abs($1)) }
            } else {
                for index in range { values[index] = .nan }
            }
        }
        return largest
    }

    /// Whether a vector that is not 0 has only components whose squares nearly vanish.
    private static func hasShortVector(_ values: [Double], _ dimension: Int) -> Bool {
        stride(from: 0, to: values.count, by: max(1, dimension)).contains { start in
            let largest = values[start..<(start + dimension)].reduce(0) { max($0, abs($1)) }
            return largest > 0 && largest < 0x1p-300
        }
    }

    /// Brings the largest component of each vector next to 1, which leaves directions as they are.
    private static func normalize(_ values: inout [Double], _ dimension: Int) {
        for start in stride(from: 0, to: values.count, by: max(1, dimension)) {
            let range = start..<(start + dimension)
            let largest = values[range].reduce(0) { max($0, abs($1)) }
            guard largest > 0, largest.isFinite else { continue }
            let scale = Double(sign: .plus, exponent: max(-1022, largest.exponent), significand: 1)
            for index in range { values[index] /= scale }
        }
    }
}
