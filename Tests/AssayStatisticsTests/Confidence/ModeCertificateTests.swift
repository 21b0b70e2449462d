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
        arguments: [(0.2, 6), (0.1, 7), (0.05, 8), (0.01, 11), (0.001, 14)]
    )
    func unanimous(delta: Double, needed: Int) throws {
        var certificate = try Self.certificate([], delta: delta)
        #expect(certificate.needed == needed)
        for vote in 1...(needed + 3) {
            certificate.append(4)
            #expect(certificate.certified == (vote >= needed))
            #expect(certificate.certified == (certificate.eValue >= 2 / delta))
        }
        #expect(certificate.leader == 4)
        #expect(certificate.votes == needed + 3)
        #expect(certificate.delta == delta)
        #expect(certificate.method == "pairwise-mixture-e-process")
    }

    /// Likelihood ratios rounded from 50-digit arithmetic; the discovering vote itself is not evidence.
    @Test(
        "The evidence is the weighted likelihood ratio",
        arguments: [
            (1, 0, 1.0), (2, 0, 1.63661977236758134307554), (7, 0, 28.7826655373494995973021),
            (6, 2, 0.980850136127267739735352), (21, 10, 1.52672423622496266515335),
        ]
    )
    func evidence(leader: Int, rival: Int, ratio: Double) throws {
        let labels = Array(repeating: 0, count: leader) + Array(repeating: 1, count: rival)
        let certificate = try Self.certificate(labels)
        #expect(isClose(certificate.eValue, 0.9 * ratio + 0.1, relative: 1e-13))
    }

    @Test("Against a rival that is exactly as likely, the next vote leaves the expected evidence as it is")
    func martingale() throws {
        for (leader, rival) in [(2, 1), (5, 1), (5, 3), (12, 4), (30, 22)] {
            let labels = [0, 1] + Array(repeating: 0, count: leader - 1) + Array(repeating: 1, count: rival - 1)
            let now = try Self.certificate(labels).eValue
            let won = try Self.certificate(labels + [0]).eValue
            let lost = try Self.certificate(labels + [1]).eValue
            #expect(isClose((won + lost) / 2, now, relative: 1e-12))
            #expect(won > now)
        }
    }

    @Test("The second label discovered gets its own weight and only the draws after its discovery")
    func secondLabel() throws {
        // Label 1 wins 6 draws after its discovery while label 0 has 2 before it and 1 after; its ratio has weight .05.
        let certificate = try Self.certificate([0, 0, 1, 0, 1, 1, 1, 1, 1, 1])
        let againstFirst = 0.05 * Self.ratio(6, 1) + 0.95
        let againstUnseen = 0.9 * Self.ratio(2, 0) + 0.05 * Self.ratio(6, 0) + 0.05
        #expect(isClose(certificate.eValue, min(againstFirst, againstUnseen), relative: 1e-9))
    }

    /// 2ⁿ·(2/π)·∫_½¹ θ^(won−½)·(1−θ)^(lost−½) dθ, in the angle where the prior is flat.
    private static func ratio(_ won: Int, _ lost: Int) -> Double {
        SlowOracles.integral(from: 0, to: Double.pi / 4, steps: 2000) { angle in
            let (sine, cosine) = sineAndCosine(angle)
            var value = 4 / Double.pi
            for _ in 0..<won { value *= 2 * cosine * cosine }
            for _ in 0..<lost { value *= 2 * sine * sine }
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
        #expect(isClose(certificate.logEValue, 1382.61462962775547391769 - 0.105360515657826, relative: 1e-12))
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
        let (delta, runs, draws) = (0.2, 400, 60)
        var generator = SplitMix64(seed: UInt64(1000 + scenario))
        var (wrong, right) = (0, 0)
        for _ in 0..<runs {
            var certificate = try #require(ModeCertificate(delta: delta))
            for _ in 0..<draws {
                certificate.append(Self.draw(shares, using: &generator))
                guard certificate.certified else { continue }
                if unique && certificate.leader == 0 { right += 1 } else { wrong += 1 }
                break
            }
        }
        #expect(Double(wrong) <= delta * Double(runs))
        if shares[0] == 0.6 { #expect(Double(right) > 0.5 * Double(runs)) }
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
