#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Uncertainty {
    /// Kernel language entropy: the von Neumann entropy of the heat kernel of the similarities.
    ///
    /// With L = D − W and K = exp(−t·L), scaled to ones on the diagonal and trace 1, it is −Σ λ·ln λ over the
    /// eigenvalues of K, over ln n when `normalised`: 0 when one meaning is left, 1 when all answers differ. The
    /// implementation in lm-polygraph takes L = W − D instead, which is this with the sign of `time` turned round. nil
    /// below two answers, for a time that is not finite, or when the kernel leaves the range of a double. O(n³): two
    /// seconds for 1,000 answers. Source: Nikitin et al., arXiv 2405.20003.
    public static func kernelLanguageEntropy(
        _ similarity: SimilarityMatrix,
        time: Double = 0.3,
        normalised: Bool = true
    ) -> Double? {
        let n = similarity.count
        guard n >= 2, time.isFinite, let kernel = heatKernel(similarity, time: time) else { return nil }
        let roots = (0..<n).map { kernel[$0 * n + $0].squareRoot() }
        var density = kernel
        for i in 0..<n {
            for j in 0..<n { density[i * n + j] /= roots[i] * roots[j] * Double(n) }
        }
        guard let system = SymmetricEigenSystem(matrix: density, size: n) else { return nil }
        let entropy = system.values.reduce(0.0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
        return normalised ? min(max(entropy / log(Double(n)), 0), 1) : max(entropy, 0)
    }

    /// exp(−t·(D − W)) up to a factor, from eigenvalues and eigenvectors; nil when it is not finite.
    private static func heatKernel(_ similarity: SimilarityMatrix, time: Double) -> [Double]? {
        let n = similarity.count
        var (laplacian, identity) = (similarity.elements.map { -$0 }, [Double](repeating: 0, count: n * n))
        for (i, degree) in similarity.degrees.enumerated() {
            laplacian[i * n + i] += degree
            identity[i * n + i] = 1
        }
        guard let system = SymmetricEigenSystem(matrix: laplacian, size: n, rows: identity) else { return nil }
        // A common factor cancels in the density; without it a large kernel would overflow.
        let largest = system.values.map { -time * $0 }.max() ?? 0
        let roots = system.values.map { exp((-time * $0 - largest) / 2) }
        let half = system.rows.enumerated().map { $1 * roots[$0 % n] }
        var kernel = [Double](repeating: 0, count: n * n)
        half.withUnsafeBufferPointer { half in
            for i in 0..<n {
                for j in 0...i {
                    var sum = 0.0
                    for k in 0..<n { sum += half[i * n + k] * half[j * n + k] }
                    kernel[i * n + j] = sum
                    kernel[j * n + i] = sum
                }
            }
        }
        return (0..<n).allSatisfy { kernel[$0 * n + $0] > 0 && kernel[$0 * n + $0].isFinite } ? kernel : nil
    }
}
