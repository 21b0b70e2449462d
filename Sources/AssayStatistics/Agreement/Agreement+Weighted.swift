extension Agreement {
    /// Gwet's AC2: AC1 with credit for ratings that are close.
    ///
    /// (p_a − p_e)/(1 − p_e) with p_a the weighted share of agreeing pairs, averaged over units, and p_e = Σ w /
    /// (q·(q−1)) · Σ π·(1−π). Equals AC1 for identity weights. `scale` declares the possible labels; without it those
    /// seen are the scale. nil when no unit has two ratings or q is below 2. Source: Gwet, Handbook of Inter-Rater
    /// Reliability, chapter 5.
    public static func gwetAC2(units: [[Int]], weights: AgreementWeights, scale: [Int]? = nil) -> Double? {
        RatingTable(units: units, scale: scale, weights: weights).coefficient(.gwet)
    }

    /// The coefficient of Brennan and Prediger with credit for ratings that are close: p_e = Σ w / q².
    ///
    /// nil when no unit has two ratings or q is below 2.
    public static func brennanPrediger(units: [[Int]], weights: AgreementWeights, scale: [Int]? = nil) -> Double? {
        RatingTable(units: units, scale: scale, weights: weights).coefficient(.brennanPrediger)
    }

    /// Fleiss' kappa with credit for ratings that are close: p_e = ΣΣ w·π_c·π_k.
    ///
    /// nil when no unit has two ratings or the chance agreement is 1.
    public static func fleissKappa(units: [[Int]], weights: AgreementWeights, scale: [Int]? = nil) -> Double? {
        RatingTable(units: units, scale: scale, weights: weights).coefficient(.fleissKappa)
    }

    /// The share of pairs of ratings that agree, with credit for those that are close, averaged over units.
    ///
    /// nil when no unit has two ratings.
    public static func percentAgreement(units: [[Int]], weights: AgreementWeights, scale: [Int]? = nil) -> Double? {
        RatingTable(units: units, scale: scale, weights: weights).coefficient(.percentAgreement)
    }
}
