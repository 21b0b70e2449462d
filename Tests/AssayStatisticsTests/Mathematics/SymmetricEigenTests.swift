import AssayStatistics
import Testing

struct SymmetricEigenTests {
    private static func random(_ n: Int, seed: UInt64) -> [Double] {
        var generator = SplitMix64(seed: seed)
        var matrix = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0...i {
                matrix[i * n + j] = Double.random(in: -1...1, using: &generator)
                matrix[j * n + i] = matrix[i * n + j]
            }
        }
        return matrix
    }

    private static func identity(_ n: Int) -> [Double] {
        (0..<(n * n)).map { $0 / n == $0 % n ? 1 : 0 }
    }

    /// The largest element of A − V·Λ·Vᵀ and of V·Vᵀ − I.
    private static func errors(_ matrix: [Double], _ n: Int) throws -> (residual: Double, orthogonality: Double) {
        let system = try #require(SymmetricEigenSystem(matrix: matrix, size: n, rows: identity(n)))
        #expect(system.values == system.values.sorted())
        var (residual, orthogonality) = (0.0, 0.0)
        for i in 0..<n {
            for j in 0..<n {
                var (product, dot) = (0.0, 0.0)
                for k in 0..<n {
                    product += system.rows[i * n + k] * system.values[k] * system.rows[j * n + k]
                    dot += system.rows[i * n + k] * system.rows[j * n + k]
                }
                residual = max(residual, abs(product - matrix[i * n + j]))
                orthogonality = max(orthogonality, abs(dot - (i == j ? 1 : 0)))
            }
        }
        return (residual, orthogonality)
    }

    @Test("Eigenvalues and eigenvectors give the matrix back", arguments: [1, 2, 3, 5, 20, 60])
    func reconstruction(n: Int) throws {
        for seed in 1...3 {
            let errors = try Self.errors(Self.random(n, seed: UInt64(seed * 100 + n)), n)
            #expect(errors.residual < 1e-13 && errors.orthogonality < 1e-13)
        }
    }

    @Test("Matrices with equal eigenvalues, blocks and rank one are solved")
    func special() throws {
        let n = 8
        let ones = [Double](repeating: 1, count: n * n)
        let blocks = (0..<(n * n)).map { $0 / n / 4 == $0 % n / 4 ? 1.0 : 0 }
        for matrix in [ones, blocks, Self.identity(n), [Double](repeating: 0, count: n * n)] {
            let errors = try Self.errors(matrix, n)
            #expect(errors.residual < 1e-13 && errors.orthogonality < 1e-13)
        }
        let values = try #require(SymmetricEigenSystem(matrix: blocks, size: n)).values
        #expect(values.count { abs($0 - 4) < 1e-13 } == 2 && values.count { abs($0) < 1e-13 } == 6)
    }

    @Test("The second difference matrix has its known eigenvalues")
    func secondDifference() throws {
        let n = 30
        let matrix = (0..<(n * n)).map { abs($0 / n - $0 % n) == 1 ? -1.0 : $0 / n == $0 % n ? 2 : 0 }
        let values = try #require(SymmetricEigenSystem(matrix: matrix, size: n)).values
        for (k, value) in values.enumerated() {
            let cosine = sineAndCosine(Double(k + 1) * Double.pi / Double(n + 1)).1
            #expect(isClose(value, 2 - 2 * cosine, absolute: 1e-14))
        }
    }

    @Test("Large and tiny matrices are scaled, and what is not finite is refused")
    func scales() throws {
        let matrix = Self.random(6, seed: 9)
        let plain = try #require(SymmetricEigenSystem(matrix: matrix, size: 6)).values
        for factor in [0x1p+1000, 0x1p-1000] {
            let scaled = try #require(SymmetricEigenSystem(matrix: matrix.map { $0 * factor }, size: 6)).values
            #expect(zip(scaled, plain).allSatisfy { isClose($0, $1 * factor, relative: 1e-12) })
        }
        #expect(SymmetricEigenSystem(matrix: [.nan], size: 1) == nil)
        #expect(SymmetricEigenSystem(matrix: [1, 2], size: 1) == nil)
        let tiny = SymmetricEigenSystem(matrix: [0x1p-1070], size: 1)
        #expect(tiny?.values == [0x1p-1070])
        #expect(SymmetricEigenSystem(matrix: [], size: 0)?.values == [])
        #expect(SymmetricEigenSystem(matrix: [], size: -1) == nil)
        #expect(SymmetricEigenSystem(matrix: [1], size: 1, rows: [.infinity]) == nil)
        #expect(SymmetricEigenSystem(matrix: [1, 0, 0, 1], size: 2, rows: [1, 2, 3]) == nil)
    }

    @Test("Carried rows are the rows times the eigenvectors")
    func carried() throws {
        let n = 12
        let matrix = Self.random(n, seed: 10)
        let vectors = try #require(SymmetricEigenSystem(matrix: matrix, size: n, rows: Self.identity(n)))
        let ones = [Double](repeating: 1, count: n)
        let sums = try #require(SymmetricEigenSystem(matrix: matrix, size: n, rows: ones)).rows
        for k in 0..<n {
            let expected = (0..<n).reduce(0) { $0 + vectors.rows[$1 * n + k] }
            #expect(isClose(sums[k], expected, absolute: 1e-13))
        }
    }
}
