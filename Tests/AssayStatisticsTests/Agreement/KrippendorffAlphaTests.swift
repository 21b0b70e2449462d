import AssayStatistics
import Foundation
import Testing

struct KrippendorffAlphaTests {
    private static let levels = KrippendorffAlpha.Level.allCases

    /// Columns of a raters × units table; missing cells are not a number.
    static func units(_ name: String) throws -> [[Double]] {
        let raters: [[Any]] = try Reference("published_examples/agreement_and_distance.json")
            .at(name, "raters_by_units").array()
        return raters[0].indices.map { unit in raters.map { ($0[unit] as? NSNumber)?.doubleValue ?? .nan } }
    }

    static func random(
        _ generator: inout SplitMix64,
        units: Int = 12,
        raters: ClosedRange<Int> = 0...6,
        values: ClosedRange<Int> = 0...5
    ) -> [[Double]] {
        (0..<units).map { _ in
            (0..<Int.random(in: raters, using: &generator)).map { _ in
                Int.random(in: 0..<8, using: &generator) == 0 ? .nan : Double(Int.random(in: values, using: &generator))
            }
        }
    }

    @Test(
        "Krippendorff's data C have their published values",
        arguments: zip(levels, [0.743421, 0.815388, 0.849107, 0.797403])
    )
    func dataC(level: KrippendorffAlpha.Level, expected: Double) throws {
        let alpha = try KrippendorffAlpha(units: Self.units("krippendorff_2011_C"), level: level)
        #expect(isClose(alpha.value, expected, absolute: 5e-7))
        #expect(alpha.undefined == nil)
        #expect(alpha.units == 11)
        #expect(alpha.ratings == 40)
    }

    @Test("The 3 × 15 example has its published values")
    func wikipedia() throws {
        let units = try Self.units("wikipedia_3x15")
        #expect(isClose(Agreement.krippendorffAlpha(units: units, level: .nominal), 0.691358, absolute: 5e-7))
        #expect(isClose(Agreement.krippendorffAlpha(units: units, level: .interval), 0.810845, absolute: 5e-7))
    }

    @Test("Crowd labels have the reference alpha", arguments: ["bluebird", "rte"])
    func crowd(name: String) throws {
        let units = try LabelledItem.crowd(name).map { $0.labels.compactMap { $0.map(Double.init) } }
        let expected = try Reference().at("crowd", name, "krippendorff_alpha_nominal_all_items").number()
        #expect(isClose(Agreement.krippendorffAlpha(units: units, level: .nominal), expected, absolute: 1e-9))
    }

    @Test("Every level agrees with the sums over all pairs", arguments: levels)
    func pairs(level: KrippendorffAlpha.Level) {
        var generator = SplitMix64(seed: 71)
        for _ in 0..<60 {
            let units = Self.random(&generator)
            let alpha = KrippendorffAlpha(units: units, level: level)
            let slow = SlowAlpha(units, level)
            #expect(isClose(alpha.value ?? .nan, slow.value ?? .nan, absolute: 1e-12) || alpha.value == slow.value)
            #expect((alpha.observedDisagreement == nil) == (slow.value == nil))
            if let observed = alpha.observedDisagreement, let expected = alpha.expectedDisagreement {
                #expect(isClose(observed, slow.observed, relative: 1e-11))
                #expect(isClose(expected, slow.expected, relative: 1e-11))
            }
        }
    }

    @Test("Where 0/0 stands there is a reason and no number", arguments: levels)
    func undefined(level: KrippendorffAlpha.Level) {
        let equal = KrippendorffAlpha(units: [[3, 3], [3, 3, 3], [1]], level: level)
        #expect(equal.value == nil)
        #expect(equal.undefined == .noVariation)
        #expect(equal.ratings == 5)
        for units in [[], [[]], [[1], [2, .nan]]] as [[[Double]]] {
            let none = KrippendorffAlpha(units: units, level: level)
            #expect(none.undefined == .noPairs)
            #expect(none.expectedDisagreement == nil)
        }
    }

    @Test("Infinite values are names and ranks, but have no difference")
    func infinite() {
        let units: [[Double]] = [[.infinity, .infinity], [1, -.infinity], [2, 2]]
        let named: [[Double]] = [[9, 9], [1, 0], [2, 2]]
        for level in [KrippendorffAlpha.Level.nominal, .ordinal] {
            let alpha = KrippendorffAlpha(units: units, level: level)
            #expect(alpha.value == Agreement.krippendorffAlpha(units: named, level: level))
        }
        #expect(KrippendorffAlpha(units: units, level: .interval).undefined == .notFinite)
        #expect(KrippendorffAlpha(units: units, level: .ratio).undefined == .notFinite)
    }

