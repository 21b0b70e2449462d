extension StoppingStudy {
    /// How far confidences that the answer will stay are calibrated after a number of draws.
    public struct ModeCalibration: Sendable, Hashable {
        /// The share of the votes that went to the leader.
        public let majorityShare: Double
        /// The posterior of adaptive consistency.
        public let betaPosterior: Double
        /// The horizon-predictive stability with α = ½.
        public let stability: Double
        /// The horizon-predictive stability with α = 1.
        public let uniformStability: Double
    }

    /// The expected calibration error of each confidence after `draws` draws, over all items and orders.
    ///
    /// The event is that the leader so far is the plurality of all draws, as in ``replay(_:rules:)``. Items without a
    /// vote so far are left out. nil when no item has more than `draws` draws or any vote.
    public func modeCalibration(_ items: [DrawSequence], draws: Int) -> ModeCalibration? {
        var outcomes = [[ScoredOutcome]](repeating: [], count: 4)
        for permutation in 0..<permutations {
            for (item, order) in zip(items, orders(items, permutation)) where order.labels.count > draws {
                var votes = VoteTally(horizon: order.labels.count)
                for label in order.labels.prefix(draws) { votes.append(label) }
                let target = horizon == nil ? item : order
                guard let leader = votes.leader else { continue }
                for (index, score) in Self.scores(votes).enumerated() {
                    outcomes[index].append(ScoredOutcome(score: score, isCorrect: leader == target.plurality))
                }
            }
        }
        let errors = outcomes.compactMap { Calibration.expectedError($0) }
        guard errors.count == outcomes.count else { return nil }
        return ModeCalibration(
            majorityShare: errors[0],
            betaPosterior: errors[1],
            stability: errors[2],
            uniformStability: errors[3]
        )
    }

    private static func scores(_ votes: VoteTally) -> [Double] {
        let (leader, runnerUp) = (votes.leaderCount, votes.runnerUpCount)
        let rest = votes.draws - leader - runnerUp
        return [
            Double(leader) / Double(votes.voters), Confidence.betaPosterior(leader: leader, runnerUp: runnerUp),
        ]
            + [0.5, 1].map { alpha in
                Confidence.horizonStability(
                    leader: leader,
                    runnerUp: runnerUp,
                    rest: rest,
                    remaining: votes.remaining,
                    alpha: alpha
                )
            }
    }
}
