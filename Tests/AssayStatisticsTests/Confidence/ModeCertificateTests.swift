import AssayStatistics
import Testing

struct ModeCertificateTests {
    static func certificate(_ labels: [Int?], delta: Double = 0.1) throws -> ModeCertificate {
        var certificate = try #require(ModeCertificate(delta: delta))
        for label in labels { certificate.append(label) }
        return certificate
    }

    @Test("An error rate outside 0…1 is refused")
    func errorRates() {
        for delta in [0, 1, -0.1, 2, .nan, .infinity] { #expect(ModeCertificate(delta: delta) == nil) }
    }

    @Test(
        "Unanimous votes certify at the announced number and not before",
        arguments: [(0.2, 5), (0.1, 6), (0.05, 7), (0.01, 10), (0.001, 14)]
    )
    func unanimous(delta: Double, needed: Int) throws {
        var certificate = try Self.certificate([], delta: delta)
        #expect(certificate.needed == needed)
        for vote in 1...(needed + 3) {
            certificate.append(4)
            #expect(certificate.certified == (vote >= needed))
            #expect(certificate.certified == (certificate.eValue >= 1 / delta))
        }
        #expect(certificate.leader == 4)
        #expect(certificate.votes == needed + 3)
        #expect(certificate.delta == delta)
        #expect(certificate.method == "weighted-pairwise-e-process")
    }

    @Test(
        "The evidence is the weighted likelihood ratio; the vote that discovers a label is not evidence",
        arguments: [(1, 0), (2, 0), (7, 0), (6, 2), (21, 10)]
    )
    func evidence(leader: Int, rival: Int) throws {
        let labels = Array(repeating: 0, count: leader) + Array(repeating: 1, count: rival)
        let certificate = try Self.certificate(labels)
        #expect(isClose(certificate.eValue, 0.85 * Self.ratio(leader - 1, rival), relative: 1e-10))
    }

    @Test("Against a rival that is exactly as likely, the next vote leaves the expected evidence as it is")
    func martingale() throws {
        for (leader, rival) in [(3, 1), (5, 1), (5, 3), (12, 4), (30, 22)] {
            let labels = [0, 1] + Array(repeating: 0, count: leader - 1) + Array(repeating: 1, count: rival - 1)
            let now = try Self.certificate(labels).eValue
            let won = try Self.certificate(labels + [0]).eValue
            let lost = try Self.certificate(labels + [1]).eValue
            #expect(isClose((won + lost) / 2, now, relative: 1e-12))
            #expect(won > now)
        }
    }

    @Test("A label discovered later has a smaller weight, and all votes of its rival count")
    func laterLabels() throws {
        let second = try Self.certificate([0, 0, 1, 0, 1, 1, 1, 1, 1, 1])
        #expect(isClose(second.eValue, 0.1 * Self.ratio(6, 3), relative: 1e-9))
        let third = try Self.certificate([0, 1, 2, 2, 2, 2])
        #expect(isClose(third.eValue, 0.025 * Self.ratio(3, 1), relative: 1e-9))
        let tally = [nil, 1, 2, 2, 2, 2].reduce(into: VoteTally(horizon: 9)) { $0.append($1) }
        let fromTally = try #require(ModeCertificate(delta: 0.1, votes: tally))
        #expect(isClose(fromTally.eValue, 0.1 * Self.ratio(3, 1), relative: 1e-9))
    }

    @Test("The weights of all labels add up to at most 1")
    func weights() throws {
        var total = 0.0
        for position in 0..<40 {
            // Three votes of the last label against one of each other one.
            let others = Array(0..<position)
            let certificate = try Self.certificate(others + [position, position, position])
            total += certificate.eValue / Self.ratio(2, position == 0 ? 0 : 1)
        }
        #expect(isClose(total, 1, relative: 1e-9))
    }

    /// 2ⁿ·(24/7)·∫_½¹ θ^(won+2)·(1−θ)^lost dθ.
    private static func ratio(_ won: Int, _ lost: Int) -> Double {
        SlowOracles.integral(from: 0.5, to: 1, steps: 2000) { share in
            var value = 24.0 / 7 * share * share
            for _ in 0..<won { value *= 2 * share }
            for _ in 0..<lost { value *= 2 * (1 - share) }
            return value
        }
    }

    @Test("Nothing is certified before the first vote, in a tie, or by draws without a vote")
    func noEvidence() throws {
        #expect(try Self.certificate([]).eValue == 1)
        #expect(try !Self.certificate([]).certified)
        #expect(try Self.certificate([]).leader == nil)
        #expect(try !Self.certificate(Array(repeating: nil, count: 50)).certified)
        let tie = Array(repeating: 0, count: 40) + Array(repeating: 1, count: 40)
        #expect(try !Self.certificate(tie).certified)
        #expect(try Self.certificate([nil, 2, nil, 2]).eValue == Self.certificate([2, 2]).eValue)
    }

    @Test("Overwhelming evidence stays a finite number")
    func overwhelming() throws {
        let certificate = try Self.certificate(Array(repeating: 0, count: 2001))
        #expect(certificate.eValue == .greatestFiniteMagnitude)
        #expect(
            isClose(certificate.logEValue, naturalLog(0.85 * 24 / 7 / 2003) + 2000 * naturalLog(2), relative: 1e-12)
        )
        #expect(certificate.certified)
        #expect(try Self.certificate([0], delta: .leastNonzeroMagnitude).needed > 1000)
    }