    @Test("Values from the ends of the range neither overflow nor vanish", arguments: [0x1p1020, 0x1p-1060, 0x1p-1074])
    func extremes(factor: Double) {
        let units: [[Double]] = [[1, 2], [4, 4, 3], [8, 8]]
        for level in Self.levels {
            let expected = Agreement.krippendorffAlpha(units: units, level: level) ?? .nan
            let alpha = KrippendorffAlpha(units: units.map { $0.map { $0 * factor } }, level: level)
            #expect(isClose(alpha.value, expected, absolute: 1e-12), "\(level)")
        }
    }

    @Test("Signed zeros are one value, and opposite values have no ratio")
    func zeros() {
        #expect(KrippendorffAlpha(units: [[0, -0.0], [0, 0]], level: .nominal).undefined == .noVariation)
        #expect(KrippendorffAlpha(units: [[0, -0.0], [0, 0]], level: .ordinal).undefined == .noVariation)
        #expect(
            KrippendorffAlpha(units: [[0, 0], [1, -1]], level: .ratio).expectedDisagreement.map { $0 > 0 } == true
        )
    }

    @Test("Perfect agreement is 1", arguments: levels)
    func perfect(level: KrippendorffAlpha.Level) {
        #expect(Agreement.krippendorffAlpha(units: [[1, 1], [2, 2, 2], [5, 5]], level: level) == 1)
    }

    @Test("The order of units and raters does not matter", arguments: levels)
    func permutation(level: KrippendorffAlpha.Level) {
        var generator = SplitMix64(seed: 5)
        let units = Self.random(&generator, units: 30)
        let other = units.map { $0.shuffled(using: &generator) }.shuffled(using: &generator)
        let alpha = Agreement.krippendorffAlpha(units: units, level: level) ?? .nan
        #expect(isClose(Agreement.krippendorffAlpha(units: other, level: level), alpha, absolute: 1e-13))
    }

    @Test("Interval values may be moved and scaled, ratio values scaled, ordinal values stretched")
    func invariance() {
        var generator = SplitMix64(seed: 6)
        let units = Self.random(&generator, units: 30, values: 1...6)
        func same(_ level: KrippendorffAlpha.Level, _ change: (Double) -> Double) -> Bool {
            let before = Agreement.krippendorffAlpha(units: units, level: level) ?? .nan
            let after = Agreement.krippendorffAlpha(units: units.map { $0.map(change) }, level: level)
            return isClose(after, before, absolute: 1e-12)
        }
        #expect(same(.interval) { 3 * $0 - 40 })
        #expect(same(.interval) { $0 + 1e9 })
        #expect(same(.ratio) { 0.3 * $0 })
        #expect(same(.ordinal) { $0 * $0 * $0 })
        #expect(same(.nominal) { 1 / $0 })
        #expect(!same(.ratio) { $0 + 10 })
        #expect(!same(.interval) { $0 * $0 })
    }

    @Test("Names agree with the coefficient for labels")
    func labels() {
        var generator = SplitMix64(seed: 9)
        let units = Self.random(&generator, units: 50)
        let labels = units.map { $0.filter { !$0.isNaN }.map { Int($0) } }
        let expected = Agreement.krippendorffAlpha(units: labels) ?? .nan
        #expect(isClose(Agreement.krippendorffAlpha(units: units, level: .nominal), expected))
    }
}

/// The definition, pair by pair.
struct SlowAlpha {
    private(set) var value: Double?
    private(set) var observed = 0.0
    private(set) var expected = 0.0

    init(_ units: [[Double]], _ level: KrippendorffAlpha.Level) {
        let pairable = units.map { $0.filter { !$0.isNaN } }.filter { $0.count >= 2 }
        let all = pairable.flatMap { $0 }
        let count = Double(all.count)
        for unit in pairable {
            observed += Self.pairs(unit) { Self.squared($0, $1, level, all) } / Double(unit.count - 1)
        }
        observed /= count
        expected = Self.pairs(all) { Self.squared($0, $1, level, all) } / (count * (count - 1))
        value = expected > 0 ? 1 - observed / expected : nil
    }

    private static func pairs(_ values: [Double], _ distance: (Double, Double) -> Double) -> Double {
        var sum = 0.0
        for i in values.indices { for j in values.indices where i != j { sum += distance(values[i], values[j]) } }
        return sum
    }

    private static func squared(_ a: Double, _ b: Double, _ level: KrippendorffAlpha.Level, _ all: [Double]) -> Double {
        switch level {
        case .nominal: return a == b ? 0 : 1
        case .interval: return (a - b) * (a - b)
        case .ratio: return a + b == 0 ? 0 : ((a - b) / (a + b)) * ((a - b) / (a + b))
        case .ordinal:
            let (low, high) = (min(a, b), max(a, b))
            let between = all.filter { $0 >= low && $0 <= high }.count
            let ends = Double(all.filter { $0 == a }.count + all.filter { $0 == b }.count) / 2
            let difference = a == b ? 0 : Double(between) - ends
            return difference * difference
        }
    }
}
