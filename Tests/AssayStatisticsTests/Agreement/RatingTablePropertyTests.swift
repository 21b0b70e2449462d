import AssayStatistics
import Foundation
import Testing

/// What must hold for every table of ratings, and the definitions spelled out.
struct RatingTablePropertyTests {
    /// Units of 2 to 6 ratings on the scale 0…3, all of it used.
    private static func units(seed: UInt64, count: Int = 25) -> [[Int]] {
        var generator = SplitMix64(seed: seed)
        let random = (0..<count).map { _ in
            (0..<Int.random(in: 2...6, using: &generator)).map { _ in Int.random(in: 0...3, using: &generator) }
        }
        return random + [[0, 1, 2, 3]]
    }

    private static func weight(_ weights: AgreementWeights, _ a: Int, _ b: Int) -> Double {
        let gap = Double(abs(a - b))
        switch weights {
        case .identity: return a == b ? 1 : 0
        case .linear: return 1 - gap / 3
        case .quadratic: return 1 - gap * gap / 9
        // Pairs among d + 1 neighbouring ranks, over all six pairs of four.
        case .ordinal: return 1 - (gap + 1) * gap / 2 / 6
        }
    }

    /// Observed and expected agreement by listing all pairs.
    private static func slow(
        _ units: [[Int]],
        _ weights: AgreementWeights
    ) -> (observed: Double, shares: [Double], disagreement: Double, expectedDisagreement: Double) {
        var observed = 0.0
        var shares = [Double](repeating: 0, count: 4)
        var disagreement = 0.0
        for unit in units {
            let size = Double(unit.count)
            var pairs = 0.0
            for i in unit.indices {
                shares[unit[i]] += 1 / size
                for j in unit.indices where j != i { pairs += weight(weights, unit[i], unit[j]) }
            }
            observed += pairs / (size * (size - 1))
            disagreement += (size * (size - 1) - pairs) / (size - 1)
        }
        let all = units.flatMap { $0 }
        var expected = 0.0
        for (i, a) in all.enumerated() {
            for (j, b) in all.enumerated() where i != j { expected += 1 - weight(weights, a, b) }
        }
        let (count, ratings) = (Double(units.count), Double(all.count))
        return (
            observed / count, shares.map { $0 / count }, disagreement / ratings, expected / (ratings * (ratings - 1))
        )
    }

    @Test("Every coefficient equals its definition, pair by pair", arguments: AgreementWeights.allCases)
    func definitions(weights: AgreementWeights) {
        for seed in 1...5 {
            let units = Self.units(seed: UInt64(seed))
            let table = RatingTable(units: units, weights: weights)
            let slow = Self.slow(units, weights)
            let pairs = (0..<4).flatMap { a in (0..<4).map { b in (a, b) } }
            let total = pairs.reduce(0.0) { $0 + Self.weight(weights, $1.0, $1.1) }
            let chance: [(AgreementCoefficient, Double)] = [
                (.brennanPrediger, total / 16),
                (.gwet, total / 12 * slow.shares.reduce(0) { $0 + $1 * (1 - $1) }),
                (
                    .fleissKappa,
                    pairs.reduce(0) { $0 + Self.weight(weights, $1.0, $1.1) * slow.shares[$1.0] * slow.shares[$1.1] }
                ),
            ]
            for (coefficient, expected) in chance {
                let value = (slow.observed - expected) / (1 - expected)
                #expect(isClose(table.coefficient(coefficient), value, absolute: 1e-12), "\(coefficient)")
                #expect(isClose(table.result(coefficient).expected, expected, absolute: 1e-13))
            }
            let alpha = 1 - slow.disagreement / slow.expectedDisagreement
            #expect(isClose(table.coefficient(.krippendorffAlpha), alpha, absolute: 1e-12))
        }
    }

