import AssayStatistics
import Testing

struct EffortTests {
    @Test("Longer answers come after shorter ones of the same share, never after a smaller share")
    func order() throws {
        let short = try #require(Confidence.effortRankedShare(leader: 4, voters: 5, efforts: [10, 20, 30]))
        let long = try #require(Confidence.effortRankedShare(leader: 4, voters: 5, efforts: [1e8, 1e9, 1e9]))
        let split = try #require(Confidence.effortRankedShare(leader: 3, voters: 5, efforts: [1, 1]))
        #expect(short > long)
        #expect(long > split)
        let close = try #require(Confidence.effortRankedShare(leader: 39_999, voters: 40_000, efforts: [1]))
        #expect(try #require(Confidence.effortRankedShare(leader: 40_000, voters: 40_000, efforts: [9e8])) > close)
    }

    @Test("The second term is the mean logarithm of the efforts that make sense")
    func formula() {
        let score = Confidence.effortRankedShare(leader: 1, voters: 2, efforts: [2, 8, 0, -3, .nan, .infinity])
        #expect(isClose(score, 0.5 - 1e-6 * naturalLog(4), relative: 1e-15))
        #expect(Confidence.effortRankedShare(leader: 1, voters: 2, efforts: []) == 0.5)
        #expect(Confidence.effortRankedShare(leader: 0, voters: 0, efforts: [1]) == nil)
    }
}
