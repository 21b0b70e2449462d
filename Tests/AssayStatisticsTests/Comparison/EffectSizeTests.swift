import AssayStatistics
import Testing

struct EffectSizeTests {
    private static let a = MannWhitneyTests.a
    private static let b = MannWhitneyTests.b

    @Test("The standardised differences have their known values")
    func standardised() {
        #expect(isClose(EffectSize.cohensD(Self.a, Self.b), 0.9674755095723915, relative: 1e-12))
        #expect(isClose(EffectSize.hedgesG(Self.a, Self.b), 0.9103774922153326, relative: 1e-12))
        #expect(isClose(EffectSize.cliffsDelta(Self.a, Self.b), 2 * 44.0 / 56 - 1))
        #expect(isClose(EffectSize.hodgesLehmannShift(Self.a, Self.b), 3.5, relative: 1e-14))
    }

    @Test("The shift is the median of all differences, found without listing them")
    func shift() {
        var generator = SplitMix64(seed: 61)
        for (n, m) in [(1, 1), (1, 2), (3, 5), (10, 10), (17, 4), (2, 40)] {
            let x = (0..<n).map { _ in Double(Int.random(in: -50...50, using: &generator)) / 8 }
            let y = (0..<m).map { _ in Double(Int.random(in: -50...90, using: &generator)) / 8 }
            let differences = y.flatMap { b in x.map { b - $0 } }.sorted()
            let count = differences.count
            let median = (differences[(count - 1) / 2] + differences[count / 2]) / 2
            #expect(EffectSize.hodgesLehmannShift(x, y) == median)
        }
    }

    @Test("The interval of the shift is made of ordered differences and holds the shift")
    func interval() throws {
        let interval = try #require(EffectSize.shiftInterval(Self.a, Self.b))
        let differences = Self.b.flatMap { b in Self.a.map { b - $0 } }.sorted()
        // ⌊28 − 1.96·√(56·16/12)⌋ = 11.
        #expect(interval.low == differences[11] && interval.high == differences[44])
        #expect(EffectSize.shiftInterval([1], [2]) == nil)
        #expect(EffectSize.shiftInterval(Self.a, Self.b, level: 0) == nil)
    }

    @Test("Exchanging the samples changes the sign of every effect")
    func sign() throws {
        for effect in [EffectSize.cliffsDelta, EffectSize.cohensD, EffectSize.hedgesG, EffectSize.hodgesLehmannShift] {
            let (forth, back) = (try #require(effect(Self.a, Self.b)), try #require(effect(Self.b, Self.a)))
            #expect(isClose(forth, -back, relative: 1e-12))
        }
    }

    @Test("Adding a constant to the second sample adds it to the shift")
    func translation() throws {
        let moved = Self.b.map { $0 + 2.5 }
        let shift = try #require(EffectSize.hodgesLehmannShift(Self.a, Self.b))
        #expect(isClose(EffectSize.hodgesLehmannShift(Self.a, moved), shift + 2.5, relative: 1e-14))
    }

    @Test("What is undefined is nil and nothing traps")
    func edges() {
        #expect(EffectSize.cohensD([1], [1, 2]) == nil)
        #expect(EffectSize.cohensD([1, 1], [2, 2]) == nil)
        #expect(EffectSize.hedgesG([], []) == nil)
        #expect(EffectSize.cliffsDelta([], [1]) == nil)
        #expect(EffectSize.hodgesLehmannShift([.nan], [1]) == nil)
        #expect(EffectSize.hodgesLehmannShift([-1e308], [1e308]) == nil)
        #expect(EffectSize.hodgesLehmannShift([0.0], [-0.0]) == 0)
        #expect(EffectSize.hodgesLehmannShift([0x1p-1070], [0x1p-1069]) == 0x1p-1070)
    }
}
