/// The chance that a positive lead is lost in the draws to come.
///
/// The draws have the Dirichlet-multinomial distribution. With m of the remaining draws going to the two leading
/// labels, the lead performs a walk of m steps with the frequencies of Pólya's urn, and m has a beta-binomial
/// distribution whose weights follow from one another.
struct HorizonPrediction {
    /// The weights of the three outcomes of a draw: votes so far plus the prior weight.
    let leader: Double
    let runnerUp: Double
    let rest: Double

    /// The lead, at least 1.
    let lead: Int

    /// The draws to come.
    let remaining: Int

    /// Whether the remaining draws cannot make up the lead.
    var isDecided: Bool { lead > remaining }

    /// The probability of falling behind plus half that of a tie.
    var loss: Double {
        if isDecided { return 0 }
        var sum = WalkSum(self)
        let steps = min(remaining, Confidence.exactHorizon)
        while sum.steps < steps, !sum.isComplete { sum.advance() }
        let complete = sum.steps == remaining || sum.isComplete
        return min(max(complete ? sum.loss : limitingLoss(walks: sum.losses), 0), 0.5)
    }
}

extension HorizonPrediction {
    /// The sum over m, the number of remaining draws that go to the two leading labels, from 0 upwards.
    private struct WalkSum {
        private let draws: Double
        private let pair: Double
        private let rest: Double
        private var walk: LeadWalk
        private var weight = 1.0
        private var total = 1.0
        private var lost = 0.0

        /// How many steps the walk took.
        private(set) var steps = 0

        /// The loss after 0, 1, 2, … steps of the walk; kept for a horizon that may be too long for the exact sum.
        private(set) var losses = [0.0]

        /// Whether the weights still to come are too small to change the sum.
        private(set) var isComplete = false

        init(_ prediction: HorizonPrediction) {
            draws = Double(prediction.remaining)
            pair = prediction.leader + prediction.runnerUp
            rest = prediction.rest
            walk = LeadWalk(leader: prediction.leader, runnerUp: prediction.runnerUp, lead: prediction.lead)
        }

        var loss: Double { lost / total }

        mutating func advance() {
            let m = Double(steps)
            let ratio = (draws - m) / (m + 1) * (pair + m) / (rest + draws - m - 1)
            weight *= ratio
            if weight > 1e200 {
                // Only the proportions of the sums matter.
                weight *= 1e-200
                total *= 1e-200
                lost *= 1e-200
            }
            walk.advance()
            steps += 1
            if draws > Double(Confidence.exactHorizon) { losses.append(walk.loss) }
            total += weight
            lost += weight * walk.loss
            // Once below 1 the ratios only fall, so a geometric series bounds what is left.
            isComplete = ratio < 1 && weight < 1e-17 * total * (1 - ratio)
        }
    }
}
