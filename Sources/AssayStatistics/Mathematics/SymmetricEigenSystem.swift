#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The eigenvalues of a real symmetric matrix, and what its eigenvectors do to some rows.
///
/// Householder reduction to tridiagonal form, then the implicit QL method with at most 60 sweeps for each eigenvalue.
/// The rows R become R·V, with the columns of V the eigenvectors in the order of the eigenvalues: the identity gives
/// the eigenvectors themselves in n³ steps more, one row only n². Source: Wilkinson and Reinsch, Handbook for Automatic
/// Computation II, contributions II/2 and II/4.
public struct SymmetricEigenSystem: Sendable {
    /// The eigenvalues in rising order.
    public let values: [Double]

    /// The rows times the eigenvectors, row by row.
    public let rows: [Double]

    /// Decomposes a matrix given row by row; only its lower triangle is read.
    ///
    /// `rows` holds any number of rows of the same width one after another. nil when an element is not finite, when the
    /// sizes do not fit, or when the method does not converge.
    public init?(matrix: [Double], size: Int, rows: [Double] = []) {
        guard size >= 0, size < 1 << 31, matrix.count == size * size, matrix.allSatisfy(\.isFinite) else { return nil }
        guard size > 0, rows.count.isMultiple(of: size), rows.allSatisfy(\.isFinite) else {
            guard size == 0, rows.isEmpty else { return nil }
            (values, self.rows) = ([], [])
            return
        }
        // A power of two near the largest element keeps squares inside the range of a double.
        let largest = matrix.reduce(0) { max($0, abs($1)) }
        let scale = largest > 0 ? scalbn(1, min(max(-Int(largest.exponent), -1000), 1000)) : 1
        var work = matrix.map { $0 * scale }
        var carried = rows
        var tridiagonal = Self.reduce(&work, size, &carried)
        guard tridiagonal.diagonalise(&carried) else { return nil }
        let order = tridiagonal.diagonal.indices.sorted { tridiagonal.diagonal[$0] < tridiagonal.diagonal[$1] }
        values = order.map { tridiagonal.diagonal[$0] / scale }
        let rowCount = rows.count / size
        self.rows = (0..<rowCount).flatMap { row in order.map { carried[row * size + $0] } }
    }

    /// Householder reflections H = I − v·vᵀ/h from the last row up; each is applied to the carried rows as well.
    private static func reduce(_ a: inout [Double], _ n: Int, _ carried: inout [Double]) -> Tridiagonal {
        var result = Tridiagonal(diagonal: [Double](repeating: 0, count: n), beside: [Double](repeating: 0, count: n))
        var vector = [Double](repeating: 0, count: n)
        for i in stride(from: n - 1, to: 0, by: -1) {
            let beside = reflect(&a, n, row: i, &vector, &carried)
            result.beside[i] = beside
        }
        for i in 0..<n { result.diagonal[i] = a[i * n + i] }
        return result
    }

    /// Brings row i to tridiagonal form and returns its element beside the diagonal.
    private static func reflect(
        _ a: inout [Double],
        _ n: Int,
        row i: Int,
        _ vector: inout [Double],
        _ carried: inout [Double]
    ) -> Double {
        let last = a[i * n + i - 1]
        var norm = 0.0
        for k in 0..<i {
            vector[k] = a[i * n + k]
            norm += vector[k] * vector[k]
        }
        guard norm > last * last else { return last }
        let beside = last >= 0 ? -norm.squareRoot() : norm.squareRoot()
        let h = norm - last * beside
        vector[i - 1] = last - beside
        // Extremely small rows underflow in their squares; they are as good as diagonal already.
        guard h > 0 else { return last }
        update(&a, n, size: i, vector, h)
        let rowCount = carried.count / n
        carried.withUnsafeMutableBufferPointer { rows in
            for row in 0..<rowCount {
                var dot = 0.0
                for k in 0..<i { dot += rows[row * n + k] * vector[k] }
                dot /= h
                for k in 0..<i { rows[row * n + k] -= dot * vector[k] }
            }
        }
        return beside
    }

    /// A ← H·A·H for the leading block, lower triangle only: A − v·qᵀ − q·vᵀ.
    private static func update(_ a: inout [Double], _ n: Int, size: Int, _ v: [Double], _ h: Double) {
        var p = [Double](repeating: 0, count: size)
        a.withUnsafeMutableBufferPointer { a in
            for j in 0..<size {
                var sum = a[j * n + j] * v[j]
                for k in 0..<j {
                    sum += a[j * n + k] * v[k]
                    p[k] += a[j * n + k] * v[j]
                }
                p[j] += sum
            }
            var dot = 0.0
            for j in 0..<size {
                p[j] /= h
                dot += p[j] * v[j]
            }
            let half = dot / (2 * h)
            for j in 0..<size { p[j] -= half * v[j] }
            for j in 0..<size {
                for k in 0...j { a[j * n + k] -= v[j] * p[k] + p[j] * v[k] }
            }
        }
    }
}
