#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension ModeCertificate {
    /// The logarithm of the likelihood ratio of won against lost votes, mixed over shares above ½.
    ///
    /// 2ⁿ · (2/π) ∫_½¹ θ^(won−½)·(1−θ)^(lost−½) dθ, which is I_½(lost+½, won+½) / (π·κ) with the kernel
    /// κ = 2^−(n+1) / B(won+½, lost+½). It is 1 without votes and has mean at most 1 for every share up to ½.
    static func logRatio(won: Int, lost: Int) -> Double {
        let (a, b) = (Double(won) + 0.5, Double(lost) + 0.5)
        let share = SpecialFunctions.regularizedIncompleteBeta(0.5, b, a)
        return log(share) - SpecialFunctions.logBetaKernel(0.5, 0.5, a, b) - log(Double.pi)
    }

    /// ln(2/δ).
    static func logThreshold(_ delta: Double) -> Double { log(2) - log(delta) }

    /// The weight of the label at a position in the order of discovery: .9, .05, .025, …
    static func weight(_ position: Int) -> Double {
        position == 0 ? 0.9 : 0.1 * scalbn(1, -position)
    }

    /// The fewest votes for the first label, all others without any, whose evidence reaches a threshold.
    static func unanimousVotes(logThreshold: Double) -> Int {
        // The evidence nearly doubles with each vote, and the threshold of the smallest double is below 2¹⁰⁷⁶.
        (1...1200).first { votes in
            logSum([log(weight(0)) + logRatio(won: votes - 1, lost: 0), log(1 - weight(0))]) >= logThreshold
        } ?? 1200
    }

    /// ln Σ exp(term), without overflow.
    static func logSum(_ terms: [Double]) -> Double {
        guard let largest = terms.max(), largest > -.infinity else { return -.infinity }
        return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
    }

    static func logarithm(_ x: Double) -> Double { log(x) }

    static func exponential(_ x: Double) -> Double { min(exp(x), .greatestFiniteMagnitude) }
}
