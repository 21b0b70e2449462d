/// What the same workers' votes on many items say about the true labels and about the workers.
///
/// Each worker j has a table of error rates: θ(j, k, l) is the probability of voting l when k is true. Given the true
/// label the votes are taken to be independent. Good workers, and bad ones whose errors are systematic, count for more
/// than guessing ones; with one vote per worker it is little more than a plurality. A worker may vote on any subset of
/// the items.
public struct WorkerModel: Sendable, Hashable {
    /// How the probabilities are estimated.
    public enum Method: Sendable, Hashable {
        /// Maximum likelihood by expectation maximisation, with `smoothing` pseudo-votes for each cell of a table.
        ///
        /// Source: Dawid and Skene, Applied Statistics 28 (1979), 20.
        case dawidSkene(smoothing: Double)
        /// Variational Bayes with Dirichlet priors: `right` pseudo-votes for the true label of each worker, `wrong` for
        /// every other one.
        ///
        /// Source: Kim and Ghahramani, AISTATS 2012, as evaluated by Li, Rubinstein and Cohn, ICML 2019.
        case independentBayes(right: Double, wrong: Double)
    }

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
    /// Deterministic. Ends when no probability of an item changes by more than `tolerance`, or after
    /// `maximumIterations`. Identical votes count as often as they occur: drop copies first. nil without votes, for a
    /// negative index, for pseudo-votes that are not positive and finite, or when workers × classes² exceeds 2²⁷.
    public init?(
        votes: [WorkerVote],
        method: Method = .independentBayes(right: 4, wrong: 1),
        tolerance: Double = 1e-6,
        maximumIterations: Int = 500
    ) {
        guard let counter = WorkerCounter(votes: votes), Self.isValid(method) else { return nil }
        var posteriors = counter.shares
        var tables = counter.estimate(posteriors, method: method)
        var (round, change) = (0, Double.infinity)
        while round < max(1, maximumIterations), change > tolerance {
            round += 1
            let next = counter.posteriors(tables)
            change = zip(next, posteriors).reduce(0) { max($0, abs($1.0 - $1.1)) }
            posteriors = next
            tables = counter.estimate(posteriors, method: method)
        }
        classes = counter.classes
        isRated = counter.isRated
        iterations = round
        hasConverged = change <= tolerance
        self.posteriors = posteriors
        prevalence = tables.prevalence
        rates = tables.rates
    }

    private static func isValid(_ method: Method) -> Bool {
        switch method {
        case .dawidSkene(let smoothing): smoothing > 0 && smoothing.isFinite
        case .independentBayes(let right, let wrong): right > 0 && right.isFinite && wrong > 0 && wrong.isFinite
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
