/// Stopping rules replayed on items in many random orders of their draws.
///
/// Order b is drawn by `SplitMix64` seeded with output b of the seed, so that more orders never change the first ones.
/// Every rule sees the same orders.
public struct StoppingStudy: Sendable {
    /// How many random orders of every item are replayed.
    public let permutations: Int

    /// What the orders are derived from.
    public let seed: UInt64

    /// The draws that exist of each order; nil for all.
    public let horizon: Int?

    /// Plans a study; the number of orders is clamped to 1…100,000.
    public init(permutations: Int, seed: UInt64 = 0, horizon: Int? = nil) {
        self.permutations = min(max(permutations, 1), 100_000)
        self.seed = seed
        self.horizon = horizon.map { max(1, $0) }
    }

    /// A mean over the orders with its standard error; the error is nil for a single order.
    public struct Figure: Sendable, Hashable {
        /// The mean.
        public let mean: Double
        /// Its standard error over the orders.
        public let standardError: Double?
    }

    /// What a rule costs and keeps, as means over the orders.
    public struct Result: Sendable, Hashable {
        /// The draws used per item.
        public let meanSamples: Figure
        /// The share of the draws that was not needed.
        public let saved: Figure
        /// The share of the items answered rightly.
        public let accuracy: Figure
        /// The accuracy minus that of all draws of the same orders.
        public let accuracyChange: Figure
        /// The share of the items whose answer is that of all draws.
        public let agreement: Figure
        /// The rounds per item when each launches the fewest draws that could end the run.
        public let meanRounds: Figure
        /// Whether the rounds used as many draws as the sequential decisions.
        public let roundsWasteNothing: Bool
    }

    /// Replays rules; nil without items.
    ///
    /// An item agrees when the rule's answer is the plurality of all its draws in the order given, or with a horizon of
    /// the draws that exist. Items without a known right answer count as wrong; items without a draw that a rule can use
    /// are left out of its figures.
    public func replay(_ items: [DrawSequence], rules: [any StoppingRule]) -> [Result]? {
        guard !items.isEmpty else { return nil }
        let draws = Double(items.reduce(0) { $0 + $1.labels.count } * rules.count)
        let threads = Parallel.threads(work: draws * Double(permutations) * 50)
        var sums = rules.map { _ in Sums() }
        // In blocks, so that memory does not grow with the permutations; summed in their order, so that no number of
        // threads changes a bit.
        for first in stride(from: 0, to: permutations, by: 1024) {
            let tallies = Parallel.map(min(1024, permutations - first), threads: threads) { place in
                self.tallies(orders(items, first + place), of: items, rules)
            }
            for (rule, tally) in tallies.flatMap({ $0.enumerated() }) { sums[rule].add(tally) }
        }
        return sums.map { $0.result }
    }

    /// The totals of each rule over one order of each item.
    private func tallies(
        _ orders: [DrawSequence],
        of items: [DrawSequence],
        _ rules: [any StoppingRule]
    ) -> [Tally] {
        var replay = StoppingReplay(rules: rules)
        for (order, target) in zip(orders, horizon == nil ? items : orders) {
            replay.add(order, plurality: target.plurality)
        }
        return zip(rules, replay.totals).map { Tally($0, orders: orders, totals: $1) }
    }

    /// The random order of each item in one permutation.
    func orders(_ items: [DrawSequence], _ permutation: Int) -> [DrawSequence] {
        var generator = SplitMix64(seed: SplitMix64.output(at: UInt64(permutation), seed: seed))
        return items.map { $0.permuted(first: horizon ?? $0.labels.count, using: &generator) }
    }
}

extension StoppingStudy {
    /// The totals of one rule over the items of one permutation.
    private struct Tally {
        let totals: StoppingTotals
        var rounds = 0
        var roundSamples = 0
        /// The items that all their draws answer rightly.
        var full = 0

        init(_ rule: any StoppingRule, orders: [DrawSequence], totals: StoppingTotals) {
            self.totals = totals
            for order in orders where rule.usableDraws(of: order.labels.count) > 0 {
                if order.gold != nil, order.plurality == order.gold { full += 1 }
                let plan = RoundPlan.replay(labels: order.labels, rule: rule)
                rounds += plan.rounds.count
                roundSamples += plan.draws
            }
        }
    }

    /// Moments of the figures of one rule over the permutations.
    private struct Sums {
        private var samples = Moments()
        private var saved = Moments()
        private var accuracy = Moments()
        private var change = Moments()
        private var agreement = Moments()
        private var rounds = Moments()
        private var wastesNothing = true

        mutating func add(_ tally: Tally) {
            guard tally.totals.items > 0 else { return }
            let items = Double(tally.totals.items)
            samples.append(Double(tally.totals.samples) / items)
            saved.append(tally.totals.saved ?? 0)
            accuracy.append(Double(tally.totals.correct) / items)
            change.append(Double(tally.totals.correct - tally.full) / items)
            agreement.append(Double(tally.totals.agreeing) / items)
            rounds.append(Double(tally.rounds) / items)
            wastesNothing = wastesNothing && tally.roundSamples == tally.totals.samples
        }

        var result: Result {
            Result(
                meanSamples: figure(samples),
                saved: figure(saved),
                accuracy: figure(accuracy),
                accuracyChange: figure(change),
                agreement: figure(agreement),
                meanRounds: figure(rounds),
                roundsWasteNothing: wastesNothing
            )
        }

        private func figure(_ moments: Moments) -> Figure {
            let error = moments.standardDeviation.map { $0 / Double(moments.count).squareRoot() }
            return Figure(mean: moments.mean ?? 0, standardError: error)
        }
    }
}
