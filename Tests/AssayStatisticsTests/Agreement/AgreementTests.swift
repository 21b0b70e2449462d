import AssayStatistics
import Foundation
import Testing

struct AgreementTests {
    private static let examples = "published_examples/agreement_and_distance.json"

    /// Columns of a raters × units table without the missing cells.
    private static func units(_ name: String) throws -> [[Int]] {
        let raters: [[Any]] = try Reference(examples).at(name, "raters_by_units").array()
        return raters[0].indices.map { unit in raters.compactMap { ($0[unit] as? NSNumber)?.intValue } }
    }

    private static func expand(_ counts: [Int]) -> [Int] {
        counts.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    }

    @Test("Krippendorff's data C have the published coefficients")
    func dataC() throws {
        let units = try Self.units("krippendorff_2011_C")
        #expect(isClose(Agreement.krippendorffAlpha(units: units), 0.743421052631579, absolute: 1e-12))
        #expect(isClose(Agreement.gwetAC1(units: units), 0.77544, absolute: 5e-6))
        #expect(isClose(Agreement.fleissKappa(units: units), 0.76117, absolute: 5e-6))
        #expect(isClose(Agreement.brennanPrediger(units: units), 0.77273, absolute: 5e-6))
        #expect(isClose(Agreement.percentAgreement(units: units), 0.8181818, absolute: 5e-8))
    }

    @Test("The 3 × 15 example has its published alpha")
    func wikipedia() throws {
        let units = try Self.units("wikipedia_3x15")
        #expect(isClose(Agreement.krippendorffAlpha(units: units), 0.691358, absolute: 5e-7))
    }

    @Test("Six raters on fifteen units have the published coefficients")
    func sixRaters() throws {
        let table: [[Int]] = try Reference(Self.examples).at("irrCAC_distrib_6raters", "units_by_categories").array()
        let units = table.map(Self.expand)
        #expect(isClose(Agreement.gwetAC1(units: units), 0.4448007, absolute: 5e-8))
        #expect(isClose(Agreement.fleissKappa(units: units), 0.4139265, absolute: 5e-8))
        #expect(isClose(Agreement.krippendorffAlpha(units: units), 0.4204384, absolute: 5e-8))
        #expect(isClose(Agreement.brennanPrediger(units: units), 0.4388889, absolute: 5e-8))
    }

    @Test("Two abstractors have the published coefficients")
    func abstractors() throws {
        let table: [[Int]] = try Reference(Self.examples)
            .at("irrCAC_cont3x3abstractors", "two_rater_contingency").array()
        let units = (0..<3).flatMap { i in (0..<3).flatMap { j in Array(repeating: [i, j], count: table[i][j]) } }
        #expect(isClose(Agreement.percentAgreement(units: units), 0.89))
        #expect(isClose(Agreement.gwetAC1(units: units), 0.8493305, absolute: 5e-8))
        #expect(isClose(Agreement.krippendorffAlpha(units: units), 0.7972585, absolute: 5e-8))
        #expect(isClose(Agreement.brennanPrediger(units: units), 0.835, absolute: 1e-9))
        // With two raters the general form is Scott's pi.
        #expect(isClose(Agreement.fleissKappa(units: units), 0.7962397, absolute: 5e-8))
    }

    @Test("Crowd sets have the reference coefficients", arguments: ["bluebird", "rte"])
    func crowd(name: String) throws {
        let units = try LabelledItem.crowd(name).map { $0.labels.compactMap { $0 } }
        let reference = try Reference().at("crowd", name)
        let alpha = try reference.at("krippendorff_alpha_nominal_all_items").number()
        #expect(isClose(Agreement.krippendorffAlpha(units: units), alpha, absolute: 1e-9))
        #expect(try isClose(Agreement.gwetAC1(units: units), reference.at("gwet_ac1").number(), absolute: 1e-9))
        let kappa = try reference.at("fleiss_kappa_generalised").number()
        #expect(isClose(Agreement.fleissKappa(units: units), kappa, absolute: 1e-9))
        let percent = try reference.at("percent_agreement").number()
        #expect(isClose(Agreement.percentAgreement(units: units), percent, absolute: 1e-9))
    }

    @Test("Model answers have the reference alpha")
    func modelAnswers() throws {
        // Alpha compares labels across items, so equal answers need equal labels everywhere.
        var labeler = Labeler()
        let units = try TestData.rows("gsm8k_phi3mini/gsm8k_phi3mini_k40.csv").map { row in
            row.dropFirst(2).compactMap { labeler.label($0) }
        }
        let reference = try Reference().at("categorical", "gsm8k_phi3mini", "krippendorff_alpha_nominal").number()
        #expect(isClose(Agreement.krippendorffAlpha(units: units), reference, absolute: 1e-9))
    }

    @Test("What is undefined is nil, never 1")
    func undefined() {
        #expect(Agreement.krippendorffAlpha(units: [[1, 1], [1, 1]]) == nil)
        #expect(Agreement.fleissKappa(units: [[1, 1]]) == nil)
        #expect(Agreement.gwetAC1(units: [[1, 1]]) == nil)
        #expect(Agreement.brennanPrediger(units: [[1, 1]]) == nil)
        #expect(Agreement.percentAgreement(units: [[1], []]) == nil)
        #expect(Agreement.krippendorffAlpha(units: []) == nil)
        #expect(Agreement.percentAgreement(units: [[1, 1]]) == 1)
    }

    @Test("Declared categories count even when unseen")
    func declaredCategories() {
        let units = [[1, 1], [1, 1], [1, 2]]
        #expect(Agreement.gwetAC1(units: [[1, 1]], categories: 2) == 1)
        #expect(isClose(Agreement.brennanPrediger(units: units, categories: 4), (2.0 / 3 - 0.25) / 0.75))
        #expect(Agreement.gwetAC1(units: units, categories: 1) == Agreement.gwetAC1(units: units))
    }

    @Test("Neither the order of units nor that of raters matters")
    func permutation() {
        var generator = SplitMix64(seed: 14)
        let units = (0..<20).map { _ in
            (0..<Int.random(in: 0...6, using: &generator)).map { _ in Int.random(in: 0...3, using: &generator) }
        }
        let other = units.map { $0.shuffled(using: &generator) }.shuffled(using: &generator)
        #expect(isClose(Agreement.krippendorffAlpha(units: other), Agreement.krippendorffAlpha(units: units) ?? .nan))
        #expect(isClose(Agreement.fleissKappa(units: other), Agreement.fleissKappa(units: units) ?? .nan))
        #expect(isClose(Agreement.gwetAC1(units: other), Agreement.gwetAC1(units: units) ?? .nan))
    }
}
