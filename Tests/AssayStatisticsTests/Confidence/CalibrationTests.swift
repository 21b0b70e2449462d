import AssayStatistics
import Foundation
import Testing

/// The confidence measures as predictors of a correct plurality, on forty answers to 38 questions and prefixes of them.
struct CalibrationTests {
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

    private static func scored(_ items: [LabelledItem], draws: Int?, _ name: String) throws -> [ScoredOutcome] {
        let measure = try #require(measures[name])
        return try items.filter { $0.gold != nil }.map { item in
            ScoredOutcome(
                score: try #require(measure(item.tally(draws))),
                isCorrect: item.plurality(draws) == item.gold
            )
        }
    }

    @Test("Model answers have the reference ranking and calibration figures", arguments: [5, 10, 20, 40])
    func modelAnswers(draws: Int) throws {
        let items = try LabelledItem.gsm8k()
        let reference = try Reference().at("categorical", "gsm8k_phi3mini", "confidence", "K\(draws)")
        #expect(try items.count { $0.plurality(draws) == $0.gold } == reference.at("n_correct").integer())
        let figures: [(String, ([ScoredOutcome]) -> Double?)] = [
            ("auroc", { Ranking.auroc($0) }), ("auarc", { Ranking.auarc($0) }),
            ("ece10", Calibration.expectedError), ("brier", Calibration.brierScore),
        ]
        for (figure, compute) in figures {
            for name in Self.measures.keys {
                guard let expected = try reference.at(figure).optionalNumber(name) else { continue }
                let value = try compute(Self.scored(items, draws: draws, name))
                #expect(isClose(value, expected, absolute: 1e-9), "\(figure) of \(name)")
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
            #expect(try isClose(Ranking.auroc(scored), reference.at("auroc", figure).number(), absolute: 1e-9))
            #expect(
                try isClose(Calibration.expectedError(scored), reference.at("ece10", figure).number(), absolute: 1e-9)
            )
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
            return sum + votes.credit(for: gold)
        }
        let expected = try reference.at("plurality_accuracy_ties_split").number()
        #expect(isClose(credit / Double(items.count), expected, absolute: 1e-9))
    }
}
