import AssayStatistics
import Testing

/// STATISTICS §1.3: what a consensus must not depend on.
@Suite("Invariances of the consensus")
struct ConsensusInvarianceTests {
    private static let elections: [[Int?]] =
        [[], [nil], [nil, nil], [0], [2, 2, 2], [0, 1, 2, 3], [1, 0, 0, 1], [nil, 3, nil]]
        + (1...12).map { HostileInputs.randomLabels(seed: UInt64($0), count: 15, classes: 3) }

    @Test("§1.3: the order of the draws decides nothing but which of tied labels is named")
    func order() {
        var generator = SplitMix64(seed: 11)
        for labels in Self.elections {
            let votes = VoteTallyTests.tally(labels)
            let other = VoteTallyTests.tally(labels.shuffled(using: &generator))
            #expect(other.counts == votes.counts)
            #expect(other.winners == votes.winners)
            #expect((other.leaderCount, other.runnerUpCount) == (votes.leaderCount, votes.runnerUpCount))
            #expect((other.isTied, other.voters, other.draws) == (votes.isTied, votes.voters, votes.draws))
            if !votes.isTied { #expect(other.leader == votes.leader) }
            for label in 0..<4 { #expect(other.credit(for: label) == votes.credit(for: label)) }
        }
    }

    @Test("§1.3: giving every draw twice changes neither the leader nor any share")
    func duplication() {
        for labels in Self.elections {
            let (once, twice) = (VoteTallyTests.tally(labels), VoteTallyTests.tally(labels + labels))
            #expect(twice.leader == once.leader)
            #expect(twice.isTied == once.isTied)
            #expect(twice.lead == 2 * once.lead)
            #expect(
                Confidence.majorityShare(leader: twice.leaderCount, voters: twice.voters)
                    == Confidence.majorityShare(leader: once.leaderCount, voters: once.voters)
            )
            #expect(Confidence.entropy(counts: twice.counts) == Confidence.entropy(counts: once.counts))
        }
    }

    @Test("§1.3: the winner of a field is the leader of its votes, and a tie is reported by both")
    func oneField() {
        for labels in Self.elections where !labels.isEmpty {
            let (votes, record) = (VoteTallyTests.tally(labels), RecordConsensus(records: labels.map { [$0] }))
            #expect(record.composite == [votes.leader])
            #expect(record.tied == [votes.isTied])
            #expect(record.isObserved)
        }
    }

    private static func records(_ seed: UInt64) -> [[Int?]] {
        var generator = SplitMix64(seed: seed)
        return (0..<9).map { _ -> [Int?] in (0..<3).map { _ in Int.random(in: 0...2, using: &generator) } }
    }

    @Test("§1.3: giving every record twice leaves composite, ties, medoid and whether it was observed alone")
    func recordDuplication() {
        for seed in 1...12 as ClosedRange<UInt64> {
            let records = Self.records(seed)
            let (once, twice) = (RecordConsensus(records: records), RecordConsensus(records: records + records))
            #expect(twice == once)
        }
    }

    @Test("§1.3: centres of numbers are the same in every order, and the lower median is one that was seen")
    func numbers() throws {
        var generator = SplitMix64(seed: 13)
        let samples: [[Double]] = [
            [0.5], [2, 2, 2], [1, .nan, 3], HostileInputs.numbers, HostileInputs.numbers + HostileInputs.notFinite,
            HostileInputs.randomNumbers(seed: 4, count: 30),
        ]
        for values in samples {
            let summary = try #require(NumericSummary(values: values))
            let other = try #require(NumericSummary(values: values.shuffled(using: &generator)))
            #expect(other.mean == summary.mean)
            #expect(other.standardDeviation == summary.standardDeviation)
            #expect((other.median, other.lowerMedian) == (summary.median, summary.lowerMedian))
            #expect(other.trimmedMean() == summary.trimmedMean())
            #expect(other.quantile(0.3) == summary.quantile(0.3))
            #expect(other.medianAbsoluteDeviation == summary.medianAbsoluteDeviation)
            #expect(values.contains(summary.lowerMedian))
            #expect(summary.minimum <= summary.mean && summary.mean <= summary.maximum)
        }
        #expect(NumericSummary(values: []) == nil)
        #expect(NumericSummary(values: HostileInputs.notFinite) == nil)
    }

    @Test("§1.3: giving every number twice leaves mean, median and mode alone")
    func numberDuplication() throws {
        for count in [1, 2, 9, 20] {
            let values = HostileInputs.randomNumbers(seed: UInt64(count), count: count)
            let once = try #require(NumericSummary(values: values))
            let twice = try #require(NumericSummary(values: values + values))
            #expect(twice.median == once.median)
            #expect(isClose(twice.mean, once.mean, relative: 1e-15))
            #expect(Consensus.mode(values + values) == Consensus.mode(values))
        }
        #expect(Consensus.mode([-0.0, 1, 0, 1, 0]) == 0)
        #expect(Consensus.mode([]) == nil)
        #expect(Consensus.mode(HostileInputs.notFinite) == nil)
    }
}
