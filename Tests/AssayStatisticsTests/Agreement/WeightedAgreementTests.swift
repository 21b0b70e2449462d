import AssayStatistics
import Foundation
import Testing

struct WeightedAgreementTests {
    struct Row: Sendable {
        let weights: AgreementWeights
        let gwet: Double
        let fleiss: Double
        let brennan: Double
        let alpha: Double
    }

    /// Krippendorff's data C as computed by the Python package irrCAC, to twelve digits.
    static let rows = [
        Row(weights: .identity, gwet: 0.775444068127, fleiss: 0.761169275422, brennan: 8.5 / 11, alpha: 0.743421052632),
        Row(
            weights: .linear,
            gwet: 0.858739136433,
            fleiss: 0.817944767097,
            brennan: 0.848484848485,
            alpha: 0.800383877159
        ),
        Row(
            weights: .quadratic,
            gwet: 0.914000723552,
            fleiss: 0.864935064935,
            brennan: 0.901515151515,
            alpha: 0.849107142857
        ),
        Row(
            weights: .ordinal,
            gwet: 0.898939769908,
            fleiss: 0.850206189397,
            brennan: 0.886363636364,
            alpha: 0.833638025594
        ),
    ]

    static func dataC() throws -> [[Int]] {
        let raters: [[Any]] = try Reference("published_examples/agreement_and_distance.json")
            .at("krippendorff_2011_C", "raters_by_units").array()
        return raters[0].indices.map { unit in raters.compactMap { ($0[unit] as? NSNumber)?.intValue } }
    }

    @Test("Weighted coefficients equal those of an independent implementation", arguments: rows)
    func dataC(row: Row) throws {
        let units = try Self.dataC()
        let table = RatingTable(units: units, weights: row.weights)
        #expect(isClose(table.coefficient(.gwet), row.gwet, absolute: 1e-11))
        #expect(isClose(table.coefficient(.fleissKappa), row.fleiss, absolute: 1e-11))
        #expect(isClose(table.coefficient(.brennanPrediger), row.brennan, absolute: 1e-11))
        #expect(isClose(table.coefficient(.krippendorffAlpha), row.alpha, absolute: 1e-11))
        #expect(Agreement.gwetAC2(units: units, weights: row.weights) == table.coefficient(.gwet))
        #expect(Agreement.fleissKappa(units: units, weights: row.weights) == table.coefficient(.fleissKappa))
        let brennan = Agreement.brennanPrediger(units: units, weights: row.weights)
        #expect(brennan == table.coefficient(.brennanPrediger))
        let percent = Agreement.percentAgreement(units: units, weights: row.weights)
        #expect(percent == table.coefficient(.percentAgreement))
    }

    @Test("Without weights the table and the direct formulas agree")
    func tableEqualsFormulas() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<30 {
            let units = Self.random(&generator)
            let table = RatingTable(units: units)
            Self.expectEqual(table.coefficient(.percentAgreement), Agreement.percentAgreement(units: units))
            Self.expectEqual(table.coefficient(.krippendorffAlpha), Agreement.krippendorffAlpha(units: units))
            Self.expectEqual(table.coefficient(.fleissKappa), Agreement.fleissKappa(units: units))
            Self.expectEqual(table.coefficient(.gwet), Agreement.gwetAC1(units: units))
            Self.expectEqual(table.coefficient(.brennanPrediger), Agreement.brennanPrediger(units: units))
        }
    }

    private static func expectEqual(_ a: Double?, _ b: Double?) {
        #expect((a == nil) == (b == nil))
        if let b { #expect(isClose(a, b, absolute: 1e-13)) }
    }

    static func random(_ generator: inout SplitMix64, labels: Int = 3) -> [[Int]] {
        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
            (0..<Int.random(in: 0...5, using: &generator)).map { _ in Int.random(in: 0...labels, using: &generator) }
        }
    }

    @Test("Perfect agreement is 1 and credit for near ratings never lowers the observed agreement")
    func bounds() {
        var generator = SplitMix64(seed: 6)
        let perfect = [[1, 1], [2, 2, 2], [3, 3]]
        for weights in AgreementWeights.allCases {
            let table = RatingTable(units: perfect, weights: weights)
            for coefficient in AgreementCoefficient.allCases { #expect(isClose(table.coefficient(coefficient), 1)) }
        }
        for _ in 0..<20 {
            let units = Self.random(&generator, labels: 4)
            guard let plain = RatingTable(units: units).coefficient(.percentAgreement) else { continue }
            for weights in AgreementWeights.allCases {
                let credited = RatingTable(units: units, weights: weights).coefficient(.percentAgreement) ?? .nan
                #expect(credited >= plain - 1e-12 && credited <= 1 + 1e-12)
            }
        }
    }

    @Test("A declared scale adds categories nobody used")
    func declaredScale() {
        let units = [[1, 2], [2, 2], [1, 1]]
        let seen = RatingTable(units: units, weights: .quadratic)
        let declared = RatingTable(units: units, scale: [1, 2, 3, 4, 5], weights: .quadratic)
        #expect(seen.categories == 2 && !seen.categoriesAreDeclared)
        #expect(declared.categories == 5 && declared.categoriesAreDeclared)
        // On the long scale 1 and 2 are close: 1 − 1/16 instead of 0.
        #expect(isClose(declared.coefficient(.percentAgreement), (2 + 15.0 / 16) / 3))
        #expect(isClose(seen.coefficient(.percentAgreement), 2.0 / 3))
        #expect(RatingTable(units: units, categories: 7).categories == 7)
        #expect(RatingTable(units: units, categories: 1).categories == 2)
    }

    @Test("Results carry their parts, and the reason where there is no value")
    func reasons() {
        let fine = RatingTable(units: [[1, 2], [2, 2], [1]], categories: 3).result(.gwet)
        #expect(fine.value != nil && fine.reason == nil)
        #expect(fine.observed == 0.5)
        #expect(fine.categories == 3 && fine.categoriesAreDeclared)
        #expect(fine.pairedUnits == 2)
        let lonely = RatingTable(units: [[1], []]).result(.fleissKappa)
        #expect(lonely.value == nil && lonely.reason == "no unit has two ratings")
        let single = RatingTable(units: [[1, 1]]).result(.gwet)
        #expect(single.reason == "only one category occurs and no other is declared")
        let constant = RatingTable(units: [[1, 1]], categories: 2).result(.krippendorffAlpha)
        #expect(constant.reason == "every rating is the same, so chance agreement is 1")
        #expect(RatingTable(units: []).result(.percentAgreement).reason == "no unit has two ratings")
    }

    @Test("Labels at the ends of the integers do not trap")
    func hugeLabels() {
        for weights in AgreementWeights.allCases {
            let table = RatingTable(units: [[.min, .max], [0, 0]], weights: weights)
            #expect(table.coefficient(.gwet)?.isFinite == true)
        }
    }
}
