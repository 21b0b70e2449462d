/// P-values adjusted for having tested several things at once.
///
/// An adjusted p-value is compared with the level as the plain one would be. Tests without a p-value, nil or not a
/// number, stay nil and do not count.
public enum MultipleTesting: String, Sendable, Hashable, CaseIterable {
    /// Bounds the probability of even one false alarm, whatever the tests have in common: Holm's step-down method.
    case holm
    /// Bounds the expected share of false alarms among the alarms, for independent tests: Benjamini and Hochberg.
    case benjaminiHochberg = "benjamini_hochberg"

    /// The adjusted p-values, in the order given.
    ///
    /// Holm: the i-th smallest of m becomes the largest of (m − j + 1)·p_j for j ≤ i. Benjamini–Hochberg: the smallest
    /// of m·p_j/j for j ≥ i. Both are cut off at 1 and keep the order. Source: Holm, Scandinavian Journal of Statistics
    /// 6 (1979), 65; Benjamini and Hochberg, JRSS B 57 (1995), 289.
    public func adjusted(_ pValues: [Double?]) -> [Double?] {
        let tested = pValues.indices.filter { pValues[$0].map { !$0.isNaN } ?? false }
        let order = tested.sorted { (pValues[$0] ?? 1, $0) < (pValues[$1] ?? 1, $1) }
        let count = Double(order.count)
        var result = [Double?](repeating: nil, count: pValues.count)
        switch self {
        case .holm:
            var running = 0.0
            for (rank, index) in order.enumerated() {
                running = max(running, min(1, (count - Double(rank)) * (pValues[index] ?? 1)))
                result[index] = running
            }
        case .benjaminiHochberg:
            var running = 1.0
            for (rank, index) in order.enumerated().reversed() {
                running = min(running, count / Double(rank + 1) * (pValues[index] ?? 1))
                result[index] = running
            }
        }
        return result
    }
}
