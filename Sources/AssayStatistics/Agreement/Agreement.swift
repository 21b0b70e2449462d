/// Agreement of raters over several items, beyond what chance would give.
///
/// A unit holds the labels its raters gave, in any order and without the missing ones; the number of raters may differ. All
/// coefficients are for nominal labels. What is undefined is nil.
public enum Agreement {
    /// The share of pairs of ratings that agree, averaged over the units with two ratings or more.
    ///
    /// p_a = mean of Σ r·(r−1) / (n·(n−1)) over units of n ratings. nil when no unit has two ratings.
    public static func percentAgreement(units: [[Int]]) -> Double? {
        let pairable = units.filter { $0.count >= 2 }
        guard !pairable.isEmpty else { return nil }
        return pairable.reduce(0) { $0 + pairShare(tally($1).values) } / Double(pairable.count)
    }

    /// Krippendorff's alpha for nominal labels: 1 − observed over expected disagreement.
    ///
    /// α = 1 − (n−1)·Σᵤ (mᵤ² − Σ r²)/(mᵤ − 1) / (n² − Σ n_c²), over units of mᵤ ≥ 2 ratings, n of them in all. Linear in the
    /// number of ratings. nil when no unit has two ratings or when only one label occurs, where 0/0 stands. Source:
    /// Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
    public static func krippendorffAlpha(units: [[Int]]) -> Double? {
        var totals: [Int: Double] = [:]
        var observed = 0.0
        var ratings = 0.0
        for unit in units where unit.count >= 2 {
            let counts = tally(unit)
            let size = Double(unit.count)
            observed += (size * size - sumOfSquares(counts.values)) / (size - 1)
            ratings += size
            totals.merge(counts, uniquingKeysWith: +)
        }
        let expected = ratings * ratings - sumOfSquares(totals.values)
        guard expected > 0 else { return nil }
        return 1 - (ratings - 1) * observed / expected
    }

    static func tally(_ unit: [Int]) -> [Int: Double] {
        unit.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    static func sumOfSquares(_ counts: some Sequence<Double>) -> Double {
        // Counts are whole numbers, so the order of a dictionary does not change the sum.
        counts.reduce(0) { $0 + $1 * $1 }
    }

    private static func pairShare(_ counts: some Sequence<Double>) -> Double {
        var (pairs, size) = (0.0, 0.0)
        for count in counts {
            pairs += count * (count - 1)
            size += count
        }
        return pairs / (size * (size - 1))
    }
}
