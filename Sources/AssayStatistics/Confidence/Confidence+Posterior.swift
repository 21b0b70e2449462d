#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Confidence {
    /// The probability that the leading label is the tool's modal answer, given the two leading counts.
    ///
    /// P(p₁ > p₂) = 1 − I_½(c₁ + ½, c₂ + ½), the posterior under Jeffreys' prior. ½ in a tie, .92 after 2 votes to none, .97
    /// after 3. Other labels are taken to be out of the race. nil when the two have fewer than two votes together.
    public static func modalAnswer(leader: Int, runnerUp: Int) -> Double? {
        guard leader >= 0, runnerUp >= 0, leader + runnerUp >= 2 else { return nil }
        return leadProbability(Double(leader) + 0.5, Double(runnerUp) + 0.5)
    }

    /// The same probability under the uniform prior, 1 − I_½(c₁ + 1, c₂ + 1), the score of adaptive consistency.
    ///
    /// ½ without votes, .75, .875, .9375, … for 1, 2, 3, … votes to none. Up to 52 votes the sum of binomial coefficients it
    /// equals is exact in a double, so a threshold such as .9375 is met when it should be. Source: Aggarwal et al., EMNLP 2023.
    public static func betaPosterior(leader: Int, runnerUp: Int) -> Double {
        let (won, lost) = (max(0, leader), max(0, runnerUp))
        guard won <= 51, lost <= 51 - won else { return leadProbability(Double(won) + 1, Double(lost) + 1) }
        let trials = won + lost + 1
        var (sum, term): (UInt64, UInt64) = (0, 1)
        for successes in 0...won {
            sum += term
            term = term * UInt64(trials - successes) / UInt64(successes + 1)
        }
        return Double(sum) / Double(UInt64(1) << UInt64(trials))
    }

    /// The lower end of Wilson's score interval for a share.
    ///
    /// The default z is that of a two-sided 95 % interval. nil without trials.
    public static func wilsonLower(successes: Int, trials: Int, z: Double = 1.959963984540054) -> Double? {
        wilsonInterval(successes: successes, trials: trials, z: z)?.low
    }

    /// Wilson's score interval for a share, always inside 0…1.
    ///
    /// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). nil without trials, for more successes than trials, or for a z that
    /// is negative or not finite. Source: Wilson, JASA 22 (1927), 209.
    public static func wilsonInterval(
        successes: Int,
        trials: Int,
        z: Double = 1.959963984540054
    ) -> (low: Double, high: Double)? {
        guard trials > 0, successes >= 0, successes <= trials, z >= 0, z.isFinite else { return nil }
        let n = Double(trials)
        let share = Double(successes) / n
        let centre = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        let low = successes == 0 ? 0 : Distance.unit((centre - half) / scale)
        let high = successes == trials ? 1 : Distance.unit((centre + half) / scale)
        return (low, high)
    }

    /// P(p₁ > ½) for p₁ with a beta distribution, computed as the lower tail of its mirror image.
    private static func leadProbability(_ a: Double, _ b: Double) -> Double {
        a == b ? 0.5 : SpecialFunctions.regularizedIncompleteBeta(0.5, b, a)
    }

    static func logarithm(_ x: Double) -> Double { log(x) }
}
