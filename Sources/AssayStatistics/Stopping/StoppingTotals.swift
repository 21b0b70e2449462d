/// What a rule costs and keeps over many items whose draws are all known.
public struct StoppingTotals: Sendable, Hashable {
    /// How many items were replayed: those with a draw that the rule can use.
    public private(set) var items = 0

    /// The draws used, over all items.
    public private(set) var samples = 0

    /// The draws there were, over all items.
    public private(set) var available = 0

    /// The items whose answer is the right one.
    public private(set) var correct = 0

    /// The items whose answer is the plurality of all their draws.
    public private(set) var agreeing = 0

    /// Starts without items.
    public init() {}

    /// Replays an item in the order given; one without a draw that the rule can use is left out.
    ///
    /// - Parameters:
    ///   - labels: Its draws, nil for one without a vote.
    ///   - gold: The label of the right answer, if known.
    ///   - plurality: The plurality of all draws; an item without any vote agrees with itself.
    ///   - rule: The rule.
    public mutating func add(labels: some Collection<Int?>, gold: Int?, plurality: Int?, rule: any StoppingRule) {
        guard rule.usableDraws(of: labels.count) > 0 else { return }
        let decision = SequentialDecision.decide(labels: labels, rule: rule)
        record(draws: decision.draws, of: labels.count, answer: decision.answer, gold: gold, plurality: plurality)
    }

    /// Counts an item whose decision is known.
    mutating func record(_ votes: VoteTally, answer: Int?, gold: Int?, plurality: Int?) {
        record(draws: votes.draws, of: votes.horizon, answer: answer, gold: gold, plurality: plurality)
    }

    /// The totals over the items of both.
    func adding(_ other: StoppingTotals) -> StoppingTotals {
        var sum = self
        sum.items += other.items
        sum.samples += other.samples
        sum.available += other.available
        sum.correct += other.correct
        sum.agreeing += other.agreeing
        return sum
    }

    private mutating func record(draws: Int, of horizon: Int, answer: Int?, gold: Int?, plurality: Int?) {
        items += 1
        samples += draws
        available += horizon
        if let answer, answer == gold { correct += 1 }
        if answer == plurality { agreeing += 1 }
    }
}

extension StoppingTotals {
    /// The share of the draws that was not needed; nil without draws.
    public var saved: Double? { available > 0 ? 1 - Double(samples) / Double(available) : nil }

    /// The draws per item; nil without items.
    public var meanSamples: Double? { share(samples) }

    /// The share of the items answered rightly; nil without items.
    public var accuracy: Double? { share(correct) }

    /// The share of the items whose answer is that of all draws; nil without items.
    public var agreement: Double? { share(agreeing) }

    private func share(_ count: Int) -> Double? { items > 0 ? Double(count) / Double(items) : nil }
}
