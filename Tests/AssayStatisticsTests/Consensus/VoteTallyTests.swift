import AssayStatistics
import Testing

struct VoteTallyTests {
    static func tally(_ labels: [Int?], horizon: Int = 100) -> VoteTally {
        labels.reduce(into: VoteTally(horizon: horizon)) { $0.append($1) }
    }

    @Test("An empty tally has no leader")
    func empty() {
        let votes = VoteTally(horizon: 7)
        #expect(votes.leader == nil)
        #expect(votes.leaderCount == 0)
        #expect(!votes.isTied)
        #expect(votes.remaining == 7)
        #expect(VoteTally(horizon: -3).horizon == 0)
    }

    @Test("Draws without a vote count as draws only")
    func missing() {
        let votes = Self.tally([nil, 2, nil, 2], horizon: 5)
        #expect(votes.draws == 4)
        #expect(votes.voters == 2)
        #expect(votes.leader == 2)
        #expect(votes.counts == [0, 0, 2])
        #expect(votes.distinct == 1)
        #expect(votes.remaining == 1)
        #expect(Self.tally([nil, nil]).leader == nil)
    }

    @Test("A tie goes to the label seen first, and is reported")
    func ties() {
        let votes = Self.tally([1, 0, 0, 1])
        #expect(votes.leader == 1)
        #expect(votes.isTied)
        #expect(votes.lead == 0)
        #expect(Self.tally([1, 0, 0]).leader == 0)
        #expect(Self.tally([0, 1, 1, 2, 2]).leader == 1)
    }

    @Test("The tail counts equal votes in a row and is broken by a draw without a vote")
    func tail() {
        #expect(Self.tally([0, 1, 1, 1]).unanimousTail == 3)
        #expect(Self.tally([1, 1, nil]).unanimousTail == 0)
        #expect(Self.tally([1, nil, 1]).unanimousTail == 1)
        #expect(Self.tally([1, nil]).lastLabel == nil)
        #expect(Self.tally([nil, 3]).lastLabel == 3)
    }

    @Test("Every figure equals a recount after every draw")
    func recount() {
        var generator = SplitMix64(seed: 31)
        for _ in 0..<60 {
            var votes = VoteTally(horizon: 30)
            var labels: [Int?] = []
            for _ in 0..<30 {
                let label: Int? =
                    Int.random(in: 0...5, using: &generator) == 0 ? nil : Int.random(in: 0...3, using: &generator)
                labels.append(label)
                votes.append(label)
                Self.check(votes, against: labels)
            }
        }
    }

    private static func check(_ votes: VoteTally, against labels: [Int?]) {
        let cast = labels.compactMap { $0 }
        var counts: [Int: Int] = [:]
        for label in cast { counts[label, default: 0] += 1 }
        let sorted = counts.values.sorted(by: >)
        let best = cast.first { counts[$0] == sorted.first }
        #expect(votes.leader == best)
        #expect(votes.leaderCount == sorted.first ?? 0)
        #expect(votes.runnerUpCount == sorted.dropFirst().first ?? 0)
        #expect(votes.distinct == counts.count)
        #expect(votes.voters == cast.count)
        #expect(votes.draws == labels.count)
        let tail = labels.reversed().prefix { $0 != nil && $0 == labels.last ?? nil }.count
        #expect(votes.unanimousTail == tail)
    }

    @Test("Hypothetical votes equal real ones for the leader")
    func adding() {
        for labels: [Int?] in [[0, 1, 1], [2, nil], [1, 0, 0, 1], [0, 1]] {
            let votes = Self.tally(labels)
            var appended = votes
            for step in 1...5 {
                appended.append(votes.leader)
                #expect(votes.adding(leaderVotes: step) == appended)
            }
        }
        #expect(Self.tally([0]).adding(leaderVotes: 0) == Self.tally([0]))
        #expect(Self.tally([]).adding(leaderVotes: 3) == Self.tally([0, 0, 0]))
        #expect(Self.tally([nil]).adding(leaderVotes: .max).voters == .max - 1)
    }
}
