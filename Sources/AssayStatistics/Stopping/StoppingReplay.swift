/// Many rules replayed on the same items in one pass over their draws.
///
/// The totals are those of ``StoppingTotals`` for each rule. A rule that looks only at the leading counts is asked once
/// for each state that occurs, not once for each draw.
public struct StoppingReplay: Sendable {
    /// What each rule costs and keeps so far, in the order of the rules.
    public private(set) var totals: [StoppingTotals]

    private let rules: [any StoppingRule]
    private let memorable: RuleSet
    private var memories: [Int: Memory] = [:]

    /// A set of rules, a bit for each.
    private typealias RuleSet = UInt32

    /// The longest horizon whose states are remembered.
    private static let longestHorizon = 64

    /// Starts without items.
    public init(rules: [any StoppingRule]) {
        self.rules = rules
        memorable = rules.prefix(RuleSet.bitWidth).enumerated().reduce(0) { set, rule in
            rule.element.looksAtLeadingCountsOnly ? set | 1 << rule.offset : set
        }
        totals = rules.map { _ in StoppingTotals() }
    }

    /// Replays an item in the order given.
    ///
    /// - Parameters:
    ///   - item: Its draws and the label of the right answer.
    ///   - plurality: The answer that counts as that of all draws.
    public mutating func add(_ item: DrawSequence, plurality: Int?) {
        let horizon = item.labels.count
        guard horizon <= Self.longestHorizon, rules.count <= RuleSet.bitWidth else {
            return addOneByOne(item, plurality: plurality)
        }
        // Taken out, so that it is changed in place.
        var memory = memories.removeValue(forKey: horizon) ?? Memory(rules, horizon: horizon)
        var active = memory.usable
        var votes = VoteTally(horizon: horizon)
        for label in item.labels where active != 0 {
            votes.append(label)
            let ended = active & memory.ending[votes.draws] | stopping(active, votes, &memory)
            forEach(in: ended) {
                totals[$0].record(votes, answer: rules[$0].answer(votes: votes), gold: item.gold, plurality: plurality)
            }
            active &= ~ended
        }
        memories[horizon] = memory
    }

    /// The totals of rules over many items, each with the answer that counts as that of all draws.
    ///
    /// The items are shared among at most `threads` threads, one per processor without a number; the totals are the same
    /// for any number.
    public static func totals(
        of items: [(draws: DrawSequence, plurality: Int?)],
        rules: [any StoppingRule],
        threads: Int? = nil
    ) -> [StoppingTotals] {
        let draws = items.reduce(0) { $0 + $1.draws.labels.count }
        let parts = Parallel.threads(work: Double(draws * rules.count) * 5, most: threads)
        let replays = Parallel.map(parts, threads: parts) { part in
            var replay = StoppingReplay(rules: rules)
            for item in items[items.count * part / parts..<items.count * (part + 1) / parts] {
                replay.add(item.draws, plurality: item.plurality)
            }
            return replay.totals
        }
        return replays.dropFirst().reduce(replays[0]) { zip($0, $1).map { $0.adding($1) } }
    }

    /// Replays an item rule by rule, which skips the draws at which a rule could not fire.
    private mutating func addOneByOne(_ item: DrawSequence, plurality: Int?) {
        for (index, rule) in rules.enumerated() {
            totals[index].add(labels: item.labels, gold: item.gold, plurality: plurality, rule: rule)
        }
    }

    /// The active rules that are satisfied.
    @inline(__always)
    private func stopping(_ active: RuleSet, _ votes: VoteTally, _ memory: inout Memory) -> RuleSet {
        guard let state = memory.index(of: votes) else { return satisfied(active, votes) }
        let new = active & memorable & ~memory.said[state].asked
        if new != 0 {
            memory.said[state].asked |= new
            memory.said[state].stopping |= satisfied(new, votes)
        }
        return active & memory.said[state].stopping | satisfied(active & ~memorable, votes)
    }

    private func satisfied(_ candidates: RuleSet, _ votes: VoteTally) -> RuleSet {
        var result: RuleSet = 0
        forEach(in: candidates) { if rules[$0].shouldStop(votes: votes) { result |= 1 << $0 } }
        return result
    }

    @inline(__always)
    private func forEach(in set: RuleSet, _ body: (Int) -> Void) {
        var left = set
        while left != 0 {
            body(left.trailingZeroBitCount)
            left &= left - 1
        }
    }

    /// What the rules have said about the states of one horizon.
    private struct Memory: Sendable {
        /// The rules that can use a draw.
        let usable: RuleSet
        /// The rules that can use no further draw, by the number of draws.
        let ending: [RuleSet]
        /// The rules that were asked and those of them that were satisfied, by state.
        var said: [(asked: RuleSet, stopping: RuleSet)]

        /// The place of the first state of each number of draws.
        private let starts: [Int]

        init(_ rules: [any StoppingRule], horizon: Int) {
            // A runner-up has at most half of the draws; leader and position give each number of draws its own width.
            starts = (0...horizon + 1).reduce(into: [0]) { $0.append($0[$1] + ($1 + 1) * ($1 / 2 + 1) * 2) }
            let usableDraws = rules.map { min($0.usableDraws(of: horizon), horizon) }
            ending = (0...horizon).map { draws in
                usableDraws.enumerated().reduce(0) { $1.element <= draws ? $0 | 1 << $1.offset : $0 }
            }
            usable = ending[horizon] & ~ending[0]
            said = Array(repeating: (0, 0), count: starts[horizon + 1])
        }

        /// The place of a state; nil for the rare ones, whose leader was found third or later.
        func index(of votes: VoteTally) -> Int? {
            let position = votes.leaderPosition ?? 0
            guard position < 2 else { return nil }
            let draws = votes.draws
            return starts[draws] &+ (votes.runnerUpCount &* 2 &+ position) &* (draws &+ 1) &+ votes.leaderCount
        }
    }
}
