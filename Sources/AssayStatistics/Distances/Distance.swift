/// Distances between two outputs: in 0…1, symmetric, and 0 for equal inputs.
///
/// They are dissimilarities, not metrics: edit distance over the longer length, for one, can break the triangle inequality.
/// A missing value has no distance; callers pass nil to ``weightedMean(_:)`` and ``DistanceMatrix`` instead.
public enum Distance {
    /// The distance of two categories: 0 when equal, else 1.
    public static func nominal(equal: Bool) -> Double { equal ? 0 : 1 }

    /// The weighted mean of the distances that are defined, Gower's coefficient over the fields of a record.
    ///
    /// Σ w·d / Σ w over the parts that have a distance and a positive, finite weight; nil when there is none. Source: Gower,
    /// Biometrics 27 (1971), 857.
    public static func weightedMean(_ parts: [(weight: Double, distance: Double?)]) -> Double? {
        var total = 0.0
        var weights = 0.0
        let largest = parts.reduce(0) { $1.weight.isFinite ? max($0, $1.weight) : $0 }
        for (weight, distance) in parts {
            guard let distance, !distance.isNaN, weight > 0, weight.isFinite else { continue }
            // Weights relative to the largest cannot overflow when they are added.
            total += weight / largest * distance
            weights += weight / largest
        }
        return weights > 0 ? unit(total / weights) : nil
    }

    /// A number clamped to 0…1, so that rounding never leaves the range.
    static func unit(_ value: Double) -> Double { min(max(value, 0), 1) }
}
