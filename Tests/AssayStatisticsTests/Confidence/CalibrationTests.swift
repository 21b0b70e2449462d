import AssayStatistics
import Foundation
import Testing

/// The confidence measures as predictors of a correct plurality, on forty answers to 38 questions and prefixes of them.
struct CalibrationTests {
    private struct Scored {
        let score: Double
        let correct: Bool
    }

    private typealias Measure = @Sendable (VoteTally) -> Double?

    private static let measures: [String: Measure] = [
        "majority_share": { Confidence.majorityShare(leader: $0.leaderCount, voters: $0.voters) },
        "margin": { Confidence.margin(leader: $0.leaderCount, runnerUp: $0.runnerUpCount, voters: $0.voters) },
        "discrete_semantic_entropy": { Confidence.entropy(counts: $0.counts).map { -$0 } },
        "mean_pairwise_exact_match": { Confidence.pairwiseAgreement(counts: $0.counts) },
        "ac_beta_posterior": { Confidence.betaPosterior(leader: $0.leaderCount, runnerUp: $0.runnerUpCount) },
        "wilson_lower_95": { Confidence.wilsonLower(successes: $0.leaderCount, trials: $0.voters) },
        "semantic_negentropy": { Confidence.semanticNegentropy(counts: $0.counts) },
        "semantic_sets_confidence": { Confidence.semanticSets(counts: $0.counts) },
    ]

    private static func scored(_ items: [LabelledItem], draws: Int?, _ name: String) throws -> [Scored] {
        let measure = try #require(measures[name])
        return try items.filter { $0.gold != nil }.map { item in
            Scored(score: try #require(measure(item.tally(draws))), correct: item.plurality(draws) == item.gold)
        }
    }

    /// The probability that a correct item scores above a wrong one, ties counting half.
    ///
    /// Scores closer than rounding are
    /// ties: the reference ranks rounded scores.
    private static func auroc(_ items: [Scored]) -> Double {
        let (right, wrong) = (items.filter(\.correct), items.filter { !$0.correct })
        var won = 0.0
        for a in right {
            for b in wrong { won += abs(a.score - b.score) < 1e-12 ? 0.5 : a.score > b.score ? 1 : 0 }
        }
        return won / Double(right.count * wrong.count)
    }

    private static func ece(_ items: [Scored]) -> Double {
        let bins = Dictionary(grouping: items) { max(0, Int((($0.score - 1e-12) * 10).rounded(.down))) }
        return bins.values.reduce(0) { sum, bin in
            sum + abs(bin.reduce(0) { $0 + $1.score - ($1.correct ? 1 : 0) }) / Double(items.count)
        }
    }

    private static func brier(_ items: [Scored]) -> Double {
        items.reduce(0) { $0 + pow($1.score - ($1.correct ? 1 : 0), 2) } / Double(items.count)
    }

    @Test("Model answers have the reference ranking and calibration figures", arguments: [5, 10, 20, 40])
    func modelAnswers(draws: Int) throws {
        let items = try LabelledItem.gsm8k()
        let reference = try Reference().at("categorical", "gsm8k_phi3mini", "confidence", "K\(draws)")
        #expect(try items.count { $0.plurality(draws) == $0.gold } == reference.at("n_correct").integer())
        for (figure, compute) in [("auroc", Self.auroc), ("ece10", Self.ece), ("brier", Self.brier)] {
            for name in Self.measures.keys {
                guard let expected = try reference.at(figure).optionalNumber(name) else { continue }
                let value = try compute(Self.scored(items, draws: draws, name))
                #expect(isClose(value, expected, absolute: 1e-8), "\(figure) of \(name)")
            }
        }
    }

    @Test("Crowd votes have the reference ranking and calibration figures", arguments: ["bluebird", "rte"])
    func crowd(name: String) throws {
        let items = try LabelledItem.crowd(name)
        let reference = try Reference().at("crowd", name)
        #expect(try items.count { $0.plurality() == $0.gold } == reference.at("n_correct_first_seen").integer())
        for figure in ["majority_share", "ac_beta_posterior"] {
            let scored = try Self.scored(items, draws: nil, figure)
            #expect(try isClose(Self.auroc(scored), reference.at("auroc", figure).number(), absolute: 1e-8))
            #expect(try isClose(Self.ece(scored), reference.at("ece10", figure).number(), absolute: 1e-8))
        }
    }

    @Test("Splitting ties gives the reference accuracy", arguments: ["bluebird", "rte"])
    func tiesSplit(name: String) throws {
        let items = try LabelledItem.crowd(name)
        let reference = try Reference().at("crowd", name)
        let tallies = items.map { ($0.tally(), $0.gold) }
        #expect(try tallies.count { $0.0.isTied } == reference.at("n_items_with_tied_plurality").integer())
        let credit = tallies.reduce(0.0) { sum, entry in
            let (votes, gold) = entry
            let winners = votes.counts.indices.filter { votes.counts[$0] == votes.leaderCount }
            return sum + (gold.map(winners.contains) == true ? 1 / Double(winners.count) : 0)
        }
        let expected = try reference.at("plurality_accuracy_ties_split").number()
        #expect(isClose(credit / Double(items.count), expected, absolute: 1e-8))
    }
}
