import AssayStatistics
import Testing

/// STATISTICS §1.2 on units no coefficient is made for, and on random ones.
@Suite("Invariances of agreement")
struct AgreementInvarianceTests {
    private static let hostile: [[[Int]]] = [
        [], [[]], [[0]], [[0], [1], []], [[3, 3]], [[3, 3], [3, 3, 3]], [[0, 1], [2, 3], [4, 5]],
        [[Int.min, Int.max], [Int.max, Int.max], [0]], [[1, 1, 2], [2], [], [1, 2]],
    ]

    private static func random(_ seed: UInt64) -> [[Int]] {
        var generator = SplitMix64(seed: seed)
        return (0..<12).map { _ -> [Int] in
            (0..<Int.random(in: 1...5, using: &generator)).map { _ in Int.random(in: 0...3, using: &generator) }
        } + [[0, 1, 2, 3]]
    }

    private static var samples: [[[Int]]] { hostile + (1...5).map { random(UInt64($0)) } }

    private static let formulas: [(coefficient: AgreementCoefficient, value: @Sendable ([[Int]]) -> Double?)] = [
        (.percentAgreement, { Agreement.percentAgreement(units: $0) }),
        (.krippendorffAlpha, { Agreement.krippendorffAlpha(units: $0) }),
        (.fleissKappa, { Agreement.fleissKappa(units: $0) }),
        (.gwet, { Agreement.gwetAC1(units: $0) }),
        (.brennanPrediger, { Agreement.brennanPrediger(units: $0) }),
    ]

    private static func numbers(_ units: [[Int]]) -> [[Double]] { units.map { $0.map { Double($0) + 1 } } }

    @Test("§1.2: the table of ratings has the values of the plain formulas, and none where they have none")
    func twoWays() {
        for units in Self.samples {
            let table = RatingTable(units: units)
            for (coefficient, formula) in Self.formulas {
                let (left, right) = (table.coefficient(coefficient), formula(units))
                #expect(areAlike(left, right, absolute: 1e-12), "\(coefficient) of \(units)")
                #expect((table.result(coefficient).reason == nil) == (right != nil))
            }
        }
    }

    @Test("§1.2: neither the order of units nor that of raters matters, and no value exceeds 1")
    func order() {
        var generator = SplitMix64(seed: 9)
        for units in Self.samples {
            let other = units.map { $0.shuffled(using: &generator) }.shuffled(using: &generator)
            for (coefficient, formula) in Self.formulas {
                let value = formula(units)
                #expect(areAlike(formula(other), value, absolute: 1e-12), "\(coefficient) of \(units)")
                #expect((value ?? 0) <= 1 + 1e-12)
            }
        }
    }

    @Test("§1.2: where all raters of every unit agree on more than one label, each coefficient is exactly 1")
    func perfect() {
        for (coefficient, formula) in Self.formulas {
            #expect(formula([[0, 0], [1, 1, 1], [2, 2], [1]]) == 1, "\(coefficient)")
        }
    }

    @Test(
        "§1.2: at every level, giving every unit twice changes alpha by its correction for small samples",
        arguments: KrippendorffAlpha.Level.allCases
    )
    func duplication(level: KrippendorffAlpha.Level) throws {
        // 1 − α is n − 1 times observed over expected disagreement, and n counts every rating twice.
        for seed in 1...3 as ClosedRange<UInt64> {
            let units = Self.numbers(Self.random(seed))
            let once = KrippendorffAlpha(units: units, level: level)
            let value = try #require(once.value)
            let twice = KrippendorffAlpha(units: units + units, level: level)
            let growth = Double(2 * once.ratings - 1) / Double(2 * (once.ratings - 1))
            let expected = 1 - growth * (1 - value)
            #expect(twice.ratings == 2 * once.ratings)
            #expect(isClose(twice.value, expected, absolute: 1e-12))
        }
    }
}
