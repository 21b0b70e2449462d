import AssayStatistics
import Testing

struct HorizonStabilityTests {
    static func stability(_ c1: Int, _ c2: Int, _ rest: Int, _ remaining: Int, _ alpha: Double = 0.5) -> Double {
        Confidence.horizonStability(leader: c1, runnerUp: c2, rest: rest, remaining: remaining, alpha: alpha)
    }

    /// Rounded from exact rational arithmetic.
    @Test(
        "The prediction agrees with exact rational arithmetic",
        arguments: [
            (3, 0, 0, 7, 0.5, 0.985656758102578536015069), (2, 0, 0, 8, 0.5, 0.948532719430552247889709),
            (3, 1, 2, 20, 0.5, 0.873743637184807472019646), (5, 3, 0, 31, 1, 0.777180013460501265379314),
            (4, 0, 0, 36, 0.5, 0.988865911962886026108819), (10, 4, 3, 23, 0.5, 0.983588807999430695422674),
            (0, 0, 0, 10, 0.5, 0.5), (20, 1, 0, 19, 0.5, 0.999999999986046101938502),
            (3, 0, 0, 37, 0.5, 0.972214167195085517577777), (1, 4, 2, 12, 0.5, 0.0435418921220662315559788),
            (6, 0, 2, 60, 0.5, 0.99801346949735700835241), (7, 2, 1, 5, 0.5, 0.998386290725604939465751),
            (30, 25, 5, 120, 0.5, 0.795619940343233385049555),
        ]
    )
    func exact(c1: Int, c2: Int, rest: Int, remaining: Int, alpha: Double, expected: Double) {
        #expect(isClose(Self.stability(c1, c2, rest, remaining, alpha), expected, relative: 1e-14, absolute: 1e-15))
    }

    @Test("Random counts agree with the double sum of the definition")
    func doubleSum() {
        var generator = SplitMix64(seed: 40)
        for _ in 0..<80 {
            let c1 = Int.random(in: 0...12, using: &generator)
            let c2 = Int.random(in: 0...12, using: &generator)
            let rest = Int.random(in: 0...6, using: &generator)
            let remaining = Int.random(in: 0...40, using: &generator)
            let alphas: [Double] = [0.25, 0.5, 1, 2]
            let alpha = alphas[Int.random(in: 0..<4, using: &generator)]
            let expected = SlowOracles.horizonStability(c1, c2, rest, remaining, alpha: alpha)
            #expect(isClose(Self.stability(c1, c2, rest, remaining, alpha), expected, absolute: 1e-11))
        }
    }

    @Test("It is 1 exactly when the lead cannot be overturned")
    func decided() {
        for remaining in [0, 1, 5, 60, 600, 5000] {
            #expect(Self.stability(remaining + 1, 0, 0, remaining) == 1)
            #expect(Self.stability(remaining + 8, 7, 2, remaining) == 1)
            #expect(Self.stability(remaining + 7, 7, 2, remaining) < 1)
            #expect(Self.stability(7, remaining + 8, 2, remaining) == 0)
        }
        // The exact value is 1 − 3·10⁻¹⁹, which a double cannot tell from 1.
        #expect(Self.stability(30, 0, 0, 30) == 1.0.nextDown)
        #expect(Self.stability(3, 3, 1, 0) == 0.5)
    }

    @Test("Ten draws in all give the documented values")
    func documented() {
        #expect(isClose(Self.stability(2, 0, 0, 8), 0.949, absolute: 5e-4))
        #expect(isClose(Self.stability(3, 0, 0, 7), 0.986, absolute: 5e-4))
        #expect(isClose(Self.stability(4, 0, 0, 6), 0.997, absolute: 5e-4))
    }

    @Test("Swapping leader and runner-up gives the complement")
    func complement() {
        for (c1, c2, rest, remaining) in [(5, 2, 1, 30), (9, 8, 0, 3), (40, 1, 6, 700), (12, 9, 3, 9000)] {
            let sum = Self.stability(c1, c2, rest, remaining) + Self.stability(c2, c1, rest, remaining)
            #expect(isClose(sum, 1, relative: 1e-15))
        }
    }

