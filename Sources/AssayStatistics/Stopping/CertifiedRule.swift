/// Stops when the leader is certified as the tool's mode at an error rate, see ``ModeCertificate``.
///
/// Unlike the other rules it keeps its promise although it looks after every draw: the probability of stopping with an
/// answer that is not the tool's only mode is at most δ, whatever the tool and the horizon. A run that ends at its
/// horizon is not certified.
public struct CertifiedRule: StoppingRule, Hashable {
    /// The largest probability of a wrong certificate.
    public let delta: Double

    private let logThreshold: Double

    /// Creates the rule; nil unless the error rate is above 0 and below 1.
    public init?(delta: Double) {
        guard delta > 0, delta < 1 else { return nil }
        self.delta = delta
        logThreshold = ModeCertificate.logThreshold(delta)
    }

    /// The rule as a user writes it.
    public var name: String { "certified(\(delta))" }

    /// True.
    public var looksAtLeadingCountsOnly: Bool { true }

    /// Whether the leader is certified.
    public func shouldStop(votes: VoteTally) -> Bool {
        ModeCertificate.certifies(votes, logThreshold: logThreshold)
    }

    /// The fewest for the leader or for a label seen before it, which weighs more and may overtake it sooner.
    public func fewestDraws(votes: VoteTally) -> Int {
        var fewest = StoppingRules.fewest(upTo: votes.remaining) { shouldStop(votes: votes.adding(leaderVotes: $0)) }
        for label in votes.labelsBeforeLeader where votes.leaderCount - votes.counts[label] < fewest {
            fewest = StoppingRules.fewest(upTo: fewest) { shouldStop(votes: votes.adding($0, for: label)) }
        }
        return fewest
    }
}
