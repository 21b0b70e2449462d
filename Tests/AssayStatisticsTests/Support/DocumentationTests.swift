import AssayStatistics
import Foundation
import Testing

/// The worked example on the documentation page, computed again.
struct DocumentationTests {
    private static let seconds = [2.1, 2.2, 2.0, 2.4, 2.1, 2.3, 2.2, 2.1]
    private static let later = [2.3, 2.5, 2.2, 2.6, 2.4, 2.5, 2.3, 2.4]

    private static func page() throws -> String {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let path = "Sources/AssayStatistics/Documentation.docc/Reading-a-bundle.md"
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func expect(_ rows: [(String, Double?)]) throws {
        let page = try page()
        for (name, value) in rows {
            let row = "| \(name) | \(String(format: "%.3f", try #require(value))) |"
            #expect(page.contains(row), "the page lacks \(row)")
        }
    }

    @Test("The page's numbers on a verdict are those of the library")
    func verdict() throws {
        let interval = try #require(Confidence.wilsonInterval(successes: 6, trials: 8))
        let confidence = try #require(Confidence.modalAnswer(leader: 6, runnerUp: 2))
        let stability = Confidence.horizonStability(leader: 6, runnerUp: 2, rest: 0, remaining: 12)
        try Self.expect([
            ("majority share", Confidence.majorityShare(leader: 6, voters: 8)),
            ("Wilson interval, low", interval.low), ("Wilson interval, high", interval.high),
            ("confidence of verdict", confidence), ("stability of verdict", stability),
            ("pair agreement", Confidence.pairwiseAgreement(counts: [6, 2])),
            ("entropy", Confidence.entropy(counts: [6, 2])),
        ])
        let sentence = String(format: "`confidence` is %.3f and its `stability` %.3f", confidence, stability)
        #expect(try Self.page().contains(sentence))
    }

    @Test("The page's numbers on a measurement are those of the library")
    func measurement() throws {
        let summary = try #require(NumericSummary(values: Self.seconds))
        let interval = try #require(summary.meanInterval())
        var tally = MeasurementTally(horizon: 20, tolerance: .relative(0.05))
        for value in Self.seconds { tally.append(value) }
        try Self.expect([
            ("mean of seconds", summary.mean), ("median of seconds", summary.median),
            ("standard deviation", summary.standardDeviation),
            ("mean interval, low", interval.low), ("mean interval, high", interval.high),
            ("confidence of seconds", tally.confidence), ("stability of seconds", tally.stability),
        ])
        // The bundle reports the smallest of the fields, which is that of the verdict.
        let (confidence, stability) = (try #require(tally.confidence), try #require(tally.stability))
        #expect(confidence > 0.924 && stability > 0.968)
    }

    @Test("The page's coefficients of agreement are those of the library")
    func agreement() throws {
        let answers = ["aaaaa", "aaaab", "aaaaa", "bbbab", "aaaaa", "abaaa", "aaaaa", "aaaaa"]
        #expect(try Self.page().contains("| answers | " + answers.joined(separator: " | ") + " |"))
        let table = RatingTable(units: answers.map { $0.map { $0 == "a" ? 0 : 1 } })
        let interval = try #require(table.interval(.gwet, bootstrap: Bootstrap(resamples: 2000, seed: 1)))
        try Self.expect([
            ("percent agreement", table.coefficient(.percentAgreement)),
            ("Krippendorff's alpha", table.coefficient(.krippendorffAlpha)),
            ("Fleiss' kappa", table.coefficient(.fleissKappa)),
            ("Gwet's AC1", table.coefficient(.gwet)),
            ("AC1, low end", interval.low), ("AC1, high end", interval.high),
            ("Brennan–Prediger", table.coefficient(.brennanPrediger)),
        ])
    }

    @Test("The page's comparison is that of the library")
    func comparison() throws {
        let comparison = SampleComparison.numeric(Self.seconds, Self.later)
        let effects = Dictionary(uniqueKeysWithValues: comparison.effects.map { ($0.name, $0) })
        let shift = try #require(effects["hodges_lehmann_shift"])
        try Self.expect([
            ("p-value", comparison.result?.pValue),
            ("shift", shift.value), ("shift, low end", shift.low), ("shift, high end", shift.high),
            ("Cliff's delta", effects["cliffs_delta"]?.value), ("Hedges' g", effects["hedges_g"]?.value),
        ])
        #expect(try Self.page().contains(comparison.event))
    }
}
