/// How far the answers to one question are apart, from their pairwise similarities.
///
/// These rank questions by how much the tool wavers; none is a probability. All but ``meanSimilarity(_:)`` grow with
/// disagreement. They do not depend on the order of the answers beyond rounding. What is undefined is nil.
public enum Uncertainty {
    /// The mean similarity of two different answers.
    ///
    /// On exact match Σ c·(c−1) / (n·(n−1)). nil below two answers.
    public static func meanSimilarity(_ similarity: SimilarityMatrix) -> Double? {
        let n = Double(similarity.count)
        guard n >= 2 else { return nil }
        return (similarity.elements.reduce(0, +) - n) / (n * (n - 1))
    }

    /// The dissimilarity of two answers drawn with replacement: 1 − Σ w / n².
    ///
    /// On exact match 1 − Σ (c/n)². 0 when all agree, 1 − 1/n when all differ. nil without answers. Source: Deg of Lin,
    /// Trivedi and Sun, arXiv 2305.19187.
    public static func degree(_ similarity: SimilarityMatrix) -> Double? {
        let n = Double(similarity.count)
        guard n > 0 else { return nil }
        return max(0, 1 - similarity.elements.reduce(0, +) / (n * n))
    }

    /// A soft count of the meanings: Σ max(0, 1 − λ) over the eigenvalues of I − D^(−½)·W·D^(−½).
    ///
    /// On exact match exactly the number m of classes, so from 1 when all agree to n when all differ. nil without
    /// answers. O(n³): a quarter of a second for 1,000 answers. Source: EigV of Lin, Trivedi and Sun, arXiv 2305.19187.
    public static func eigenvalueSum(_ similarity: SimilarityMatrix) -> Double? {
        guard similarity.count > 0 else { return nil }
        let laplacian = normalisedLaplacian(similarity)
        guard let system = SymmetricEigenSystem(matrix: laplacian, size: similarity.count) else { return nil }
        return system.values.reduce(0) { $0 + max(0, 1 - $1) }
    }

    /// How far the answers lie from their centre in the space of the smooth eigenvectors.
    ///
    /// √Σ ‖v − v̄‖² over the eigenvectors v of I − D^(−½)·W·D^(−½) with eigenvalue below `threshold`, each less its
    /// mean: √(k − Σ (Σᵢ vᵢ)²/n), which does not depend on the choice of eigenvectors of equal eigenvalues. On exact
    /// match √(m − 1). nil without answers. O(n³). Source: Ecc of Lin, Trivedi and Sun, arXiv 2305.19187.
    public static func eccentricity(_ similarity: SimilarityMatrix, threshold: Double = 0.9) -> Double? {
        let n = similarity.count
        guard n > 0 else { return nil }
        let ones = [Double](repeating: 1, count: n)
        let laplacian = normalisedLaplacian(similarity)
        guard let system = SymmetricEigenSystem(matrix: laplacian, size: n, rows: ones) else { return nil }
        let smooth = system.values.indices.filter { system.values[$0] < threshold }
        let centred = smooth.reduce(0.0) { $0 + 1 - system.rows[$1] * system.rows[$1] / Double(n) }
        return max(0, centred).squareRoot()
    }

    /// I − D^(−½)·W·D^(−½); degrees are at least 1, because an answer is like itself.
    private static func normalisedLaplacian(_ similarity: SimilarityMatrix) -> [Double] {
        let n = similarity.count
        let roots = similarity.degrees.map { $0.squareRoot() }
        var matrix = similarity.elements
        for i in 0..<n {
            for j in 0..<n { matrix[i * n + j] = (i == j ? 1 : 0) - matrix[i * n + j] / (roots[i] * roots[j]) }
        }
        return matrix
    }
}
