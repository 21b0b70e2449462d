#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension HorizonPrediction {
    /// The loss for many remaining draws, where shares of draws are nearly continuous.
    ///
    /// The share of the draws that go to the two leading labels gets the beta distribution with the mean and the
    /// variance of the exact one. Given that share, and so a number m of draws, the loss is that of the walk where it
    /// is known and else that of a beta distribution, again with the exact mean and variance. What is left is an
    /// integral over the logit of the share, where the density is analytic and the trapezoidal rule converges
    /// exponentially; beyond a logit of ±37 the loss is constant and the tail of the rule is a geometric series.
    func limitingLoss(walks: [Double]) -> Double {
        let pair = leader + runnerUp
        let shrink = Self.shrink(total: pair + rest, draws: Double(remaining))
        var sums = Sums()
        let density = LogitDensity(a: rest * shrink, b: pair * shrink)
        density.integrate(side: 1, from: 0, into: &sums) { conditionalLoss(logit: $0, walks: walks) }
        density.integrate(side: -1, from: 1, into: &sums) { conditionalLoss(logit: $0, walks: walks) }
        return sums.loss / sums.weight
    }

    /// The loss when the share of the other draws has this logit.
    private func conditionalLoss(logit: Double, walks: [Double]) -> Double {
        let draws = Double(remaining) / (1 + exp(logit))
        if draws < Double(walks.count - 1) {
            let step = Int(draws)
            return walks[step] + (draws - Double(step)) * (walks[step + 1] - walks[step])
        }
        let reach = Double(lead) / draws
        guard reach < 1 else { return 0 }
        let shrink = Self.shrink(total: leader + runnerUp, draws: draws)
        return SpecialFunctions.incompleteBeta(
            (1 - reach) / 2,
            complement: (1 + reach) / 2,
            leader * shrink,
            runnerUp * shrink
        )
    }

    /// The factor on the weights that matches the covariance of the shares of a number of draws.
    private static func shrink(total: Double, draws: Double) -> Double {
        ((total + 1) * draws / (draws + total) - 1) / total
    }

    private struct Sums {
        var weight = 0.0
        var loss = 0.0
    }

    /// The density of the logit of a beta variable with parameters a and b.
    private struct LogitDensity {
        let a: Double
        let b: Double

        /// Adds the nodes on one side of the centre, the centre itself being node 0.
        func integrate(side: Double, from first: Int, into sums: inout Sums, loss: (Double) -> Double) {
            let centre = log(a / b)
            let spacing = 0.5 * min(1, (1 / a + 1 / b).squareRoot())
            let peak = logDensity(centre)
            var node = Double(first)
            while true {
                let logit = centre + side * spacing * node
                let exponent = logDensity(logit) - peak
                var weight = exp(exponent)
                let isLast = side * logit > 37
                if isLast { weight *= 1 + 1 / expm1(spacing * (side > 0 ? b : a)) }
                sums.weight += weight
                sums.loss += weight * loss(logit)
                if isLast || exponent < -40 { return }
                node += 1
            }
        }

        private func logDensity(_ logit: Double) -> Double {
            let softplus = logit > 0 ? logit + log1p(exp(-logit)) : log1p(exp(logit))
            return a * logit - (a + b) * softplus
        }
    }
}
