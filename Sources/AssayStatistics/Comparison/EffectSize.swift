#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How large the difference between two samples is, positive when the second one tends to be larger.
///
/// Values that are not finite are left out.
public enum EffectSize {
    /// Cliff's delta: the probability that the second is larger less the probability that the first one is.
    ///
    /// From −1 to 1, 0 for equal distributions; 2U/(nm) − 1. nil when a sample has no value. Source: Cliff,
    /// Psychological Bulletin 114 (1993), 494.
    public static func cliffsDelta(_ a: [Double], _ b: [Double]) -> Double? {
        MannWhitney(a, b).map { 2 * $0.superiority - 1 }
    }

    /// Cohen's d: the difference of the means over the pooled standard deviation.
    ///
    /// nil when a sample has fewer than two values, or when neither varies.
    public static func cohensD(_ a: [Double], _ b: [Double]) -> Double? {
        let (first, second) = (moments(a), moments(b))
        guard let meanA = first.mean, let meanB = second.mean else { return nil }
        guard let sdA = first.standardDeviation, let sdB = second.standardDeviation else { return nil }
        let (n, m) = (Double(first.count - 1), Double(second.count - 1))
        let largest = max(sdA, sdB)
        guard largest > 0 else { return nil }
        let (x, y) = (sdA / largest, sdB / largest)
        let pooled = largest * ((n * x * x + m * y * y) / (n + m)).squareRoot()
        let effect = meanB / pooled - meanA / pooled
        return effect.isFinite ? effect : nil
    }

    /// Hedges' g: Cohen's d without its bias in small samples.
    ///
    /// d · Γ(ν/2) / (√(ν/2)·Γ((ν−1)/2)) with ν = n + m − 2. nil as for ``cohensD(_:_:)``. Source: Hedges, Journal of
    /// Educational Statistics 6 (1981), 107.
    public static func hedgesG(_ a: [Double], _ b: [Double]) -> Double? {
        guard let d = cohensD(a, b) else { return nil }
        let freedom = Double(a.count(where: \.isFinite) + b.count(where: \.isFinite) - 2)
        let logGap = SpecialFunctions.logGamma(freedom / 2) - SpecialFunctions.logGamma((freedom - 1) / 2)
        return d * exp(logGap) / (freedom / 2).squareRoot()
    }

    private static func moments(_ values: [Double]) -> Moments {
        values.reduce(into: Moments()) { $0.append($1) }
    }
}
