import AssayStatistics
import Synchronization
import Testing

struct StoppingStateTests {
    private static let rules: [any StoppingRule] =
        [
            StabilityRule(epsilon: 0.02), StabilityRule(epsilon: 0), BetaRule(threshold: 0.99), LeadRule(votes: 9),
            UnanimousRule(votes: 6), WindowRule(size: 7), CurtailedRule(), NeverRule(),
        ] + [CertifiedRule(delta: 0.01)].compactMap { $0 }

    /// Asks after every draw.
    private static func slow(_ labels: [Int?], _ rule: any StoppingRule) -> (draws: Int, answer: Int?) {
        var votes = VoteTally(horizon: labels.count)
        for label in labels.prefix(rule.usableDraws(of: labels.count)) {
            votes.append(label)
            if rule.shouldStop(votes: votes) { break }
        }
        return (votes.draws, rule.answer(votes: votes))
    }

    @Test("Skipping looks changes no decision", arguments: rules.indices)
    func skipping(index: Int) {
        let rule = Self.rules[index]
        var generator = SplitMix64(seed: UInt64(index))
        for horizon in [1, 2, 255, 257, 300, 901] {
            for choices in [2, 3, 40] {
                let labels: [Int?] = (0..<horizon).map { _ in
                    Int.random(in: 0...20, using: &generator) == 0
                        ? nil : Int.random(in: 0..<choices, using: &generator)
                }
                let (draws, answer) = Self.slow(labels, rule)
                let decision = SequentialDecision.decide(labels: labels, rule: rule)
                #expect(decision.draws == draws)
                #expect(decision.answer == answer)
            }
        }
    }

    @Test("After the end nothing is counted")
    func finished() {
        var state = StoppingState(rule: LeadRule(votes: 2), horizon: 10)
        let ends = [3, 3, 1].map { state.append($0) }
        #expect(ends == [false, true, true])
        #expect(state.isStopped)
        #expect(state.votes.draws == 2)
        #expect(state.answer == 3)
    }

    @Test("A rule that can use only part of the draws is finished with those")
    func unusable() {
        var state = StoppingState(rule: WindowRule(size: 4), horizon: 7)
        #expect(state.usable == 4)
        let ends = [0, 1, 0, 1].map { state.append($0) }
        #expect(ends == [false, false, false, true])
        #expect(!state.isStopped)
        #expect(StoppingState(rule: WindowRule(size: 4), horizon: 3).isFinished)
        #expect(StoppingState(rule: NeverRule(), horizon: -1).isFinished)
    }

    @Test("A close race of twenty thousand draws is decided from few looks", arguments: rules.indices)
    func longRun(index: Int) {
        let counted = CountingRule(rule: Self.rules[index])
        var generator = SplitMix64(seed: 5)
        var state = StoppingState(rule: counted, horizon: 20_000)
        while !state.append(Int.random(in: 0...1, using: &generator)) {}
        #expect(counted.looks < 6_000)
    }
}

/// Passes everything on and counts how often it is asked.
private final class CountingRule: StoppingRule {
    private let rule: any StoppingRule
    private let counter = Mutex(0)

    init(rule: any StoppingRule) { self.rule = rule }

    var looks: Int { counter.withLock { $0 } }
    var name: String { rule.name }

    func shouldStop(votes: VoteTally) -> Bool {
        counter.withLock { $0 += 1 }
        return rule.shouldStop(votes: votes)
    }

    func usableDraws(of available: Int) -> Int { rule.usableDraws(of: available) }

    func fewestDraws(votes: VoteTally) -> Int {
        StoppingRules.fewestDraws(toStop: rule, votes: votes)
    }
}
