/// The coefficients of agreement a table of ratings has.
///
/// All but the first subtract what chance would give, (p_a − p_e)/(1 − p_e), and differ in p_e. The raw value is the
/// name in JSON.
public enum AgreementCoefficient: String, Sendable, Hashable, CaseIterable {
    /// The mean share of agreeing pairs per unit, p_a, without a correction for chance.
    case percentAgreement = "percent_agreement"
    /// Krippendorff's alpha, which weighs units by their ratings and corrects for small samples.
    case krippendorffAlpha = "krippendorff_alpha"
    /// Fleiss' kappa in its general form: p_e = ΣΣ w·π_c·π_k.
    case fleissKappa = "fleiss_kappa_generalised"
    /// Gwet's AC1, or AC2 with weights: p_e = Σ w / (q·(q−1)) · Σ π·(1−π).
    case gwet = "gwet_ac1"
    /// Brennan and Prediger's coefficient: p_e = Σ w / q².
    case brennanPrediger = "brennan_prediger"
}