    @Test("It grows with the votes of the leader and shrinks with those of the runner-up")
    func monotone() {
        for rest in [0, 3] {
            for c2 in 0...5 {
                for c1 in c2...10 {
                    let here = Self.stability(c1, c2, rest, 25)
                    #expect(Self.stability(c1 + 1, c2, rest, 24) > here)
                    #expect(Self.stability(c1, c2 + 1, rest, 24) < here)
                }
            }
        }
    }

    /// Expected values are finite sums over up to 100,000 draws.
    @Test(
        "Beyond the exact horizon the error stays below 3·10⁻⁵",
        arguments: [
            (13, 7, 0, 4097, 0.9113746367872737), (3, 0, 0, 4097, 0.9669088261529524),
            (14, 8, 2, 6000, 0.9005529476507835), (9, 3, 1, 6000, 0.9607208787910111),
            (551, 520, 21, 6000, 0.8484685164784631), (3, 0, 0, 9997, 0.9668767782123204),
            (5000, 4900, 50, 20_000, 0.8906320728040609), (2, 1, 40, 100_000, 0.7122527379069499),
            (166, 151, 6008, 100_000, 0.8074863564919446),
        ]
    )
    func limit(c1: Int, c2: Int, rest: Int, remaining: Int, expected: Double) {
        #expect(isClose(Self.stability(c1, c2, rest, remaining), expected, absolute: 3e-5))
    }

    /// Expected values are finite sums over all draws.
    @Test(
        "When few draws go to the leading labels the sum stays exact beyond the horizon",
        arguments: [
            (1, 0, 999, 20_000, 0.8257276971261358), (1, 0, 99_999, 4097, 0.9903486979657012),
            (30, 20, 3000, 20_000, 0.9358207476479035),
        ]
    )
    func shortSums(c1: Int, c2: Int, rest: Int, remaining: Int, expected: Double) {
        #expect(isClose(Self.stability(c1, c2, rest, remaining), expected, absolute: 1e-11))
    }

    @Test(
        "Where the limit takes over there is no visible step",
        arguments: [
            (29, 21, 0), (55, 45, 0), (508, 492, 0), (205, 195, 600), (2, 0, 0), (2, 1, 40), (60_000, 59_800, 200),
        ]
    )
    func handOver(c1: Int, c2: Int, rest: Int) {
        let limit = Confidence.exactHorizon
        // Neighbouring exact values differ by less than 10⁻⁵, so they extrapolate to the next one.
        let (before, last) = (Self.stability(c1, c2, rest, limit - 1), Self.stability(c1, c2, rest, limit))
        #expect(abs(last - before) < 1e-5)
        #expect(isClose(Self.stability(c1, c2, rest, limit + 1), 2 * last - before, absolute: 3e-5))
    }

    @Test("For ever more draws the limit tends to the posterior of the two leading labels")
    func infinitelyMany() throws {
        for (c1, c2, rest) in [(3, 0, 0), (7, 4, 2), (60, 41, 30)] {
            let posterior = try #require(Confidence.modalAnswer(leader: c1, runnerUp: c2))
            #expect(isClose(Self.stability(c1, c2, rest, 2_000_000_000), posterior, absolute: 1e-6))
        }
        let far = Self.stability(3, 1, 0, .max)
        #expect(far > 0.5 && far < 1)
    }

    @Test("Long exact sums neither overflow nor underflow")
    func longSums() {
        let limit = Confidence.exactHorizon
        #expect(Self.stability(limit / 2, 0, 0, limit) == 1.0.nextDown)
        #expect(Self.stability(1_000_001, 1_000_000, 0, limit) > 0.5)
        #expect(Self.stability(1, 0, 1_000_000_000, limit) > 0.5)
        #expect(isClose(Self.stability(2, 1, 0, limit), Self.stability(2, 1, 0, limit - 2), absolute: 1e-4))
    }
}
