#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The special functions behind the posteriors, intervals and certificates.
///
/// They are written here rather than taken from the C library so that a run gives the same digits on every platform.
public enum SpecialFunctions {
    /// The natural logarithm of the gamma function for positive arguments.
    ///
    /// ln Γ(x) = (x − ½)·ln x − x + ½·ln 2π + δ(x), with the Stirling error δ from its asymptotic series above 12 and from
    /// the recurrence Γ(x+1) = x·Γ(x) below. Absolute error about 10⁻¹⁵ near the zeros at 1 and 2, relative error about
    /// 10⁻¹⁵ elsewhere. Infinite at 0; not a number below. Source: Abramowitz and Stegun 6.1.41.
    public static func logGamma(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? .infinity : .nan }
        guard x.isFinite else { return x }
        return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + stirlingError(x)
    }

    /// What Stirling's formula leaves out: δ(x) = ln Γ(x) − (x − ½)·ln x + x − ½·ln 2π, for x > 0.
    static func stirlingError(_ x: Double) -> Double {
        var shifted = x
        var correction = 0.0
        while shifted < 12 {
            correction += (shifted + 0.5) * log1p(1 / shifted) - 1
            shifted += 1
        }
        let square = 1 / (shifted * shifted)
        var series = 1.0 / 156
        for coefficient in [-691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12] {
            series = series * square + coefficient
        }
        return series / shifted + correction
    }

    /// e − ln(1 + e), accurate for small e, where `onePlus` is 1 + e known without cancellation.
    static func logarithmGap(_ e: Double, onePlus: Double) -> Double {
        guard abs(e) < 0.35 else { return e - log(onePlus) }
        let s = e / (2 + e)
        let square = s * s
        var series = 0.0
        for order in stride(from: 31.0, through: 3, by: -2) {
            series = series * square + 1 / order
        }
        return e * s - 2 * s * square * series
    }
}
