/// What the same workers' votes on many items say about the true labels and about the workers.
///
/// Each worker j has a table of error rates: θ(j, k, l) is the probability of voting l when k is true. Given the true
/// label the votes are taken to be independent. Good workers, and bad ones whose errors are systematic, count for more
/// than guessing ones; with one vote per worker it is little more than a plurality. A worker may vote on any subset of
/// the items.
public struct WorkerModel: Sendable, Hashable {
    /// The number of classes.
    public let classes: Int

    /// The probability of each class for each item, item by item.
    let posteriors: [Double]

    /// θ as [worker][true class][vote].
    let rates: [Double]

    /// How often each class is true.
    public let prevalence: [Double]

    /// How many rounds were needed.
    public let iterations: Int

    /// Whether the last round changed no probability by more than the tolerance.
    public let hasConverged: Bool

    /// Whether an item has a vote.
    private let isRated: [Bool]

    /// Fits the model to votes, starting from the shares of the labels of each item.
    ///
    /// Deterministic. Ends when no probability changes by more than `tolerance`, or after `maximumIterations`. Published
    /// accuracies of the Bayesian methods were found with a tolerance of 10⁻³; a smaller one changes few labels.
    /// Identical votes count as often as they occur: drop copies first. nil without votes, for a negative index, for
    /// pseudo-votes that are not positive and finite, for subtypes outside 1…1,000, or when workers · classes² ·
    /// subtypes exceeds 2²⁷.
    public init?(
        votes: [WorkerVote],
        method: Method = .independentBayes(right: 4, wrong: 1),
        tolerance: Double = 1e-6,
        maximumIterations: Int = 500
    ) {
        guard method.isValid, let counter = WorkerCounter(votes: votes, subtypes: method.subtypes) else { return nil }
        let shares = counter.shares
        let prior = method.prior(shares: counter.totals(shares, width: counter.classes))
        var best: Fit?
        for restart in 0..<method.restarts {
            let start = counter.start(shares, seed: SplitMix64.output(at: UInt64(restart), seed: method.seed))
            var fit = Fit(tables: WorkerTables(counter, start, prior: prior), probabilities: start)
            while fit.iterations < max(1, maximumIterations), fit.change > tolerance { fit.advance(counter, prior) }
            if method.restarts > 1 { fit.evidence = fit.tables.evidence(counter, fit.probabilities) }
            if best.map({ fit.evidence > $0.evidence }) ?? true { best = fit }
        }
        guard let best else { return nil }
        classes = counter.classes
        isRated = counter.isRated
        iterations = best.iterations
        hasConverged = best.change <= tolerance
        posteriors = (0..<(counter.items * counter.classes)).map { cell in
            best.probabilities[(cell * counter.subtypes)..<((cell + 1) * counter.subtypes)].reduce(0, +)
        }
        prevalence = best.tables.prevalence
        rates = best.tables.rates(counter)
    }

    /// One start and how far it has come.
    private struct Fit {
        var tables: WorkerTables
        var probabilities: [Double]
        var iterations = 0
        var change = Double.infinity
        var evidence = -Double.infinity

        mutating func advance(_ counter: WorkerCounter, _ prior: WorkerTables.Prior) {
            let next = counter.probabilities(tables)
            change = zip(next, probabilities).reduce(0) { max($0, abs($1.0 - $1.1)) }
            probabilities = next
            tables = WorkerTables(counter, next, prior: prior)
            iterations += 1
        }
    }
}

extension WorkerModel {
    /// The number of items, up to the largest index that occurs.
    public var items: Int { isRated.count }

    /// The number of workers, up to the largest index that occurs.
    public var workers: Int { rates.count / (classes * classes) }

    /// The probability of each class for an item; the prevalence when nobody voted on it.
    ///
    /// - Precondition: the item is below ``items``.
    public func probabilities(item: Int) -> [Double] { Array(posteriors[(item * classes)..<((item + 1) * classes)]) }

    /// The most probable class of an item, the first of equals; nil when nobody voted on it.
    ///
    /// - Precondition: the item is below ``items``.
    public func label(item: Int) -> Int? {
        guard isRated[item] else { return nil }
        let row = probabilities(item: item)
        return row.indices.max { row[$0] < row[$1] || (row[$0] == row[$1] && $0 > $1) }
    }

    /// The probabilities of a worker's votes, one row for each true class.
    ///
    /// - Precondition: the worker is below ``workers``.
    public func errorRates(worker: Int) -> [[Double]] {
        (0..<classes).map { truth in
            let start = (worker * classes + truth) * classes
            return Array(rates[start..<(start + classes)])
        }
    }

    /// The probability that a worker's vote is right, over the classes as often as they are true.
    ///
    /// - Precondition: the worker is below ``workers``.
    public func accuracy(worker: Int) -> Double {
        errorRates(worker: worker).enumerated().reduce(0) { $0 + prevalence[$1.offset] * $1.element[$1.offset] }
    }
}
