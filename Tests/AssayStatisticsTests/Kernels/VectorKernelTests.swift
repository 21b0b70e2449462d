import AssayStatistics
import Testing

struct VectorKernelTests {
    private static let metrics = VectorMetric.allCases

    private static func random(_ count: Int, _ dimension: Int, seed: UInt64) -> [[Double]] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in (0..<dimension).map { _ in Double.random(in: -3...3, using: &generator) } }
    }

    private static func matrix(
        _ vectors: [[Double]],
        _ metric: VectorMetric,
        _ options: KernelOptions = KernelOptions()
    ) throws -> DistanceMatrix {
        try DistanceSource(vectors: vectors, metric: metric, options: options).matrix()
    }

    /// The definition in sums of increasing dimension.
    private static func oracle(_ a: [Double], _ b: [Double], _ metric: VectorMetric) -> Double {
        let pairs = Array(zip(a, b))
        switch metric {
        case .euclidean: return pairs.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        case .cityblock: return pairs.reduce(0) { $0 + abs($1.0 - $1.1) }
        case .cosine:
            let (x, y) = (a.reduce(0) { $0 + $1 * $1 }.squareRoot(), b.reduce(0) { $0 + $1 * $1 }.squareRoot())
            if x == 0 || y == 0 { return x == y ? 0 : 1 }
            return min(max(1 - pairs.reduce(0) { $0 + $1.0 * $1.1 } / (x * y), 0), 2)
        }
    }

    @Test("Every version has the bits of the plain sums", arguments: KernelVersions.all, metrics)
    func oracle(options: KernelOptions, metric: VectorMetric) throws {
        for (count, dimension) in [(2, 1), (7, 3), (8, 16), (9, 5), (33, 7), (130, 4)] {
            var vectors = Self.random(count, dimension, seed: UInt64(count))
            vectors[0] = Array(repeating: 0, count: dimension)
            let matrix = try Self.matrix(vectors, metric, options)
            for i in 0..<count {
                for j in 0..<i {
                    #expect(matrix[i, j] == Self.oracle(vectors[i], vectors[j], metric), "\(count) \(i) \(j)")
                }
            }
        }
    }

    @Test("The metrics are symmetric, 0 for equal vectors, and hold the triangle inequality")
    func axioms() throws {
        var vectors = Self.random(24, 6, seed: 3)
        vectors[5] = vectors[9]
        for metric in Self.metrics {
            let matrix = try Self.matrix(vectors, metric)
            #expect(matrix[5, 9] == 0)
            for i in 0..<24 {
                for j in 0..<24 {
                    let distance = try #require(matrix[i, j])
                    #expect(matrix[j, i] == distance)
                    #expect(distance >= 0)
                    guard metric != .cosine else { continue }
                    for k in 0..<24 { #expect(distance <= ((matrix[i, k] ?? 0) + (matrix[k, j] ?? 0)) * (1 + 1e-12)) }
                }
            }
        }
    }

    @Test("Cosine has its known values, and vectors of zeros have no direction")
    func cosine() throws {
        let matrix = try Self.matrix([[1, 0], [0, 2], [-3, 0], [5, 0], [0, 0], [-0.0, 0]], .cosine)
        #expect(matrix[0, 1] == 1)
        #expect(matrix[0, 2] == 2)
        #expect(matrix[0, 3] == 0)
        #expect(matrix[0, 4] == 1)
        #expect(matrix[4, 5] == 0)
    }

    @Test("A component that is not finite leaves a vector without distances", arguments: KernelVersions.all, metrics)
    func notFinite(options: KernelOptions, metric: VectorMetric) throws {
        let vectors: [[Double]] = [[1, 2], [.nan, 2], [.infinity, 1], [-.infinity, 1], [3, 1], [.infinity, 1]]
        let matrix = try Self.matrix(vectors, metric, options)
        for (i, j) in [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)] { #expect(matrix[i, j] == nil) }
        #expect(matrix[2, 5] == 0)
        let finite = try Self.matrix([[1, 2], [3, 1]], metric)
        #expect(matrix[0, 4] == finite[0, 1])
    }

    @Test("Lengths from the ends of the range are as exact as others", arguments: KernelVersions.all)
    func extremes(options: KernelOptions) throws {
        let vectors: [[Double]] = [[3, 0, 0], [0, 4, 0], [3, 4, 0], [1, 1, 1]]
        for metric in Self.metrics {
            let expected = try Self.matrix(vectors, metric, options)
            for factor in [0x1p900, 0x1p-900, 0x1p-1070] {
                let matrix = try Self.matrix(vectors.map { $0.map { $0 * factor } }, metric, options)
                let scale = metric == .cosine ? 1 : factor
                for i in 0..<4 {
                    for j in 0..<i {
                        let value = try #require(expected[i, j]) * scale
                        #expect(
                            isClose(matrix[i, j], value, relative: 1e-15, absolute: 0x1p-1074),
                            "\(metric) \(factor)"
                        )
                    }
                }
            }
        }
        let mixed = try Self.matrix([[0x1p-600, 0], [0x1p-600, 0x1p-600], [1, 1]], .cosine, options)
        #expect(isClose(mixed[0, 1], 1 - 0.5.squareRoot(), relative: 1e-15))
        #expect(isClose(mixed[1, 2], 0, absolute: 1e-15))
    }

    @Test("Vectors of different length are refused, and say which one it is")
    func ragged() throws {
        #expect(throws: DistanceInputError.self) { try DistanceSource(vectors: [[1, 2], [1]], metric: .euclidean) }
        let error = #expect(throws: DistanceInputError.self) {
            try DistanceSource(components: [1, 2, 3], dimension: 2, metric: .cosine)
        }
        #expect(error?.code == .ragged)
        #expect(error?.description.contains("3 components") == true)
        #expect(throws: DistanceInputError.self) {
            try DistanceSource(components: [1], dimension: 0, metric: .cosine)
        }
        #expect(throws: DistanceInputError.self) {
            try DistanceSource(components: [1], dimension: -1, metric: .cosine)
        }
    }

    @Test("None, one, and vectors without components", arguments: KernelVersions.all)
    func degenerate(options: KernelOptions) throws {
        #expect(try Self.matrix([], .euclidean, options).count == 0)
        #expect(try Self.matrix([[1]], .euclidean, options).medoid == 0)
        #expect(try Self.matrix([[], []], .cosine, options)[0, 1] == 0)
        #expect(try DistanceSource(components: [], dimension: 0, metric: .cosine).count == 0)
        let signed = try Self.matrix([[0, -0.0], [-0.0, 0]], .cityblock, options)
        #expect(signed[0, 1] == 0)
    }

    @Test("Above 1,000 vectors all versions round to the same floats", arguments: KernelVersions.compiled, metrics)
    func singlePrecision(options: KernelOptions, metric: VectorMetric) throws {
        let vectors = Self.random(1003, 3, seed: 8)
        let matrix = try Self.matrix(vectors, metric, options)
        for (i, j) in [(0, 1002), (64, 65), (700, 63), (1001, 1002)] {
            #expect(matrix[i, j] == Double(Float(Self.oracle(vectors[i], vectors[j], metric))))
        }
        #expect(bits(matrix) == bits(try Self.matrix(vectors, metric, KernelOptions(level: .portable, threads: 2))))
    }

    @Test("Components one after another give what lists of them give")
    func flat() throws {
        let vectors = Self.random(12, 5, seed: 2)
        let source = try DistanceSource(components: vectors.flatMap { $0 }, dimension: 5, metric: .euclidean)
        #expect(source.matrix() == (try Self.matrix(vectors, .euclidean)))
    }
}
