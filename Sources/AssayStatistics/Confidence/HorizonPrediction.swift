/// The chance that a positive lead is lost in the draws to come, under a Dirichlet-multinomial prediction.
///
/// With m of the remaining draws going to the two leading labels, the lead performs a walk of m steps whose steps follow
/// Pólya's urn. A walk can only gain or lose the plurality where it touches 0, so the loss after m + 1 steps is the loss
/// after m plus the flow through the neighbourhood of 0. That makes one pass over m enough for all of them.
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
        return min(max(remaining <= Confidence.exactHorizon ? exactLoss : limitingLoss, 0), 0.5)
    }

    /// The sum over how many of the remaining draws go to the two leading labels.
    var exactLoss: Double {
        let draws = Double(remaining)
        let pair = leader + runnerUp
        var walk = LeadWalk(leader: leader, runnerUp: runnerUp, lead: lead)
        var weight = 1.0
        var total = 1.0
        var lost = 0.0
        for step in 0..<remaining {
            let m = Double(step)
            weight *= (draws - m) / (m + 1) * (pair + m) / (rest + draws - m - 1)
            if weight > 1e200 {
                // Only ratios matter: what came before is negligible from here on or scaled along.
                weight *= 1e-200
                total *= 1e-200
                lost *= 1e-200
            }
            walk.advance()
            total += weight
            lost += weight * walk.loss
        }
        return lost / total
    }
}
