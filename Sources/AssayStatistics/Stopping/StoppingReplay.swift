/// Many rules replayed on the same items in one pass over their draws.
///
/// The totals are those of ``StoppingTotals`` for each rule. A rule that looks only at the leading counts is asked once
/// for each state that occurs, not once for each draw.
public struct StoppingReplay: Sendable {
    /// What each rule costs and keeps so far, in the order of the rules.
    public private(set) var totals: [StoppingTotals]

    private let rules: [any StoppingRule]
    private let isMemorable: [Bool]
    /// What the rules have said, by horizon: 0 not asked, 1 go on, 2 stop; a row of rules for each state.
    private var memories: [Int: [UInt8]] = [:]

    /// The longest horizon whose states are remembered.
    private static let longestHorizon = 64

    /// Starts without items.
    public init(rules: [any StoppingRule]) {
        self.rules = rules
        isMemorable = rules.map(\.looksAtLeadingCountsOnly)
        totals = rules.map { _ in StoppingTotals() }
    }

    /// Replays an item in the order given.
    ///
    /// - Parameters:
    ///   - item: Its draws and the label of the right answer.
    ///   - plurality: The answer that counts as that of all draws.
    public mutating func add(_ item: DrawSequence, plurality: Int?) {
        let horizon = item.labels.count
        guard horizon <= Self.longestHorizon else { return addLong(item, plurality: plurality) }
        let usable = rules.map { $0.usableDraws(of: horizon) }
        var active = rules.indices.filter { usable[$0] > 0 }
        var memory = takeMemory(horizon)
        var votes = VoteTally(horizon: horizon)
        for label in item.labels where !active.isEmpty {
            votes.append(label)
            var place = 0
            while place < active.count {
                let rule = active[place]
                if stops(rule, votes, &memory) || votes.draws >= usable[rule] {
                    let answer = rules[rule].answer(votes: votes)
                    totals[rule].record(votes, answer: answer, gold: item.gold, plurality: plurality)
                    active.remove(at: place)
                } else {
                    place += 1
                }
            }
        }
        memories[horizon] = memory
    }

    /// Replays a long item rule by rule, which skips the draws at which a rule could not fire.
    private mutating func addLong(_ item: DrawSequence, plurality: Int?) {
        for (index, rule) in rules.enumerated() {
            totals[index].add(labels: item.labels, gold: item.gold, plurality: plurality, rule: rule)
        }
    }

    /// Takes the memory of a horizon out, so that it is changed in place.
    private mutating func takeMemory(_ horizon: Int) -> [UInt8] {
        if let memory = memories.removeValue(forKey: horizon) { return memory }
        let side = horizon + 1
        return [UInt8](repeating: 0, count: side * side * side * rules.count)
    }

    private func stops(_ rule: Int, _ votes: VoteTally, _ memory: inout [UInt8]) -> Bool {
        guard isMemorable[rule] else { return rules[rule].shouldStop(votes: votes) }
        let side = votes.horizon + 1
        let state = (votes.leaderCount * side + votes.runnerUpCount) * side + votes.draws
        let slot = state * rules.count + rule
        if memory[slot] == 0 { memory[slot] = rules[rule].shouldStop(votes: votes) ? 2 : 1 }
        return memory[slot] == 2
    }
}
