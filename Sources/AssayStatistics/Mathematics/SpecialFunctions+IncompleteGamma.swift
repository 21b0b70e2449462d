#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SpecialFunctions {
    /// The upper regularised incomplete gamma function Q(a, x), the upper tail of a gamma variable.
    ///
    /// Q(a, x) = 1/Γ(a) · ∫ₓ^∞ t^(a−1)·e^(−t) dt, by the series of its complement below a + 1 and by Lentz's continued
    /// fraction above. Relative error about 10⁻¹³ for a up to 1,000. 1 for x ≤ 0; not a number unless a is positive and
    /// finite. Source: DLMF 8.7 and 8.9.
    public static func upperIncompleteGamma(_ a: Double, _ x: Double) -> Double {
        guard a > 0, a.isFinite, !x.isNaN else { return .nan }
        if x <= 0 { return 1 }
        guard x.isFinite else { return 0 }
        let kernel = exp(a * log(x) - x - logGamma(a))
        if x < a + 1 { return min(max(1 - kernel * lowerSeries(a, x), 0), 1) }
        return min(max(kernel * upperFraction(a, x), 0), 1)
    }

    /// The probability of a chi-squared variable above x.
    public static func chiSquaredUpperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
        upperIncompleteGamma(degreesOfFreedom / 2, x / 2)
    }

    /// The derivative of the logarithm of the gamma function, ψ(x) = Γ′(x)/Γ(x), for positive arguments.
    ///
    /// The recurrence ψ(x) = ψ(x+1) − 1/x up to 10, then the asymptotic series. Absolute error about 10⁻¹⁵ times the
    /// largest term. Minus infinity at 0; not a number below. Source: Abramowitz and Stegun 6.3.18.
    public static func digamma(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x.isFinite else { return x }
        var (shifted, sum) = (x, 0.0)
        while shifted < 10 {
            sum -= 1 / shifted
            shifted += 1
        }
        let square = 1 / (shifted * shifted)
        var series = -1.0 / 12
        for coefficient in [691.0 / 32_760, -1.0 / 132, 1.0 / 240, -1.0 / 252, 1.0 / 120, -1.0 / 12] {
            series = coefficient + square * series
        }
        return sum + log(shifted) - 0.5 / shifted + square * series
    }

    private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
        var (term, sum) = (1 / a, 1 / a)
        for step in 1...10_000 {
            term *= x / (a + Double(step))
            sum += term
            if term <= sum * 1e-17 { break }
        }
        return sum
    }

    private static func upperFraction(_ a: Double, _ x: Double) -> Double {
        var b = x + 1 - a
        var (c, d) = (1e300, 1 / b)
        var fraction = d
        for step in 1...10_000 {
            let n = Double(step)
            b += 2
            d = 1 / (b - n * (n - a) * d)
            c = b - n * (n - a) / c
            fraction *= c * d
            if abs(c * d - 1) < 1e-16 { break }
        }
        return fraction
    }
}
