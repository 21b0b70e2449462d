extension Agreement {
    /// Fleiss' kappa in its general form for units of different size.
    ///
    /// (p_a − p_e)/(1 − p_e) with p_e = Σ π², π the mean share of a label over the units with a rating. Equals Fleiss (1971)
    /// when every unit has the same number of ratings. Low for skewed labels even at high agreement. nil when no unit has two
    /// ratings or only one label occurs. Source: Gwet, Handbook of Inter-Rater Reliability.
    public static func fleissKappa(units: [[Int]]) -> Double? {
        corrected(units, chance: sumOfSquares(labelShares(units)))
    }

    /// Gwet's AC1, which stays meaningful when one label dominates.
    ///
    /// (p_a − p_e)/(1 − p_e) with p_e = Σ π·(1−π)/(q−1) over q categories. `categories` is the number declared by a schema;
    /// without it the labels seen are counted. nil when no unit has two ratings or q is below 2. Source: Gwet, British
    /// Journal of Mathematical and Statistical Psychology 61 (2008), 29.
    public static func gwetAC1(units: [[Int]], categories: Int? = nil) -> Double? {
        let shares = labelShares(units)
        let q = max(categories ?? 0, shares.count)
        guard q >= 2 else { return nil }
        return corrected(units, chance: (1 - sumOfSquares(shares)) / Double(q - 1))
    }

    /// The coefficient of Brennan and Prediger, with equal chances for all categories: p_e = 1/q.
    ///
    /// `categories` as in ``gwetAC1(units:categories:)``. nil when no unit has two ratings or q is below 2.
    public static func brennanPrediger(units: [[Int]], categories: Int? = nil) -> Double? {
        let q = max(categories ?? 0, Set(units.joined()).count)
        guard q >= 2 else { return nil }
        return corrected(units, chance: 1 / Double(q))
    }

    private static func corrected(_ units: [[Int]], chance: Double) -> Double? {
        guard let observed = percentAgreement(units: units), chance < 1 else { return nil }
        return (observed - chance) / (1 - chance)
    }

    /// The mean share of each label over the units with a rating, in the order of the labels.
    private static func labelShares(_ units: [[Int]]) -> [Double] {
        var shares: [Int: Double] = [:]
        var rated = 0.0
        for unit in units where !unit.isEmpty {
            rated += 1
            for (label, count) in tally(unit) { shares[label, default: 0] += count / Double(unit.count) }
        }
        return shares.sorted { $0.key < $1.key }.map { $0.value / rated }
    }
}
