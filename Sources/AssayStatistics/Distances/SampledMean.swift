#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A mean estimated from a sample, with a margin that holds for any distribution.
///
/// The event: the true mean is within `margin` of `value`. Its probability over the draw of the sample is at least
/// `confidence`. For n independent draws from 0…B with sample variance v and failure probability δ shared by c such
/// means, the margin is the smaller of Hoeffding's B·√(ln(4c/δ)/2n) and the empirical Bernstein bound
/// √(2v·ln(8c/δ)/n) + 7B·ln(8c/δ)/(3(n − 1)), each at half of δ. Sources: Hoeffding, JASA 58 (1963), 13; Maurer and
/// Pontil, COLT 2009.
public struct SampledMean: Sendable, Hashable {
    /// The mean of the sample.
    public let value: Double

    /// How far the true mean may be away.
    public let margin: Double

    /// The least probability of the event, over the draw of the sample.
    public let confidence: Double

    init(_ value: Double, margin: Double, confidence: Double) {
        self.value = value
        self.margin = margin
        self.confidence = confidence
    }

    /// The margin of a mean of draws between 0 and `bound`; nil when there are none.
    static func margin(draws: Double, variance: Double?, bound: Double, failure: Double, means: Int) -> Double? {
        guard draws > 0 else { return nil }
        let hoeffding = bound * (log(4 * Double(means) / failure) / (2 * draws)).squareRoot()
        guard let variance, draws > 1 else { return min(bound, hoeffding) }
        let logarithm = log(8 * Double(means) / failure)
        let bernstein = (2 * variance * logarithm / draws).squareRoot() + 7 * bound * logarithm / (3 * (draws - 1))
        return min(bound, hoeffding, bernstein)
    }
}
