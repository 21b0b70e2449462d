/// How much credit two different ratings get when coefficients of agreement compare them.
///
/// A weight w is 1 for equal ratings, 0 for the most different ones, and symmetric. Source: Gwet, Handbook of
/// Inter-Rater Reliability, chapter 3.
public enum AgreementWeights: String, Sendable, Hashable, CaseIterable {
    /// Only equal ratings agree: w = [c = k].
    case identity
    /// Credit falls with the difference of the labels: w = 1 − |c − k| / (max − min).
    case linear
    /// Credit falls with the squared difference of the labels: w = 1 − (c − k)² / (max − min)².
    case quadratic
    /// Credit falls with the pairs of categories between the ranks: w = 1 − C(d+1, 2) / C(q, 2), d = rank difference.
    case ordinal

    /// The weight of each pair of categories, row by row, for labels in rising order.
    func matrix(labels: [Int]) -> [Double] {
        let q = labels.count
        var matrix = [Double](repeating: 1, count: q * q)
        let range = Double(labels.last ?? 0) - Double(labels.first ?? 0)
        for i in 0..<q {
            for j in 0..<q where i != j {
                let difference = abs(Double(labels[i]) - Double(labels[j])) / range
                matrix[i * q + j] = weight(difference: difference, ranks: Double(abs(i - j)), count: Double(q))
            }
        }
        return matrix
    }

    private func weight(difference: Double, ranks: Double, count: Double) -> Double {
        switch self {
        case .identity: 0
        case .linear: 1 - difference
        case .quadratic: 1 - difference * difference
        case .ordinal: 1 - (ranks + 1) * ranks / (count * (count - 1))
        }
    }
}
