/// How alike each pair of answers is, from 0 to 1.
///
/// Symmetric with ones on the diagonal. Any similarity will do: one minus a distance, the equality of classes, or what
/// a model says about entailment. Memory is n² numbers, meant for up to some thousand answers.
public struct SimilarityMatrix: Sendable, Hashable {
    /// The number of answers.
    public let count: Int

    /// The square, row by row.
    let elements: [Double]

    /// Computes the similarity of each pair i < j once.
    ///
    /// Values are clamped to 0…1. nil when one is not a number.
    public init?(count: Int, similarity: (Int, Int) -> Double) {
        let size = max(0, count)
        var elements = [Double](repeating: 1, count: size * size)
        for i in 0..<size {
            for j in 0..<i {
                let value = similarity(j, i)
                guard !value.isNaN else { return nil }
                elements[i * size + j] = min(max(value, 0), 1)
                elements[j * size + i] = elements[i * size + j]
            }
        }
        self.count = size
        self.elements = elements
    }

    /// One minus the distances; nil when a pair has none.
    public init?(_ distances: DistanceMatrix) {
        self.init(count: distances.count) { i, j in distances[i, j].map { 1 - $0 } ?? .nan }
    }

    /// 1 for answers of the same class, else 0.
    public init(classes: [Int]) {
        count = classes.count
        elements = classes.flatMap { a in classes.map { a == $0 ? 1 : 0 } }
    }

    /// The similarity of two answers.
    ///
    /// - Precondition: both indices are below ``count``.
    public subscript(i: Int, j: Int) -> Double {
        precondition(i >= 0 && j >= 0 && i < count && j < count, "answer index out of range")
        return elements[i * count + j]
    }

    /// The similarities of each answer added up, its own 1 included.
    var degrees: [Double] {
        (0..<count).map { i in elements[(i * count)..<((i + 1) * count)].reduce(0, +) }
    }
}
