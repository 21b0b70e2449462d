extension RatingTable {
    /// A coefficient of the units, each taken `multiplicities[u]` times; once each without multiplicities.
    ///
    /// nil when no unit has two ratings, when the chance agreement is 1, for alpha and kappa when only one label
    /// occurs, and for AC1 and Brennan–Prediger below two categories. Takes one pass over the counts, so that B
    /// resamples of N units take O(B·N).
    ///
    /// - Precondition: there are as many multiplicities as units, none of them negative.
    public func coefficient(_ coefficient: AgreementCoefficient, multiplicities: [Int]? = nil) -> Double? {
        let (observed, expected) = parts(coefficient, multiplicities: multiplicities)
        guard let observed else { return nil }
        guard coefficient != .percentAgreement else { return observed }
        guard let expected, expected < 1 else { return nil }
        return (observed - expected) / (1 - expected)
    }

    /// A coefficient of all units with its parts, and the reason where it is undefined.
    public func result(_ coefficient: AgreementCoefficient) -> AgreementResult {
        let (observed, expected) = parts(coefficient, multiplicities: nil)
        let value = self.coefficient(coefficient)
        return AgreementResult(
            value: value,
            reason: value == nil ? reason(coefficient, observed: observed) : nil,
            observed: observed,
            expected: expected,
            categories: categories,
            categoriesAreDeclared: categoriesAreDeclared,
            pairedUnits: pairShares.count { !$0.isNaN }
        )
    }

    /// A coefficient with an interval from resampling the units.
    ///
    /// The interval speaks about other units of the same kind, not about other raters. nil as in
    /// ``Bootstrap/interval(units:statistic:)``.
    public func interval(_ coefficient: AgreementCoefficient, bootstrap: Bootstrap) -> BootstrapInterval? {
        bootstrap.interval(units: unitCount) { self.coefficient(coefficient, multiplicities: $0) }
    }

    private func reason(_ coefficient: AgreementCoefficient, observed: Double?) -> String {
        if observed == nil { return "no unit has two ratings" }
        if categories < 2 { return "only one category occurs and no other is declared" }
        return "every rating is the same, so chance agreement is 1"
    }

    private func parts(
        _ coefficient: AgreementCoefficient,
        multiplicities: [Int]?
    ) -> (observed: Double?, expected: Double?) {
        precondition(multiplicities.map { $0.count == unitCount } ?? true, "one multiplicity for each unit")
        if coefficient == .krippendorffAlpha { return alphaParts(multiplicities) }
        guard let observed = observedAgreement(multiplicities) else { return (nil, nil) }
        let q = Double(categories)
        switch coefficient {
        case .percentAgreement, .krippendorffAlpha: return (observed, nil)
        case .brennanPrediger: return (observed, categories < 2 ? nil : totalWeight / (q * q))
        case .fleissKappa: return (observed, weightedSquare(shares(multiplicities)))
        case .gwet:
            guard categories >= 2 else { return (observed, nil) }
            let spread = 1 - Agreement.sumOfSquares(shares(multiplicities))
            return (observed, totalWeight / (q * (q - 1)) * spread)
        }
    }

    private var totalWeight: Double { weightMatrix.isEmpty ? Double(categories) : weightMatrix.reduce(0, +) }

    private func observedAgreement(_ multiplicities: [Int]?) -> Double? {
        var (sum, units) = (0.0, 0.0)
        for (unit, share) in pairShares.enumerated() where !share.isNaN {
            let times = multiplicities.map { Double($0[unit]) } ?? 1
            sum += times * share
            units += times
        }
        return units > 0 ? sum / units : nil
    }

    /// The mean share of each category over the units with a rating.
    private func shares(_ multiplicities: [Int]?) -> [Double] {
        var shares = [Double](repeating: 0, count: labels.count)
        var rated = 0.0
        for unit in sizes.indices where sizes[unit] > 0 {
            let times = multiplicities.map { Double($0[unit]) } ?? 1
            guard times > 0 else { continue }
            rated += times
            for cell in starts[unit]..<starts[unit + 1] { shares[columns[cell]] += times * counts[cell] / sizes[unit] }
        }
        return shares.map { $0 / rated }
    }

    private func weightedSquare(_ values: [Double]) -> Double {
        guard !weightMatrix.isEmpty else { return Agreement.sumOfSquares(values) }
        let q = values.count
        var sum = 0.0
        for i in 0..<q where values[i] != 0 {
            for j in 0..<q { sum += weightMatrix[i * q + j] * values[i] * values[j] }
        }
        return sum
    }

    /// The agreements 1 − D_o and 1 − D_e, with which (p_a − p_e)/(1 − p_e) is 1 − D_o/D_e.
    private func alphaParts(_ multiplicities: [Int]?) -> (observed: Double?, expected: Double?) {
        var totals = [Double](repeating: 0, count: labels.count)
        var (disagreement, ratings) = (0.0, 0.0)
        for (unit, share) in pairShares.enumerated() where !share.isNaN {
            let times = multiplicities.map { Double($0[unit]) } ?? 1
            guard times > 0 else { continue }
            disagreement += times * sizes[unit] * (1 - share)
            ratings += times * sizes[unit]
            for cell in starts[unit]..<starts[unit + 1] { totals[columns[cell]] += times * counts[cell] }
        }
        guard ratings > 0 else { return (nil, nil) }
        let expected = (ratings * ratings - weightedSquare(totals)) / (ratings * (ratings - 1))
        return (1 - disagreement / ratings, expected > 0 ? 1 - expected : nil)
    }
}
