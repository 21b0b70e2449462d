import AssayCore
import Testing

@Suite("Usage")
struct UsageTests {
    @Test("What nobody reported stays unknown")
    func unknown() {
        #expect(Usage() + Usage() == Usage())
        #expect(Usage(tokens: 1) + Usage(costUSD: 2) == Usage(tokens: 1, costUSD: 2))
    }

    @Test("A report beside an unknown is the report")
    func oneSided() {
        #expect(Usage(tokens: 5) + Usage() == Usage(tokens: 5))
        #expect(Usage() + Usage(timeMS: 5) == Usage(timeMS: 5))
        #expect(Usage(tokens: 0) + Usage() == Usage(tokens: 0))
    }

    @Test("Reports add up")
    func sum() {
        let sum = Usage(tokens: 1, costUSD: 0.25, timeMS: 2) + Usage(tokens: 2, costUSD: 0.5, timeMS: 3)
        #expect(sum == Usage(tokens: 3, costUSD: 0.75, timeMS: 5))
    }

    @Test("Whole numbers stop at their largest value")
    func overflow() {
        let sum = Usage(tokens: .max, timeMS: .max - 1) + Usage(tokens: 1, timeMS: 2)
        #expect(sum == Usage(tokens: .max, timeMS: .max))
    }

    @Test("A bundle's usage is that of its replicates together")
    func bundle() throws {
        var replicates = Answers.replicates([1, 1, Answers.failed])
        replicates[0].usage = Usage(tokens: 10, costUSD: 0.5)
        replicates[2].usage = Usage(tokens: 4)
        #expect(try Bundles.bundle(of: replicates).usage == Usage(tokens: 14, costUSD: 0.5))
    }
}

@Suite("Values that may be missing, and seeds")
struct OptionalValueTests {
    @Test("What is missing is null")
    func missing() {
        #expect(Value.orNull(String?.none) == .null)
        #expect(Value.orNull(Int64?.none) == .null)
        #expect(Value.orNull(Double?.none) == .null)
        #expect(Value.orNull(Bool?.none) == .null)
        #expect(Value.orNull(Value?.none) == .null)
    }

    @Test("What is there is kept")
    func present() {
        #expect(Value.orNull("a") == "a")
        #expect(Value.orNull(Int64(7)) == 7)
        #expect(Value.orNull(0.5) == 0.5)
        #expect(Value.orNull(true) == true)
        #expect(Value.orNull(Value?.some([1])) == [1])
    }

    @Test("A number that JSON does not have is null", arguments: [.nan, .infinity, -.infinity] as [Double])
    func notFinite(number: Double) {
        #expect(Value.orNull(number) == .null)
    }

    @Test("Seeds up to 2^53 are numbers, larger ones decimal strings")
    func spelling() {
        #expect(Value(seed: 0) == 0)
        #expect(Value(seed: 1 << 53) == .integer(1 << 53))
        #expect(Value(seed: 1 << 53 + 1) == .string("9007199254740993"))
        #expect(Value(seed: .max) == .string("18446744073709551615"))
    }

    @Test("A seed is read from either spelling")
    func reading() {
        #expect(Value("12").seed == 12)
        #expect(Value.integer(12).seed == 12)
        #expect(Value.number(12).seed == 12)
        #expect(Value("18446744073709551615").seed == .max)
        #expect(Value(UInt64.max).seed == .max)
    }

    @Test(
        "What is no seed is none",
        arguments: [-1, 0.5, "", "-1", "1.0", " 1", "0x1", "18446744073709551616", 1e20, true, .null, []] as [Value]
    )
    func noSeed(value: Value) {
        #expect(value.seed == nil)
    }

    @Test("Every seed survives being written and read")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<500 {
            let seed =
                UInt64.random(in: .min ... .max, using: &generator) >> UInt64.random(in: 0..<64, using: &generator)
            #expect(try Value(json: Value(seed: seed).canonicalJSON).seed == seed)
        }
    }
}
