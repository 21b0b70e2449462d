#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The two halves of a round: from probabilities of the items to tables of the workers, and back.
struct WorkerCounter {
    /// What is known of the workers and classes.
    struct Tables {
        /// ln θ, or its expectation, as [worker][vote][true class].
        var logRates: [Double]
        /// ln of the prevalence, or its expectation.
        var logPrevalence: [Double]
        /// θ as [worker][true class][vote].
        var rates: [Double]
        /// How often each class is true.
        var prevalence: [Double]
    }

    let votes: [WorkerVote]
    let items: Int
    let workers: Int
    let classes: Int
    let isRated: [Bool]

    init?(votes: [WorkerVote]) {
        let limit = 1 << 27
        guard !votes.isEmpty else { return nil }
        guard votes.allSatisfy({ min($0.item, $0.worker, $0.label) >= 0 && max($0.item, $0.worker) < limit }) else {
            return nil
        }
        guard let last = votes.map(\.label).max(), last < 10_000 else { return nil }
        classes = last + 1
        items = (votes.map(\.item).max() ?? 0) + 1
        workers = (votes.map(\.worker).max() ?? 0) + 1
        guard workers <= limit / (classes * classes), items <= limit / classes else { return nil }
        var isRated = [Bool](repeating: false, count: items)
        for vote in votes { isRated[vote.item] = true }
        self.isRated = isRated
        self.votes = votes
    }

    /// The share of each label among the votes on each item; even shares without votes.
    var shares: [Double] {
        var counts = [Double](repeating: 0, count: items * classes)
        for vote in votes { counts[vote.item * classes + vote.label] += 1 }
        for item in 0..<items {
            let row = (item * classes)..<((item + 1) * classes)
            let total = counts[row].reduce(0, +)
            for cell in row { counts[cell] = total > 0 ? counts[cell] / total : 1 / Double(classes) }
        }
        return counts
    }

    /// The tables that follow from the probabilities of the items.
    func estimate(_ posteriors: [Double], method: WorkerModel.Method) -> Tables {
        let (right, wrong): (Double, Double)
        switch method {
        case .dawidSkene(let smoothing): (right, wrong) = (smoothing, smoothing)
        case .independentBayes(let own, let other): (right, wrong) = (own, other)
        }
        var counts = [Double](repeating: 0, count: workers * classes * classes)
        for cell in counts.indices { counts[cell] = cell / classes % classes == cell % classes ? right : wrong }
        for vote in votes {
            for truth in 0..<classes {
                counts[(vote.worker * classes + vote.label) * classes + truth] +=
                    posteriors[vote.item * classes + truth]
            }
        }
        var totals = [Double](repeating: 1, count: classes)
        for item in 0..<items where isRated[item] {
            for truth in 0..<classes { totals[truth] += posteriors[item * classes + truth] }
        }
        if case .dawidSkene = method { return tables(counts, totals) { log($0) } }
        return tables(counts, totals, logarithm: SpecialFunctions.digamma)
    }

    private func tables(_ counts: [Double], _ totals: [Double], logarithm: (Double) -> Double) -> Tables {
        let all = totals.reduce(0, +)
        var tables = Tables(
            logRates: counts,
            logPrevalence: totals.map { logarithm($0) - logarithm(all) },
            rates: counts,
            prevalence: totals.map { $0 / all }
        )
        for worker in 0..<workers {
            for truth in 0..<classes {
                let cells = (0..<classes).map { (worker * classes + $0) * classes + truth }
                let sum = cells.reduce(0) { $0 + counts[$1] }
                let logSum = logarithm(sum)
                for (label, cell) in cells.enumerated() {
                    tables.logRates[cell] = logarithm(counts[cell]) - logSum
                    tables.rates[(worker * classes + truth) * classes + label] = counts[cell] / sum
                }
            }
        }
        return tables
    }

    /// The probabilities of the items that follow from the tables, normalised in logarithms.
    func posteriors(_ tables: Tables) -> [Double] {
        var scores = [Double](repeating: 0, count: items * classes)
        for item in 0..<items {
            for truth in 0..<classes { scores[item * classes + truth] = tables.logPrevalence[truth] }
        }
        for vote in votes {
            let start = (vote.worker * classes + vote.label) * classes
            for truth in 0..<classes { scores[vote.item * classes + truth] += tables.logRates[start + truth] }
        }
        for item in 0..<items {
            let row = (item * classes)..<((item + 1) * classes)
            let best = scores[row].max() ?? 0
            for cell in row { scores[cell] = exp(scores[cell] - best) }
            let total = scores[row].reduce(0, +)
            for cell in row { scores[cell] /= total }
        }
        return scores
    }
}
