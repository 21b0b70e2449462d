import AssayStatistics
import Testing

/// Expected values are rounded from 50-digit arithmetic or computed by hand.
struct ConfidenceTests {
    @Test(
        "Both posteriors agree with high-precision values",
        arguments: [
            (2, 0, 0.924413181578387562050357, 0.875), (3, 0, 0.966854499736226318255392, 0.9375),
            (4, 1, 0.912287090676147917420347, 0.890625), (5, 5, 0.5, 0.5),
            (40, 12, 0.999965727821250024752889, 0.999959143325003685376373), (1, 1, 0.5, 0.5),
            (12, 0, 0.999962728925185546055216, 0.9998779296875),
            (400, 350, 0.966091109830922672895341, 0.965999325894858532558727),
        ]
    )
    func posteriors(leader: Int, runnerUp: Int, jeffreys: Double, uniform: Double) {
        #expect(isClose(Confidence.modalAnswer(leader: leader, runnerUp: runnerUp), jeffreys, relative: 1e-14))
        #expect(isClose(Confidence.betaPosterior(leader: leader, runnerUp: runnerUp), uniform, relative: 1e-14))
    }

    @Test("The uniform posterior is exact for few votes and continues smoothly")
    func exactPosterior() {
        #expect(Confidence.betaPosterior(leader: 0, runnerUp: 0) == 0.5)
        #expect(Confidence.betaPosterior(leader: 1, runnerUp: 0) == 0.75)
        #expect(Confidence.betaPosterior(leader: 3, runnerUp: 0) == 0.9375)
        for (leader, runnerUp) in [(26, 25), (30, 21), (30, 22), (51, 0), (52, 0), (20, 31)] {
            let fraction = 1 - SpecialFunctions.regularizedIncompleteBeta(0.5, Double(leader + 1), Double(runnerUp + 1))
            #expect(isClose(Confidence.betaPosterior(leader: leader, runnerUp: runnerUp), fraction, absolute: 1e-14))
        }
    }

    @Test("The modal posterior needs two votes and mirrors when the counts are swapped")
    func modalAnswerEdges() throws {
        #expect(Confidence.modalAnswer(leader: 1, runnerUp: 0) == nil)
        #expect(Confidence.modalAnswer(leader: 0, runnerUp: 0) == nil)
        #expect(Confidence.modalAnswer(leader: -1, runnerUp: 5) == nil)
        #expect(Confidence.modalAnswer(leader: .max, runnerUp: 0) == 1)
        for (a, b) in [(3, 1), (10, 9), (25, 4)] {
            let forward = try #require(Confidence.modalAnswer(leader: a, runnerUp: b))
            #expect(isClose(Confidence.modalAnswer(leader: b, runnerUp: a), 1 - forward, absolute: 1e-15))
        }
    }

    @Test(
        "Wilson's interval agrees with high-precision values",
        arguments: [
            (5, 5, 0.565517535216825238915217, 1.0), (3, 10, 0.107791267406301033916037, 0.603221852538854647894376),
            (40, 40, 0.912378398802713365364391, 1), (0, 7, 0, 0.354330435066687400786207),
        ]
    )
    func wilson(successes: Int, trials: Int, low: Double, high: Double) throws {
        let interval = try #require(Confidence.wilsonInterval(successes: successes, trials: trials))
        #expect(isClose(interval.low, low, relative: 1e-14))
        #expect(isClose(interval.high, high, relative: 1e-14))
        #expect(Confidence.wilsonLower(successes: successes, trials: trials) == interval.low)
    }

    @Test("Wilson's interval is undefined for impossible counts")
    func wilsonEdges() {
        #expect(Confidence.wilsonLower(successes: 0, trials: 0) == nil)
        #expect(Confidence.wilsonLower(successes: 3, trials: 2) == nil)
        #expect(Confidence.wilsonLower(successes: -1, trials: 2) == nil)
        #expect(Confidence.wilsonLower(successes: 1, trials: 2, z: .nan) == nil)
        #expect(Confidence.wilsonLower(successes: 1, trials: 2, z: 0) == 0.5)
    }

    @Test("Measures of diversity are as computed by hand")
    func diversity() {
        #expect(isClose(Confidence.pairwiseAgreement(counts: [3, 2]), 0.4))
        #expect(isClose(Confidence.entropy(counts: [2, 2]), 0.693147180559945309417232))
        #expect(Confidence.entropy(counts: [5, 0]) == 0)
        #expect(Confidence.semanticNegentropy(counts: [1, 1, 1, 1]) == 0)
        #expect(Confidence.semanticNegentropy(counts: [4]) == 1)
        #expect(isClose(Confidence.semanticNegentropy(counts: [2, 2]), 0.5))
        #expect(Confidence.semanticSets(counts: [1, 0, 1, 1]) == 0)
        #expect(Confidence.semanticSets(counts: [3]) == 1)
        #expect(isClose(Confidence.semanticSets(counts: [3, 2]), 0.75))
        #expect(Confidence.majorityShare(leader: 3, voters: 4) == 0.75)
        #expect(Confidence.margin(leader: 3, runnerUp: 1, voters: 4) == 0.5)
    }

    @Test("What is undefined for no or one vote is nil")
    func undefined() {
        #expect(Confidence.majorityShare(leader: 0, voters: 0) == nil)
        #expect(Confidence.margin(leader: 0, runnerUp: 0, voters: 0) == nil)
        #expect(Confidence.entropy(counts: []) == nil)
        for counts in [[], [1], [0, 1]] {
            #expect(Confidence.pairwiseAgreement(counts: counts) == nil)
            #expect(Confidence.semanticNegentropy(counts: counts) == nil)
            #expect(Confidence.semanticSets(counts: counts) == nil)
        }
    }

    @Test("The order of the labels does not matter")
    func permutation() throws {
        let counts = [7, 1, 0, 4, 2]
        var generator = SplitMix64(seed: 2)
        for _ in 0..<10 {
            let shuffled = counts.shuffled(using: &generator)
            let entropy = try #require(Confidence.entropy(counts: counts))
            #expect(isClose(Confidence.entropy(counts: shuffled), entropy))
            #expect(Confidence.pairwiseAgreement(counts: shuffled) == Confidence.pairwiseAgreement(counts: counts))
        }
    }
}
