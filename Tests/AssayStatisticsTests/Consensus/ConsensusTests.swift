import AssayStatistics
import Testing

struct ConsensusTests {
    @Test("The mode is the most frequent value, the first seen of equals")
    func mode() {
        #expect(Consensus.mode([3, 1, 2, 1]) == 1)
        #expect(Consensus.mode([3, 1, 1, 3]) == 3)
        #expect(Consensus.mode([-0.0, 5, 0.0]) == 0)
        #expect(Consensus.mode([.nan, .infinity, 2]) == 2)
        #expect(Consensus.mode([]) == nil)
    }

    @Test("The medoid over a closure equals that of the matrix")
    func medoid() {
        var generator = SplitMix64(seed: 36)
        for count in [1, 2, 7, 20] {
            let points = (0..<count).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
            let expected = DistanceMatrix(count: count) { abs(points[$0] - points[$1]) }.medoid
            #expect(Consensus.medoid(count: count) { abs(points[$0] - points[$1]) } == expected)
        }
    }

    @Test("Ties go to the first member and undefined distances to nil")
    func edges() {
        #expect(Consensus.medoid(count: 3) { _, _ in 1 } == 0)
        #expect(Consensus.medoid(count: 0) { _, _ in 1 } == nil)
        #expect(Consensus.medoid(count: -2) { _, _ in 1 } == nil)
        #expect(Consensus.medoid(count: 2) { _, _ in .nan } == nil)
    }

    @Test("Centres of lopsided numbers are ordered mean, trimmed mean, median, lower median")
    func centres() throws {
        let summary = try #require(NumericSummary(values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]))
        #expect(summary.mean == 14.5)
        #expect(summary.trimmedMean() == 5.5)
        #expect(summary.median == 5.5 && summary.lowerMedian == 5)
    }

    @Test("All winners are listed and share the credit")
    func credit() {
        let votes = VoteTallyTests.tally([2, 0, 2, 0, 1])
        #expect(votes.winners == [0, 2] && votes.leader == 2)
        #expect(votes.credit(for: 0) == 0.5 && votes.credit(for: 2) == 0.5)
        #expect(votes.credit(for: 1) == 0 && votes.credit(for: nil) == 0)
        #expect(VoteTally(horizon: 3).winners.isEmpty)
        #expect(VoteTally(horizon: 3).credit(for: 0) == 0)
        #expect(VoteTallyTests.tally([4]).credit(for: 4) == 1)
    }
}
