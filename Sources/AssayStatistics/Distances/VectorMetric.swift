/// How far apart two vectors of numbers are.
public enum VectorMetric: String, Sendable, Hashable, CaseIterable {
    /// √Σ (xᵢ − yᵢ)²; a metric.
    case euclidean
    /// 1 − x·y/(|x|·|y|), clamped to 0…2; opposite directions are at 2.
    ///
    /// Not a metric. A vector of zeros has no direction: it is at 0 from another one and at 1 from the rest. The absolute
    /// error is at most about n·2⁻⁵³ for n dimensions, so distances below that are noise.
    case cosine
    /// Σ |xᵢ − yᵢ|, also called Manhattan distance; a metric.
    case cityblock
}
