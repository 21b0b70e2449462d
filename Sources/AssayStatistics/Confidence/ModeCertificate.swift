/// A certificate that the leading label is the tool's mode, valid however often one looks.
///
/// The labels a₀, a₁, … in order of discovery share the error rate δ by weights fixed beforehand: .85, .1, .025, .0125
/// and so on by halves. For a label a and a rival b, the evidence Eₐᵦ is the likelihood ratio of pₐ/(pₐ + pᵦ) above ½
/// against ½, over a Beta(3, 1) prior cut to (½, 1), counted from the draw after the discovery of a. Label a of weight
/// w is certified when it leads and w·Eₐᵦ ≥ 1/δ for every b, seen or not. The strongest rival decides, and all its
/// votes count, also those before a was discovered, which can only make the evidence smaller; so the certificate is a
/// function of a ``VoteTally``.
///
/// To certify aⱼ wrongly means to reject a mode b other than aⱼ: one mode chosen beforehand, or a second one when aⱼ is
/// the first. From the discovery of aⱼ on, the ratio against b is a non-negative supermartingale that starts at 1, so
/// by Ville's inequality it ever reaches 1/(w·δ) with probability at most w·δ. The weights add up to 1: a label that is
/// not the only mode is ever certified with probability at most δ, ties included.
///
/// Draws must be independent with fixed, unknown probabilities; neither the number of labels nor that of draws need be
/// known. Draws without a vote are skipped. Six unanimous votes suffice for δ = .1, seven for .05, ten for .01; no
/// valid certificate can do with fewer than five, six and eight. Source of the parts: Ville 1939; Ramdas, Grünwald,
/// Vovk and Shafer, Statistical Science 38 (2023), 576.
public struct ModeCertificate: Sendable, Hashable {
    /// The largest probability of a wrong certificate, over all looks together.
    public let delta: Double

    private var tally: VoteTally

    /// Starts without evidence; nil unless the error rate is above 0 and below 1.
    public init?(delta: Double) { self.init(delta: delta, votes: VoteTally(horizon: .max)) }

    /// Starts from votes that are in already; nil unless the error rate is above 0 and below 1.
    public init?(delta: Double, votes: VoteTally) {
        guard delta > 0, delta < 1 else { return nil }
        self.delta = delta
        tally = votes
    }

    /// Counts the next draw; nil is a draw without a vote.
    ///
    /// - Precondition: a label is not negative.
    public mutating func append(_ label: Int?) { tally.append(label) }
}

extension ModeCertificate {
    /// The fewest votes that certify a label when nothing else is ever seen.
    public var needed: Int { Self.unanimousVotes(logThreshold: Self.logThreshold(delta)) }

    /// The name of the construction.
    public var method: String { "weighted-pairwise-e-process" }

    /// The label with most votes, the first seen of equals; nil before the first vote.
    public var leader: Int? { tally.leader }

    /// The votes of the leader.
    public var votes: Int { tally.leaderCount }

    /// Whether the leader is certified by the draws so far.
    public var certified: Bool { Self.certifies(tally, logThreshold: Self.logThreshold(delta)) }

    /// The weighted evidence for the leader against its strongest rival, to be compared with 1/δ.
    ///
    /// 1 before the first vote; the largest finite number stands for anything larger.
    public var eValue: Double { Self.exponential(logEValue) }

    /// The natural logarithm of ``eValue``, which does not overflow.
    public var logEValue: Double { Self.logEvidence(tally) }
}