    @Test("Quadratic weights give the published interval alphas")
    func intervalAlpha() throws {
        let dataC = RatingTable(units: try WeightedAgreementTests.dataC(), weights: .quadratic)
        #expect(isClose(dataC.coefficient(.krippendorffAlpha), 0.849107142857, absolute: 1e-12))
        let raters: [[Any]] = try Reference("published_examples/agreement_and_distance.json")
            .at("wikipedia_3x15", "raters_by_units").array()
        let units = raters[0].indices.map { unit in raters.compactMap { ($0[unit] as? NSNumber)?.intValue } }
        let wikipedia = RatingTable(units: units, weights: .quadratic)
        #expect(isClose(wikipedia.coefficient(.krippendorffAlpha), 0.810845, absolute: 5e-7))
    }

    @Test("Neither the order of units nor that of ratings matters", arguments: AgreementCoefficient.allCases)
    func permutation(coefficient: AgreementCoefficient) throws {
        var generator = SplitMix64(seed: 77)
        let units = Self.units(seed: 7)
        let other = units.map { $0.shuffled(using: &generator) }.shuffled(using: &generator)
        for weights in AgreementWeights.allCases {
            let value = try #require(RatingTable(units: units, weights: weights).coefficient(coefficient))
            #expect(
                isClose(RatingTable(units: other, weights: weights).coefficient(coefficient), value, relative: 1e-12)
            )
        }
    }

    @Test("Renaming the labels changes no coefficient without weights", arguments: AgreementCoefficient.allCases)
    func renaming(coefficient: AgreementCoefficient) throws {
        let units = Self.units(seed: 8)
        let renamed = units.map { $0.map { [40, -7, 1_000_000, 3][$0] } }
        let value = try #require(RatingTable(units: units).coefficient(coefficient))
        #expect(isClose(RatingTable(units: renamed).coefficient(coefficient), value, relative: 1e-12))
    }

    @Test("Moving and stretching a scale changes nothing", arguments: AgreementWeights.allCases)
    func affine(weights: AgreementWeights) throws {
        let units = Self.units(seed: 9)
        let stretched = units.map { $0.map { 5 * $0 - 11 } }
        for coefficient in AgreementCoefficient.allCases {
            let value = try #require(RatingTable(units: units, weights: weights).coefficient(coefficient))
            let other = RatingTable(units: stretched, weights: weights).coefficient(coefficient)
            #expect(isClose(other, value, absolute: 1e-12))
        }
    }

    @Test("Repeating all units changes alpha alone, and that less and less")
    func duplication() throws {
        let units = Self.units(seed: 10)
        let (once, twice) = (RatingTable(units: units), RatingTable(units: units + units))
        for coefficient in AgreementCoefficient.allCases where coefficient != .krippendorffAlpha {
            #expect(
                isClose(twice.coefficient(coefficient), try #require(once.coefficient(coefficient)), absolute: 1e-13)
            )
        }
        let alphas = [1, 2, 4, 8].compactMap { times in
            RatingTable(units: [[[Int]]](repeating: units, count: times).flatMap { $0 }).coefficient(.krippendorffAlpha)
        }
        let steps = zip(alphas, alphas.dropFirst()).map { abs($0 - $1) }
        #expect(steps == steps.sorted(by: >) && steps[0] > 0)
    }

    @Test("No coefficient exceeds 1, and units with a single rating do not count as agreement")
    func bounds() {
        for seed in 20..<40 {
            let units = Self.units(seed: UInt64(seed), count: 4)
            let table = RatingTable(units: units)
            let lonely = RatingTable(units: units + [[0], [1], []])
            for coefficient in AgreementCoefficient.allCases {
                #expect(table.coefficient(coefficient).map { $0 <= 1 && $0 >= -3 } ?? false)
            }
            #expect(table.coefficient(.percentAgreement) == lonely.coefficient(.percentAgreement))
            #expect(table.coefficient(.krippendorffAlpha) == lonely.coefficient(.krippendorffAlpha))
            #expect(lonely.result(.gwet).pairedUnits == units.count)
        }
    }
}
