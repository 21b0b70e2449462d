extension Confidence {
    /// The largest number of remaining draws for which ``horizonStability(leader:runnerUp:rest:remaining:alpha:)`` is exact.
    public static let exactHorizon = 4096

    /// The probability that the leader is still the plurality when the remaining draws are in.
    ///
    /// The votes to come, (x₁, x₂, x₃), follow the Dirichlet-multinomial distribution with weights (c₁ + α, c₂ + α, rest + α),
    /// where `rest` counts every other draw, those without a vote included. The result is P(c₁ + x₁ > c₂ + x₂) plus half of
    /// P(c₁ + x₁ = c₂ + x₂). It is 1 exactly when the lead exceeds the remaining draws, below 1 otherwise, ½ in a tie, and
    /// swapping leader and runner-up gives the complement. With α = ½ and ten draws in all, 2, 3, 4 votes to none give
    /// .949, .986, .997.
    ///
    /// Up to ``exactHorizon`` remaining draws the sum is exact, in time linear in them. Above, a continuous limit with the same
    /// mean and covariance takes over; its error is below 0.15 / remaining, which is 4·10⁻⁵ at the hand-over.
    ///
    /// - Precondition: counts are not negative, and `alpha` is positive.
    public static func horizonStability(
        leader: Int,
        runnerUp: Int,
        rest: Int,
        remaining: Int,
        alpha: Double = 0.5
    ) -> Double {
        precondition(leader >= 0 && runnerUp >= 0 && rest >= 0 && alpha > 0, "counts and a positive weight")
        let lead = leader - runnerUp
        if lead == 0 { return 0.5 }
        let horizon = HorizonPrediction(
            leader: Double(max(leader, runnerUp)) + alpha,
            runnerUp: Double(min(leader, runnerUp)) + alpha,
            rest: Double(rest) + alpha,
            lead: abs(lead),
            remaining: max(0, remaining)
        )
        let loss = horizon.loss
        return lead > 0 ? horizon.isDecided ? 1 : min(1 - loss, 1.0.nextDown) : loss
    }
}
