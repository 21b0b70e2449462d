/// Krippendorff's alpha: one minus the observed over the expected disagreement.
///
/// α = 1 − Do/De, where with n pairable ratings, mᵤ of them in unit u,
/// Do = (1/n)·Σᵤ Σᵢ≠ⱼ δ²(xᵢ, xⱼ)/(mᵤ − 1) and De = Σᵢ≠ⱼ δ²(xᵢ, xⱼ)/(n·(n − 1)) over all pairable ratings; δ² is that of
/// the ``Level``. 1 is perfect agreement, 0 is what chance gives, below 0 is systematic disagreement. The order of units
/// and of raters does not matter beyond rounding; an affine change of interval values or a positive factor on ratio
/// values changes nothing.
///
/// A rating that is not a number is missing. Units with fewer than two ratings are dropped. Where 0/0 stands there is no
/// value but a reason. Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
public struct KrippendorffAlpha: Sendable, Hashable {
    /// The coefficient, or nil with the reason in ``undefined``.
    public let value: Double?

    /// Why there is no value.
    public let undefined: Undefined?

    /// The number of units with two ratings or more.
    public let units: Int

    /// The number of ratings in those units.
    public let ratings: Int

    /// The mean disagreement within units, Do; nil with the value.
    public let observedDisagreement: Double?

    /// The mean disagreement of all ratings, De; nil with the value.
    public let expectedDisagreement: Double?

    /// Compares the ratings of each unit, in any order; the number of raters may differ.
    ///
    /// Linear in the ratings for nominal and interval values, plus a sort for ordinal and ratio ones. Ratio values of
    /// both signs also cost the negative ones times the positive ones. With more than 500 different ratio values the
    /// coefficient is within a relative 10⁻¹⁰ or so, and exact but for rounding otherwise.
    public init(units: [[Double]], level: Level) {
        self.init(KrippendorffSums(units: units, level: level))
    }

    init(_ sums: KrippendorffSums) {
        units = sums.units
        ratings = sums.ratings
        let count = Double(sums.ratings)
        let observed = sums.observed / count
        let expected = sums.expected / (count * (count - 1))
        undefined = sums.undefined
        guard sums.undefined == nil else {
            (value, observedDisagreement, expectedDisagreement) = (nil, nil, nil)
            return
        }
        value = 1 - (count - 1) * sums.observed / sums.expected
        observedDisagreement = observed * sums.scale * sums.scale
        expectedDisagreement = expected * sums.scale * sums.scale
    }
}

extension KrippendorffAlpha {
    /// What the numbers of a rating mean, which decides how far apart two of them are.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// Names: δ² = 1 for different values.
        case nominal
        /// Ranks: δ² = (Σ n_g from c to k − (n_c + n_k)/2)², the squared difference of mid-ranks.
        case ordinal
        /// Differences: δ² = (c − k)².
        case interval
        /// Proportions: δ² = ((c − k)/(c + k))², and 0 where c + k is 0; made for values of one sign.
        case ratio
    }

    /// Why the coefficient has no value.
    public enum Undefined: String, Sendable, Hashable, CaseIterable {
        /// No unit has two ratings.
        case noPairs = "no unit has two ratings"
        /// All ratings are equal, so that no disagreement is expected: 0/0.
        case noVariation = "all ratings are equal, so no disagreement is expected"
        /// Differences and proportions need finite numbers.
        case notFinite = "an infinite rating has no difference or proportion"
    }
}

extension Agreement {
    /// Krippendorff's alpha at a level of measurement; nil where ``KrippendorffAlpha/undefined`` gives a reason.
    ///
    /// Units hold the ratings of one item; not a number is missing.
    public static func krippendorffAlpha(units: [[Double]], level: KrippendorffAlpha.Level) -> Double? {
        KrippendorffAlpha(units: units, level: level).value
    }
}
