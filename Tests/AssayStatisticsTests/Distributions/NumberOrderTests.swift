import AssayStatistics
import Testing

/// Long lists are sorted by their digits, short ones by comparison: the quantiles of both are those of a plain sort.
@Suite("The order of many numbers")
struct NumberOrderTests {
    static let lists: [String: @Sendable (inout SplitMix64) -> Double] = [
        "of one magnitude": { Double.random(in: 0..<1, using: &$0) },
        "of both signs": { Double.random(in: -1e6...1e6, using: &$0) },
        "of every magnitude": { random in
            let value = Double(bitPattern: random.next())
            return value.isFinite ? value : 0
        },
        "with many equal": { Double($0.next() % 7) - 3 },
        "all equal": { _ in 42.5 },
        "that are tiny or zero": {
            [0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .ulpOfOne][Int($0.next() % 4)]
        },
    ]

    @Test("Each place holds the number a sort by comparison puts there", arguments: lists.keys, [7, 1023, 1024, 3000])
    func places(list: String, count: Int) throws {
        let draw = try #require(Self.lists[list])
        var random = SplitMix64(seed: 11)
        let values = (0..<count).map { _ in draw(&random) }
        let summary = try #require(NumericSummary(values: values))
        let sorted = values.sorted()
        #expect(summary.minimum == sorted.first)
        #expect(summary.maximum == sorted.last)
        #expect(summary.lowerMedian == sorted[(count - 1) / 2])
        for place in stride(from: 0, to: count, by: 13) {
            let found = try #require(summary.quantile(Double(place) / Double(count - 1)))
            // Rounding may put the position beside the place, where the quantile lies between neighbours.
            let (low, high) = (sorted[max(0, place - 1)], sorted[min(count - 1, place + 1)])
            #expect(found >= low && found <= high)
        }
    }

    @Test("Numbers that are none are left out")
    func notFinite() throws {
        var values = (0..<2000).map { Double($0 * 7919 % 2000) }
        values[3] = .nan
        values[5] = .infinity
        let summary = try #require(NumericSummary(values: values))
        #expect(summary.count == 1998)
        #expect(summary.maximum == 1999)
    }

    @Test("Without scatter the interval of the mean is the mean")
    func noScatter() throws {
        let interval = try #require(NumericSummary(values: [2.5, 2.5, 2.5])?.meanInterval())
        #expect(interval.low == 2.5)
        #expect(interval.high == 2.5)
    }
}
