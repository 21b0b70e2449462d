#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The standard normal distribution.
public enum NormalDistribution {
    /// The probability of a value at or below x: Φ(x) = ½·erfc(−x/√2).
    public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    /// The value below which a draw falls with probability p.
    ///
    /// Newton's method on ln Q(x) = ln q for the smaller tail q, started to the right of the root: ln Q is concave and
    /// falls, so the steps never cross the root. Infinite at 0 and 1; not a number outside 0…1. Odd around ½.
    public static func quantile(_ p: Double) -> Double {
        guard p >= 0, p <= 1 else { return .nan }
        if p == 0.5 { return 0 }
        if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
        let tail = upperTailQuantile(min(p, 1 - p))
        return p < 0.5 ? -tail : tail
    }

    private static func upperTailQuantile(_ q: Double) -> Double {
        var x = max(0, -2 * log(2 * q)).squareRoot()
        for _ in 0..<60 {
            let tail = cumulative(-x)
            guard tail > 0 else { break }
            let density = exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
            let step = log(tail / q) * tail / density
            x += step
            if abs(step) <= 1e-16 * abs(x) { break }
        }
        return x
    }
}