    @Test("Many labels are handled, and a late one can be certified against the others")
    func manyLabels() throws {
        let allDifferent = try Self.certificate(Array(0..<300))
        #expect(!allDifferent.certified)
        #expect(allDifferent.eValue <= 1)
        let third = try Self.certificate([0, 1] + Array(repeating: 2, count: 40))
        #expect(third.certified)
        #expect(third.leader == 2)
    }

    /// Two- and three-way ties, close races and many small labels: the hardest cases are those where two labels share
    /// the lead.
    private static let grid: [(shares: [Double], unique: Bool)] = [
        ([0.5, 0.5], false), ([0.45, 0.45, 0.1], false), ([1.0 / 3, 1.0 / 3, 1.0 / 3], false), ([0.52, 0.48], true),
        ([0.3, 0.3, 0.2, 0.2], false), ([0.4, 0.35, 0.25], true), (Array(repeating: 0.05, count: 20), false),
        ([0.6, 0.2, 0.2], true),
    ]

    @Test("With a look after every draw, wrong certificates stay below the error rate", arguments: 0..<8)
    func errorRate(scenario: Int) throws {
        let (shares, unique) = Self.grid[scenario]
        let (delta, runs, draws) = (0.2, 1000, 100)
        let rule = try #require(CertifiedRule(delta: delta))
        var generator = SplitMix64(seed: UInt64(1000 + scenario))
        var (wrong, right, votes) = (0, 0, 0)
        for _ in 0..<runs {
            var state = StoppingState(rule: rule, horizon: draws)
            while !state.append(Self.draw(shares, using: &generator)) {}
            votes += state.votes.draws
            guard state.isStopped else { continue }
            if unique && state.answer == 0 { right += 1 } else { wrong += 1 }
        }
        #expect(Double(wrong) <= delta * Double(runs))
        if shares[0] == 0.6 {
            #expect(Double(right) > 0.9 * Double(runs))
            #expect(votes < 50 * runs)
        }
    }

    /// The chance of a wrong certificate when two labels are equally likely, over all orders of a number of draws.
    @Test(
        "Two labels that tie are certified with less than the error rate, exactly",
        arguments: [0.5, 0.2, 0.1, 0.05, 0.01]
    )
    func exactTie(delta: Double) throws {
        let rule = try #require(CertifiedRule(delta: delta))
        // By votes for the first label seen; the other draws went to the second one.
        var states: [Int: Double] = [1: 1]
        var certified = 0.0
        for draws in 2...300 {
            var next: [Int: Double] = [:]
            for (first, probability) in states {
                next[first + 1, default: 0] += probability / 2
                next[first, default: 0] += probability / 2
            }
            states = [:]
            for (first, probability) in next {
                let labels = Array(repeating: 0, count: first) + Array(repeating: 1, count: draws - first)
                let tally = labels.reduce(into: VoteTally(horizon: 300)) { $0.append($1) }
                if rule.shouldStop(votes: tally) { certified += probability } else { states[first] = probability }
            }
        }
        #expect(certified <= delta)
        #expect(certified > delta / 4)
    }

    private static func draw(_ shares: [Double], using generator: inout SplitMix64) -> Int {
        var point = Double.random(in: 0..<1, using: &generator)
        for (label, share) in shares.enumerated() {
            if point < share { return label }
            point -= share
        }
        return shares.count - 1
    }
}
