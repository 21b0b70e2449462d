import AssayStatistics
import Testing

/// STATISTICS §1.4: intervals, posteriors, predictions and certificates as functions of the counts.
@Suite("Monotony of confidence")
struct IntervalPropertyTests {
    @Test("§1.4: Wilson's interval holds the share, mirrors it, and shrinks with more trials of the same share")
    func wilson() throws {
        for trials in 1...20 {
            for successes in 0...trials {
                let share = Double(successes) / Double(trials)
                let interval = try #require(Confidence.wilsonInterval(successes: successes, trials: trials))
                #expect(interval.low >= 0 && interval.low <= share && share <= interval.high && interval.high <= 1)
                let mirror = try #require(Confidence.wilsonInterval(successes: trials - successes, trials: trials))
                #expect(isClose(mirror.low, 1 - interval.high, absolute: 1e-14))
                let more = try #require(Confidence.wilsonInterval(successes: 3 * successes, trials: 3 * trials))
                #expect(more.high - more.low < interval.high - interval.low)
                let surer = try #require(Confidence.wilsonInterval(successes: successes, trials: trials, z: 3))
                #expect(surer.high - surer.low > interval.high - interval.low)
            }
        }
        let huge = try #require(Confidence.wilsonInterval(successes: Int.max / 2, trials: Int.max))
        #expect(huge.low < 0.5 && huge.high > 0.5 && huge.high - huge.low < 1e-9)
    }

    @Test("§1.4: both posteriors rise with the leader, fall with the runner-up and mirror when the counts are swapped")
    func posteriors() throws {
        for leader in 0..<30 {
            for rival in stride(from: 0, to: 60, by: 7) {
                let uniform = Confidence.betaPosterior(leader: leader, runnerUp: rival)
                let swapped = Confidence.betaPosterior(leader: rival, runnerUp: leader)
                #expect(isClose(uniform + swapped, 1, absolute: 1e-13))
                #expect(Confidence.betaPosterior(leader: leader + 1, runnerUp: rival) > uniform)
                #expect(Confidence.betaPosterior(leader: leader, runnerUp: rival + 1) < uniform)
                guard leader + rival >= 2 else { continue }
                let modal = try #require(Confidence.modalAnswer(leader: leader, runnerUp: rival))
                let more = try #require(Confidence.modalAnswer(leader: leader + 1, runnerUp: rival))
                let back = try #require(Confidence.modalAnswer(leader: rival, runnerUp: leader))
                #expect(more > modal && (0...1).contains(modal))
                #expect(isClose(modal + back, 1, absolute: 1e-13))
            }
        }
    }

    @Test("§1.4: the stability is inside 0…1, ½ in a tie, mirrored when swapped, and 1 only where the lead is safe")
    func stability() {
        for (leader, rival) in [(0, 0), (1, 0), (3, 2), (7, 7), (9, 0), (20, 1), (1_000_000, 999_000)] {
            for rest in [0, 1, 30, 1_000_000_000] {
                for remaining in [0, 1, 2, 8, 9, 40] {
                    let value = Confidence.horizonStability(
                        leader: leader,
                        runnerUp: rival,
                        rest: rest,
                        remaining: remaining
                    )
                    let swapped = Confidence.horizonStability(
                        leader: rival,
                        runnerUp: leader,
                        rest: rest,
                        remaining: remaining
                    )
                    #expect((value == 1) == (leader - rival > remaining), "\(leader), \(rival), \(rest), \(remaining)")
                    #expect(leader == rival ? value == 0.5 : value > 0.5 && value <= 1)
                    #expect(isClose(swapped, 1 - value, absolute: 1e-12))
                }
            }
        }
    }

    private static func certificate(_ won: Int, _ lost: Int, delta: Double = 0.05) throws -> ModeCertificate {
        let labels = [Int?](repeating: 0, count: won) + [Int?](repeating: 1, count: lost)
        return try #require(ModeCertificate(delta: delta, votes: VoteTallyTests.tally(labels)))
    }

    @Test("§1.4: each vote for the leader adds evidence, each one against it takes some, and a certificate stays")
    func certificates() throws {
        for lost in 0..<6 {
            var isCertified = false
            for won in (lost + 2)..<40 {
                let certificate = try Self.certificate(won, lost)
                #expect(try Self.certificate(won + 1, lost).logEValue > certificate.logEValue)
                #expect(try Self.certificate(won, lost + 1).logEValue < certificate.logEValue)
                #expect(certificate.certified == (certificate.logEValue >= -naturalLog(0.05)))
                #expect(certificate.certified || !isCertified)
                isCertified = certificate.certified
            }
            #expect(isCertified)
        }
    }
}
