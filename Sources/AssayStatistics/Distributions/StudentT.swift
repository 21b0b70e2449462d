#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Student's t distribution.
public enum StudentT {
    /// The probability of a value at or below t: 1 − ½·I_{ν/(ν+t²)}(ν/2, ½) for t ≥ 0, and by symmetry below.
    ///
    /// Not a number unless the degrees of freedom ν are positive. Source: DLMF 8.17, Abramowitz and Stegun 26.7.
    public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
        let tail = 0.5 * outside(abs(t), degreesOfFreedom)
        return t < 0 ? tail : 1 - tail
    }

    /// The probability of a value between −|t| and |t|: I_{t²/(ν+t²)}(½, ν/2), accurate for small t as well.
    public static func central(_ t: Double, degreesOfFreedom: Double) -> Double {
        let (x, y) = shares(t, degreesOfFreedom)
        return SpecialFunctions.incompleteBeta(x, complement: y, 0.5, degreesOfFreedom / 2)
    }

    /// The value below which a draw falls with probability p.
    ///
    /// Bracketed Newton steps on the logarithm of the smaller tail. Infinite at 0 and 1; not a number outside 0…1 or for
    /// degrees of freedom that are not positive.
    public static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
        guard p >= 0, p <= 1, degreesOfFreedom > 0, degreesOfFreedom.isFinite else { return .nan }
        if p == 0.5 { return 0 }
        if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
        let tail = upperTailQuantile(min(p, 1 - p), degreesOfFreedom)
        return p < 0.5 ? -tail : tail
    }

    private static func shares(_ t: Double, _ nu: Double) -> (x: Double, y: Double) {
        let square = t * t
        guard square.isFinite else { return t.isNaN ? (.nan, .nan) : (1, 0) }
        return (square / (nu + square), nu / (nu + square))
    }

    private static func outside(_ t: Double, _ nu: Double) -> Double {
        let (x, y) = shares(t, nu)
        return SpecialFunctions.incompleteBeta(y, complement: x, nu / 2, 0.5)
    }

    private static func upperTailQuantile(_ q: Double, _ nu: Double) -> Double {
        var low = 0.0
        var high = max(1, NormalDistribution.quantile(1 - q))
        while 0.5 * outside(high, nu) > q, high < 1e300 {
            low = high
            high *= 2
        }
        var t = 0.5 * (low + high)
        for _ in 0..<200 {
            let tail = 0.5 * outside(t, nu)
            if tail > q { low = t } else { high = t }
            let step = log(tail / q) * tail / density(t, nu)
            let proposed = t + step
            let next = proposed > low && proposed < high ? proposed : 0.5 * (low + high)
            let moved = abs(next - t)
            t = next
            if moved <= 2e-16 * t { break }
        }
        return t
    }

    private static func density(_ t: Double, _ nu: Double) -> Double {
        let (x, y) = shares(t, nu)
        // With x = t²/(ν+t²) the density is the beta kernel of x over |t|.
        return exp(SpecialFunctions.logBetaKernel(x, y, 0.5, nu / 2)) / t
    }
}
