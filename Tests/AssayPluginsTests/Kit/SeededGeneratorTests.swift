import AssayPluginKit
import Testing

@Suite("The seeded generator")
struct SeededGeneratorTests {
    @Test("The numbers are those of SplitMix64")
    func reference() {
        // First outputs for seed 1234567, as published with the reference implementation in Java and C.
        var generator = SeededGenerator(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in generator.next() } == expected)
        var zero = SeededGenerator(seed: 0)
        #expect(zero.next() == 0xE220_A839_7B1D_CDAF)
    }

    @Test("An index lies below its bound, and every one comes equally often")
    func index() {
        var generator = SeededGenerator(seed: 3)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[generator.index(below: 7)] += 1 }
        // Six deviations of a binomial count with mean 10,000.
        #expect(counts.allSatisfy { abs($0 - 10_000) < 556 })
    }

    @Test("An index below a bound without room is 0", arguments: [1, 0, -5, Int.min])
    func noRoom(bound: Int) {
        var generator = SeededGenerator(seed: 1)
        #expect(generator.index(below: bound) == 0)
    }

    @Test("An index below the largest bound does not trap")
    func largest() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<100 { #expect((0..<Int.max).contains(generator.index(below: .max))) }
    }

    @Test("A unit number lies from 0 up to 1 and averages a half")
    func unit() {
        var generator = SeededGenerator(seed: 9)
        let numbers = (0..<100_000).map { _ in generator.unit() }
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(abs(numbers.reduce(0, +) / 100_000 - 0.5) < 0.005)
    }
}
