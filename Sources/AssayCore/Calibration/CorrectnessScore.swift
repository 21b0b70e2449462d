internal import AssayStatistics

/// What a calibrator reads off the votes of a field.
public enum CorrectnessScore: String, Sendable, Hashable, CaseIterable {
    /// The leader's share of the votes.
    case majorityShare = "majority_share"
    /// The share of pairs of votes that agree.
    case pairAgreement = "pair_agreement"
    /// The probability that the leader is the tool's modal answer; measurements have it too.
    case confidence

    /// The score of votes; `nil` where there are too few.
    func value(_ votes: VoteTally) -> Double? {
        switch self {
        case .majorityShare: Confidence.majorityShare(leader: votes.leaderCount, voters: votes.voters)
        case .pairAgreement: Confidence.pairwiseAgreement(counts: votes.counts)
        case .confidence: Confidence.modalAnswer(leader: votes.leaderCount, runnerUp: votes.runnerUpCount)
        }
    }

    func value(_ field: FieldJudgement) -> Quantified {
        switch field.evidence {
        case .votes(let votes): Quantified(value(votes), otherwise: "too few votes")
        case .measurement where self == .confidence: field.confidence
        case .measurement: .undefined("a measurement has no votes; a calibrator of the score confidence takes it")
        }
    }
}
