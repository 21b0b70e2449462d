internal import AssayStatistics
internal import Foundation

/// A score of how sure the draws of an item are, by the name it has in JSON.
///
/// Unlike ``Confidence`` it has a value for every item, so that all items can be ranked: an item without votes scores
/// lowest, and a single vote scores what the formula tends to.
struct ConfidenceMeasure: Sendable {
    let name: String
    /// Whether it is in 0…1 and may be read as a probability of being right.
    let isProbability: Bool
    /// How close two scores may be to count as tied; sums over sorted counts are compared as they are, as peers do.
    let tolerance: Double
    let score: @Sendable (VoteTally) -> Double

    private init(
        name: String,
        isProbability: Bool,
        tolerance: Double = 1e-12,
        score: @escaping @Sendable (VoteTally) -> Double
    ) {
        (self.name, self.isProbability, self.tolerance, self.score) = (name, isProbability, tolerance, score)
    }

    static let all: [ConfidenceMeasure] = [
        ConfidenceMeasure(name: "majority_share", isProbability: true) {
            Confidence.majorityShare(leader: $0.leaderCount, voters: $0.voters) ?? 0
        },
        ConfidenceMeasure(name: "discrete_semantic_entropy", isProbability: false, tolerance: 0) {
            -(Confidence.entropy(counts: $0.counts.sorted(by: >)) ?? log(Double(max(2, $0.horizon))))
        },
        ConfidenceMeasure(name: "margin", isProbability: true) {
            Confidence.margin(leader: $0.leaderCount, runnerUp: $0.runnerUpCount, voters: $0.voters) ?? 0
        },
        ConfidenceMeasure(name: "mean_pairwise_exact_match", isProbability: true) {
            Confidence.pairwiseAgreement(counts: $0.counts) ?? Double($0.voters)
        },
        ConfidenceMeasure(name: "ac_beta_posterior", isProbability: true) {
            Confidence.betaPosterior(leader: $0.leaderCount, runnerUp: $0.runnerUpCount)
        },
        ConfidenceMeasure(name: "wilson_lower_95", isProbability: true) {
            Confidence.wilsonLower(successes: $0.leaderCount, trials: $0.voters) ?? 0
        },
        ConfidenceMeasure(name: "semantic_sets_confidence", isProbability: true) {
            Confidence.semanticSets(counts: $0.counts) ?? Double($0.voters)
        },
        ConfidenceMeasure(name: "semantic_negentropy", isProbability: true) {
            Confidence.semanticNegentropy(counts: $0.counts) ?? Double($0.voters)
        },
    ]
}
