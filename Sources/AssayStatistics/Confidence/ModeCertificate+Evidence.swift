#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ModeCertificate {
    /// Whether votes certify their leader; a threshold is −ln δ.
    static func certifies(_ votes: VoteTally, logThreshold: Double) -> Bool {
        guard votes.lead > 0, largestLogRatio(votes) >= logThreshold else { return false }
        return logEvidence(votes) >= logThreshold
    }

    /// The logarithm of the likelihood ratio at the share that suits the votes best.
    ///
    /// No mixture exceeds it, so most looks end here.
    private static func largestLogRatio(_ votes: VoteTally) -> Double {
        let (won, lost) = (Double(votes.leaderCount - 1), Double(votes.runnerUpCount))
        guard won > lost else { return 0 }
        return won * log(2 * won / (won + lost)) + (lost > 0 ? lost * log(2 * lost / (won + lost)) : 0)
    }

    /// The logarithm of the weighted evidence for the leader; 0 before the first vote.
    static func logEvidence(_ votes: VoteTally) -> Double {
        guard let position = votes.leaderPosition else { return 0 }
        return logWeight(position) + logRatio(won: votes.leaderCount - 1, lost: votes.runnerUpCount)
    }

    /// The logarithm of the likelihood ratio of won against lost votes, mixed over shares above ½.
    ///
    /// 2ⁿ · (24/7) ∫_½¹ θ^(won+2)·(1−θ)^lost dθ, which is (3/14) · I_½(lost+1, won+3) / κ with the kernel
    /// κ = 2^−(n+4) / B(won+3, lost+1). It is 1 without votes and has mean at most 1 for every share up to ½.
    static func logRatio(won: Int, lost: Int) -> Double {
        let (a, b) = (Double(won) + 3, Double(lost) + 1)
        let share = SpecialFunctions.regularizedIncompleteBeta(0.5, b, a)
        return log(3.0 / 14) + log(share) - SpecialFunctions.logBetaKernel(0.5, 0.5, a, b)
    }

    /// −ln δ.
    static func logThreshold(_ delta: Double) -> Double { -log(delta) }

    /// The logarithm of the weight of the label at a position in the order of discovery.
    ///
    /// The weights are .85, .1, .025, .0125 and so on by halves, 1 in all.
    static func logWeight(_ position: Int) -> Double {
        switch position {
        case 0: log(0.85)
        case 1: log(0.1)
        default: log(0.1) - Double(position) * log(2)
        }
    }

    /// The fewest votes for the first label, all others without any, whose evidence reaches a threshold.
    static func unanimousVotes(logThreshold: Double) -> Int {
        // The evidence nearly doubles with each vote, and the threshold of the smallest double is below 2¹⁰⁷⁶.
        (1...1200).first { logWeight(0) + logRatio(unanimous: Double($0 - 1)) >= logThreshold } ?? 1200
    }

    /// ``logRatio(won:lost:)`` without lost votes: 2ⁿ · (24/7) · (1 − 2^−(n+3)) / (n + 3).
    private static func logRatio(unanimous won: Double) -> Double {
        won * log(2) + log(24.0 / 7 * (1 - exp2(-won - 3)) / (won + 3))
    }

    static func exponential(_ x: Double) -> Double { min(exp(x), .greatestFiniteMagnitude) }
}
