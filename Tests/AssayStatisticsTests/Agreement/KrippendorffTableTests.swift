import AssayStatistics
import Testing

struct KrippendorffTableTests {
    private typealias Alpha = KrippendorffAlpha

    private static let levels = KrippendorffAlpha.Level.allCases

    /// Ratings rater by rater, with about one in seven missing.
    private static func table(
        _ raters: Int,
        _ units: Int,
        _ values: ClosedRange<Int>,
        seed: UInt64,
        divisor: Double = 1
    ) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<(raters * units)).map { _ in
            let missing = Int.random(in: 0..<7, using: &generator) == 0
            return missing ? .nan : Double(Int.random(in: values, using: &generator)) / divisor
        }
    }

    private static func lists(_ table: [Double], _ units: Int) -> [[Double]] {
        (0..<units).map { unit in stride(from: unit, to: table.count, by: units).map { table[$0] } }
    }

    @Test("A table has the alpha of its units, whatever the values are", arguments: KernelVersions.all, levels)
    func lists(options: KernelOptions, level: KrippendorffAlpha.Level) {
        let shapes: [(Int, Int, ClosedRange<Int>, Double)] = [
            (3, 9, 0...4, 1), (2, 64, -3...4, 1), (5, 130, 0...31, 1), (4, 65, 0...40, 1), (6, 70, 1...9, 7),
            (3, 40, 100_000...100_003, 1), (1, 5, 0...3, 1), (260, 10, 0...3, 1), (3, 4100, 1...5, 1),
        ]
        for (raters, units, values, divisor) in shapes {
            let table = Self.table(raters, units, values, seed: UInt64(units), divisor: divisor)
            let alpha = Alpha(table: table, units: units, level: level, options: options)
            let expected = Alpha(units: Self.lists(table, units), level: level)
            #expect(alpha.units == expected.units)
            #expect(alpha.ratings == expected.ratings)
            #expect(alpha.undefined == expected.undefined)
            #expect(alpha.value == expected.value || isClose(alpha.value, expected.value ?? .nan, absolute: 1e-13))
            guard let disagreement = expected.expectedDisagreement else { continue }
            #expect(isClose(alpha.expectedDisagreement, disagreement, relative: 1e-12))
            #expect(isClose(alpha.observedDisagreement, expected.observedDisagreement ?? .nan, relative: 1e-12))
        }
    }

    @Test("All versions give the same bits for any number of threads", arguments: levels)
    func sameBits(level: KrippendorffAlpha.Level) {
        for divisor in [1.0, 3.0] {
            let table = Self.table(4, 9000, 1...6, seed: 21, divisor: divisor)
            let values = KernelVersions.compiled.map { Alpha(table: table, units: 9000, level: level, options: $0) }
            for value in values { #expect(value == values[0]) }
        }
    }

    @Test("A last row that is shorter is missing at its end")
    func shortRow() {
        let table: [Double] = [1, 2, 3, 1, 2, 4, 1]
        let full = Alpha(table: table + [.nan, .nan], units: 3, level: .interval)
        #expect(Alpha(table: table, units: 3, level: .interval) == full)
        #expect(full.ratings == 7)
    }

    @Test("Tables without anything to compare have a reason", arguments: KernelVersions.all, levels)
    func undefined(options: KernelOptions, level: KrippendorffAlpha.Level) {
        func reason(_ table: [Double], _ units: Int) -> KrippendorffAlpha.Undefined? {
            Alpha(table: table, units: units, level: level, options: options).undefined
        }
        #expect(reason([], 4) == .noPairs)
        #expect(reason([1, 2], 0) == .noPairs)
        #expect(reason([1, 2], -1) == .noPairs)
        #expect(reason([1, 2], 2) == .noPairs)
        #expect(reason([.nan, .nan, .nan, .nan], 2) == .noPairs)
        #expect(reason([0.1, 0.1, 0.1, 0.1], 2) == .noVariation)
        #expect(reason([0, -0.0, 0, 0], 2) == .noVariation)
        let infinite = reason([1, .infinity, 1, 2], 2)
        #expect(infinite == (level == .interval || level == .ratio ? .notFinite : nil))
        // A rating without a partner does not count, even when it is infinite.
        #expect(reason([1, .infinity, 5, 2, .nan, 6], 3) == nil)
    }

    @Test("Extreme values leave the fast path and keep their alpha", arguments: [0x1p1000, 0x1p-1060])
    func extremes(factor: Double) {
        let table = Self.table(3, 20, 1...5, seed: 3)
        for level in Self.levels {
            let expected = Alpha(table: table, units: 20, level: level).value ?? .nan
            let alpha = Alpha(table: table.map { $0 * factor }, units: 20, level: level)
            #expect(isClose(alpha.value, expected, absolute: 1e-12))
        }
    }
}
