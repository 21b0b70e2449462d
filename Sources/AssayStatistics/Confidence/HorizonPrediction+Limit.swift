#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension HorizonPrediction {
    /// The loss for many remaining draws, where shares of draws are nearly continuous.
    ///
    /// The shares of the remaining draws get the Dirichlet distribution with the mean and the covariance of the exact ones,
    /// which shrinks its weights by one common factor. What is left is an integral over the share of the other draws, in the
    /// logit of that share, where the integrand is analytic and the trapezoidal rule converges exponentially. Beyond a logit of
    /// ±37 the other factor is constant and the tail of the rule is a geometric series.
    var limitingLoss: Double {
        let draws = Double(remaining)
        let sum = leader + runnerUp + rest
        let shrink = ((sum + 1) * draws / (draws + sum) - 1) / sum
        let shares = Shares(
            leader: leader * shrink,
            runnerUp: runnerUp * shrink,
            rest: rest * shrink,
            lead: Double(lead) / draws
        )
        var sums = (weight: 0.0, loss: 0.0)
        shares.integrate(towards: 1, from: 0, into: &sums)
        shares.integrate(towards: -1, from: 1, into: &sums)
        return sums.loss / sums.weight
    }

    private struct Shares {
        let leader: Double
        let runnerUp: Double
        let rest: Double
        let lead: Double

        private var pair: Double { leader + runnerUp }
        private var centre: Double { log(rest / pair) }
        private var spacing: Double { 0.5 * min(1, (1 / rest + 1 / pair).squareRoot()) }

        /// Adds the nodes on one side of the centre, the centre itself being node 0.
        func integrate(towards side: Double, from first: Int, into sums: inout (weight: Double, loss: Double)) {
            let (centre, spacing) = (centre, spacing)
            let peak = logDensity(centre)
            var node = Double(first)
            while true {
                let logit = centre + side * spacing * node
                let exponent = logDensity(logit) - peak
                let weight = exp(exponent)
                let loss = conditionalLoss(logit)
                sums.weight += weight
                sums.loss += weight * loss
                node += 1
                if exponent < -40 { return }
                if side * logit > 37 {
                    let decay = spacing * (side > 0 ? pair : rest)
                    let tail = weight / expm1(decay)
                    sums.weight += tail
                    sums.loss += tail * loss
                    return
                }
            }
        }

        /// The logarithm of the density of the logit, up to a constant.
        private func logDensity(_ logit: Double) -> Double {
            let softplus = logit > 0 ? logit + log1p(exp(-logit)) : log1p(exp(logit))
            return rest * logit - (rest + pair) * softplus
        }

        /// The loss when the share of the other draws has this logit.
        private func conditionalLoss(_ logit: Double) -> Double {
            let pairShare = 1 / (1 + exp(logit))
            let reach = lead / pairShare
            guard reach < 1 else { return 0 }
            return SpecialFunctions.incompleteBeta((1 - reach) / 2, complement: (1 + reach) / 2, leader, runnerUp)
        }
    }
}
