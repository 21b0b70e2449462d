#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is known of the workers and the classes, given how probable each truth of each item is.
struct WorkerTables {
    /// ln θ, or its expectation, as [worker][label][truth].
    let logRates: [Double]
    /// The logarithm, or its expectation, of the probability of each truth.
    let logPrevalence: [Double]
    /// Counts with their pseudo-votes, as [worker][label][truth].
    let rateWeights: [Double]
    /// Counts with their pseudo-votes, by class.
    let classWeights: [Double]
    /// Counts with their pseudo-votes, by truth.
    let subtypeWeights: [Double]

    /// The pseudo-votes, and how counts become logarithms of probabilities.
    struct Prior {
        let right: Double
        let wrong: Double
        /// For each class.
        let classes: [Double]
        /// For each subtype of a class.
        let subtype: Double
        /// The digamma function for an expectation, the logarithm for a point.
        let logarithm: (Double) -> Double
    }

    init(_ counter: WorkerCounter, _ probabilities: [Double], prior: Prior) {
        let (truths, subtypes, classes) = (counter.truths, counter.subtypes, counter.classes)
        var weights = counter.counts(probabilities)
        for row in 0..<(counter.workers * classes) {
            for truth in 0..<truths {
                weights[row * truths + truth] += truth / subtypes == row % classes ? prior.right : prior.wrong
            }
        }
        let byTruth = counter.totals(probabilities, width: truths).map { $0 + prior.subtype }
        let byClass = (0..<classes).map { label in
            prior.classes[label]
                + byTruth[(label * subtypes)..<((label + 1) * subtypes)].reduce(0) { $0 + $1 - prior.subtype }
        }
        rateWeights = weights
        (classWeights, subtypeWeights) = (byClass, byTruth)
        logRates = Self.logRates(weights, counter, prior.logarithm)
        let logAll = prior.logarithm(byClass.reduce(0, +))
        logPrevalence = (0..<truths).map { truth in
            let label = truth / subtypes
            let classValue = prior.logarithm(byClass[label]) - logAll
            guard subtypes > 1 else { return classValue }
            let group = byTruth[(label * subtypes)..<((label + 1) * subtypes)].reduce(0, +)
            return classValue + prior.logarithm(byTruth[truth]) - prior.logarithm(group)
        }
    }

    private static func logRates(
        _ weights: [Double],
        _ counter: WorkerCounter,
        _ logarithm: (Double) -> Double
    ) -> [Double] {
        let (truths, classes) = (counter.truths, counter.classes)
        var result = weights
        for worker in 0..<counter.workers {
            let start = worker * classes * truths
            for truth in 0..<truths {
                var sum = 0.0
                for label in 0..<classes { sum += weights[start + label * truths + truth] }
                let logSum = logarithm(sum)
                for label in 0..<classes {
                    let cell = start + label * truths + truth
                    result[cell] = logarithm(weights[cell]) - logSum
                }
            }
        }
        return result
    }

    /// Turns logarithms into probabilities that add up to 1.
    static func normalise(_ scores: inout [Double], _ row: Range<Int>) {
        let best = scores[row].max() ?? 0
        var total = 0.0
        for cell in row {
            scores[cell] = exp(scores[cell] - best)
            total += scores[cell]
        }
        for cell in row { scores[cell] /= total }
    }

    /// An exponential variable from a uniform one.
    static func exponential(_ uniform: Double) -> Double { -log1p(-uniform) }
}

extension WorkerTables {
    /// How often each class is true.
    var prevalence: [Double] {
        let all = classWeights.reduce(0, +)
        return classWeights.map { $0 / all }
    }

    /// θ as [worker][class][label], averaged over the subtypes of the class as often as they occur.
    func rates(_ counter: WorkerCounter) -> [Double] {
        let (truths, subtypes, classes) = (counter.truths, counter.subtypes, counter.classes)
        var rates = [Double](repeating: 0, count: counter.workers * classes * classes)
        for worker in 0..<counter.workers {
            for truth in 0..<truths {
                let label = truth / subtypes
                let group = subtypeWeights[(label * subtypes)..<((label + 1) * subtypes)].reduce(0, +)
                let cells = (0..<classes).map { (worker * classes + $0) * truths + truth }
                let sum = cells.reduce(0) { $0 + rateWeights[$1] }
                for (vote, cell) in cells.enumerated() {
                    rates[(worker * classes + label) * classes + vote] +=
                        subtypeWeights[truth] / group * rateWeights[cell] / sum
                }
            }
        }
        return rates
    }

    /// The bound on the evidence up to a constant: Σ ln B of all tables plus the entropy of the items.
    func evidence(_ counter: WorkerCounter, _ probabilities: [Double]) -> Double {
        let (truths, subtypes, classes) = (counter.truths, counter.subtypes, counter.classes)
        var sum = Self.logBeta(classWeights)
        for label in 0..<classes {
            sum += Self.logBeta(Array(subtypeWeights[(label * subtypes)..<((label + 1) * subtypes)]))
        }
        for worker in 0..<counter.workers {
            for truth in 0..<truths {
                sum += Self.logBeta((0..<classes).map { rateWeights[(worker * classes + $0) * truths + truth] })
            }
        }
        for item in 0..<counter.items where counter.isRated[item] {
            for cell in (item * truths)..<((item + 1) * truths) where probabilities[cell] > 0 {
                sum -= probabilities[cell] * log(probabilities[cell])
            }
        }
        return sum
    }

    private static func logBeta(_ weights: [Double]) -> Double {
        let total = weights.reduce(0, +)
        return weights.reduce(0) { $0 + SpecialFunctions.logGamma($1) } - SpecialFunctions.logGamma(total)
    }
}
