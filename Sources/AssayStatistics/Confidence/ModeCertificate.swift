/// A certificate that the leading label is the tool's mode, valid however often one looks.
///
/// For every other label b, seen or not, it gathers evidence Eᵦ against the hypothesis "b is a mode". Eᵦ is a mixture over
/// the labels a₁, a₂, … in order of discovery, with weights .9, .05, .025, … fixed beforehand, of likelihood ratios for
/// pₐ/(pₐ + pᵦ) above ½ against ½, over a Beta(½, ½) prior cut to (½, 1). A ratio counts only draws after the discovery of
/// its label, which is a stopping time, so each Eᵦ is a non-negative supermartingale that starts at 1 when b is a mode.
///
/// The leader is certified when every Eᵦ is at least 2/δ. By Ville's inequality a given mode is ever rejected with
/// probability at most δ/2, so the probability of ever certifying a label that is not the only mode is at most δ: a unique mode
/// has to be rejected, and of two tied modes one has to be.
///
/// Draws must be independent with fixed, unknown probabilities; the number of labels need not be known. Draws without a vote
/// are skipped. Seven unanimous votes suffice for δ = .1, eight for .05. Source of the parts: Ville 1939; Ramdas, Grünwald,
/// Vovk and Shafer, Statistical Science 38 (2023), 576.
public struct ModeCertificate: Sendable, Hashable {
    /// The name of the construction.
    public static let method = "pairwise-mixture-e-process"

    /// The largest probability of a wrong certificate, over all looks together.
    public let delta: Double

    /// The fewest votes that certify a label when nothing else is ever seen.
    public let needed: Int

    private var tally = VoteTally(horizon: .max)

    /// The position of each label in the order of discovery, by label; −1 before it is seen.
    private var positions: [Int] = []

    /// The votes of each label, in the order of discovery.
    private var votesByDiscovery: [Int] = []

    /// For the labels with a weight: the votes of the earlier labels at the moment of discovery.
    private var snapshots: [[Int]] = []

    /// Later labels would have a weight below 10⁻⁹, which goes to a constant 1 instead.
    private static let weighted = 28

    /// Starts without evidence; nil unless the error rate is above 0 and below 1.
    public init?(delta: Double) {
        guard delta > 0, delta < 1 else { return nil }
        self.delta = delta
        needed = Self.unanimousVotes(logThreshold: Self.logThreshold(delta))
    }

    /// Counts the next draw; nil is a draw without a vote.
    ///
    /// - Precondition: a label is not negative.
    public mutating func append(_ label: Int?) {
        tally.append(label)
        guard let label else { return }
        if label >= positions.count {
            positions.append(contentsOf: repeatElement(-1, count: label + 1 - positions.count))
        }
        if positions[label] < 0 {
            positions[label] = votesByDiscovery.count
            if snapshots.count < Self.weighted { snapshots.append(votesByDiscovery) }
            votesByDiscovery.append(0)
        }
        votesByDiscovery[positions[label]] += 1
    }
}

extension ModeCertificate {
    /// The label with most votes, the first seen of equals; nil before the first vote.
    public var leader: Int? { tally.leader }

    /// The votes of the leader.
    public var votes: Int { tally.leaderCount }

    /// Whether the leader is certified by the draws so far.
    public var isCertified: Bool {
        // No mixture exceeds the ratio of the leader alone with all its votes, so most looks end here.
        guard !tally.isTied, votes >= 2, Self.logRatio(won: votes - 1, lost: 0) >= Self.logThreshold(delta) else {
            return false
        }
        return rivals.allSatisfy { logEvidence(against: $0) >= Self.logThreshold(delta) }
    }

    /// The smallest evidence against a rival of the leader, seen or unseen, to be compared with 2/δ.
    ///
    /// 1 before the first vote; the largest finite number stands for anything larger.
    public var eValue: Double { Self.exponential(logEValue) }

    /// The natural logarithm of ``eValue``, which does not overflow.
    public var logEValue: Double {
        rivals.map(logEvidence(against:)).min() ?? 0
    }

    /// The labels whose evidence can be the smallest, by position; nil stands for a label not seen yet.
    ///
    /// Labels without a weight differ by their votes only, and the evidence falls with those.
    private var rivals: [Int?] {
        guard let leader else { return [nil] }
        let own = positions[leader]
        var rivals: [Int?] = (0..<snapshots.count).filter { $0 != own }
        let late = (snapshots.count..<votesByDiscovery.count).filter { $0 != own }
        if let strongest = late.max(by: { votesByDiscovery[$0] < votesByDiscovery[$1] }) { rivals.append(strongest) }
        return rivals + [nil]
    }

    /// ln Eᵦ for the label at a position, or for one not seen yet.
    private func logEvidence(against rival: Int?) -> Double {
        var terms: [Double] = []
        var rest = 1.0
        for (position, snapshot) in snapshots.enumerated() where position != rival {
            let weight = Self.weight(position)
            rest -= weight
            let won = votesByDiscovery[position] - 1
            let lost = rival.map { votesByDiscovery[$0] - ($0 < position ? snapshot[$0] : 0) } ?? 0
            terms.append(Self.logarithm(weight) + Self.logRatio(won: won, lost: lost))
        }
        terms.append(Self.logarithm(max(rest, 0)))
        return Self.logSum(terms)
    }
}
