#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension SpecialFunctions {
    /// The regularised incomplete beta function I_x(a, b), the distribution function of a beta variable.
    ///
    /// I_x(a, b) = 1/B(a, b) · ∫₀ˣ t^(a−1)·(1−t)^(b−1) dt by its continued fraction, on the side of the mean where that
    /// converges; I_x(a, b) = 1 − I_{1−x}(b, a). Relative error about 10⁻¹⁴, also for a and b in the millions. x is
    /// clamped to 0…1; not a number unless a and b are positive and finite. Source: DLMF 8.17.22.
    public static func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        incompleteBeta(x, complement: 1 - x, a, b)
    }

    /// I_x(a, b) with 1 − x given, for an x so close to 1 that subtracting would lose it.
    static func incompleteBeta(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
        guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN else { return .nan }
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        if x * (a + b + 2) > a + 1 {
            return 1 - lowerIncompleteBeta(y, x, b, a)
        }
        return lowerIncompleteBeta(x, y, a, b)
    }

    private static func lowerIncompleteBeta(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let value = exp(logBetaKernel(x, y, a, b)) * betaContinuedFraction(x, a, b) / a
        return min(max(value, 0), 1)
    }

    /// ln( x^a · y^b / B(a, b) ) for y = 1 − x, free of the cancellation of large log-gammas.
    ///
    /// Stirling's formula turns the logarithm into −a·g(−λ/a) − b·g(λ/b) with λ = a·y − b·x and g(e) = e − ln(1+e), a sum
    /// of terms of one sign. Source: DiDonato and Morris 1992, section 9.
    static func logBetaKernel(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let total = a + b
        let lambda = a * y - b * x
        let deviance =
            a * logarithmGap(-lambda / a, onePlus: x * total / a)
            + b * logarithmGap(lambda / b, onePlus: y * total / b)
        let scale = 0.5 * (log(a) + log(b / total) - log(2 * Double.pi))
        return scale + stirlingError(total) - stirlingError(a) - stirlingError(b) - deviance
    }

    /// The continued fraction of DLMF 8.17.22 by the modified Lentz method; needs about √max(a, b) steps.
    private static func betaContinuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var fraction = d
        for step in 1...100_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            fraction *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            fraction *= d * c
            if abs(d * c - 1) < 3e-16 { break }
        }
        return fraction
    }
}
