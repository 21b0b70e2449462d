import AssayStatistics
import Testing

struct SeedTests {
    @Test("The generator gives the published outputs")
    func published() {
        var zero = SplitMix64(seed: 0)
        #expect(
            [zero.next(), zero.next(), zero.next()] == [
                0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
            ]
        )
        var other = SplitMix64(seed: 1_234_567)
        let outputs = (0..<5).map { _ in other.next() }
        #expect(
            outputs == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    @Test("Random access gives what stepping gives")
    func randomAccess() {
        var generator = SplitMix64(seed: 77)
        for index in 0..<50 { #expect(SplitMix64.output(at: UInt64(index), seed: 77) == generator.next()) }
    }

    @Test("Without a root the first ten seeds are the fixed list and the rest is derived")
    func defaults() {
        let seeds = SeedSequence().seeds(k: 13)
        #expect(Array(seeds.prefix(10)) == [11, 23, 47, 59, 71, 83, 97, 113, 127, 139])
        #expect(
            Array(seeds.suffix(3)) == [
                1_995_350_029_584_968_792, 16_846_146_645_261_766_546, 17_314_213_142_581_562_470,
            ]
        )
    }

    @Test("With a root every seed is an output of its generator")
    func rooted() {
        let expected: [UInt64] = [13_679_457_532_755_275_413, 2_949_826_092_126_892_291, 5_139_283_748_462_763_858]
        #expect(SeedSequence(root: 42).seeds(k: 3) == expected)
    }

    @Test("A shorter list is a prefix of a longer one", arguments: [nil, 0, 42, UInt64.max])
    func prefix(root: UInt64?) {
        let sequence = SeedSequence(root: root)
        let long = sequence.seeds(k: 200)
        for k in [0, 1, 5, 10, 11, 150] { #expect(sequence.seeds(k: k) == Array(long.prefix(k))) }
        #expect(sequence.seed(at: 150) == long[150])
        #expect(Set(long).count == 200)
    }

    @Test("Far seeds take no longer than near ones and differ")
    func far() {
        let sequence = SeedSequence()
        #expect(sequence.seed(at: .max) != sequence.seed(at: .max - 1))
        #expect(sequence.seeds(k: -3).isEmpty)
    }
}
