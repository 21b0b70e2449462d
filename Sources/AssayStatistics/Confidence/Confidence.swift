/// How far a count of votes can be trusted, as functions of the counts.
///
/// The leader's count is c₁, the runner-up's c₂, n the votes and m the distinct labels. Each measure says which event it is
/// the probability of, if any; none is the probability that the answer is correct, which replicates cannot tell. What is
/// undefined is nil.
public enum Confidence {
    /// The share of the votes that went to the leader, c₁/n; nil without votes.
    ///
    /// A description, not a probability: a single vote has share 1.
    public static func majorityShare(leader: Int, voters: Int) -> Double? {
        voters > 0 ? Double(leader) / Double(voters) : nil
    }

    /// The lead as a share of the votes, (c₁ − c₂)/n; nil without votes.
    public static func margin(leader: Int, runnerUp: Int, voters: Int) -> Double? {
        voters > 0 ? (Double(leader) - Double(runnerUp)) / Double(voters) : nil
    }

    /// The probability that two different votes, drawn at random, agree: Σ c·(c−1) / (n·(n−1)).
    ///
    /// nil below two votes.
    public static func pairwiseAgreement(counts: [Int]) -> Double? {
        let n = total(counts)
        guard n >= 2 else { return nil }
        return counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) } / (n * (n - 1))
    }

    /// The entropy of the shares of the labels in nats, −Σ p·ln p; nil without votes.
    ///
    /// 0 when all agree, ln m when m labels share the votes evenly. Not divided by ln m, which would make every even split
    /// look the same. Source: discrete semantic entropy, Farquhar et al., Nature 630 (2024), 625.
    public static func entropy(counts: [Int]) -> Double? {
        let n = total(counts)
        guard n > 0 else { return nil }
        return counts.filter { $0 > 0 }.reduce(0.0) { $0 - Double($1) / n * logarithm(Double($1) / n) }
    }

    /// One minus the entropy over its largest value for n votes, 1 − H/ln n; nil below two votes.
    ///
    /// 1 when all agree, 0 when all differ.
    public static func semanticNegentropy(counts: [Int]) -> Double? {
        let n = total(counts)
        guard n >= 2, let entropy = entropy(counts: counts) else { return nil }
        return Distance.unit(1 - entropy / logarithm(n))
    }

    /// How few distinct labels there are, (n − m)/(n − 1); nil below two votes.
    ///
    /// 1 when all agree, 0 when all differ.
    public static func semanticSets(counts: [Int]) -> Double? {
        let n = total(counts)
        guard n >= 2 else { return nil }
        return (n - Double(counts.count { $0 > 0 })) / (n - 1)
    }

    private static func total(_ counts: [Int]) -> Double {
        counts.reduce(0.0) { $0 + Double($1) }
    }
}
