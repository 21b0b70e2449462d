import AssayCore
import AssayReports
import Testing

@Suite("Comparisons in words")
struct ComparisonReportTests {
    private static func report(_ first: [Value], _ second: [Value], fields: Int = 20) throws -> String {
        let comparison = try BundleComparison(Reports.bundle(of: first), Reports.bundle(of: second))
        return ComparisonReport(comparison, maximumFields: fields).render()
    }

    private static func answers(_ label: Value, _ score: Double) -> [Value] {
        (0..<12).map { ["label": label, "score": .number(score + Double($0) / 8)] }
    }

    @Test("The first line says whether there is a difference, over how many fields and answers")
    func headline() throws {
        let same = try Self.report(Self.answers("a", 1.25), Self.answers("a", 1.25))
        #expect(
            same.hasPrefix(
                "no difference shown at error rate 0.05 over all fields: sorter 1.2.0, 12 and 12 answers, 2 fields\n"
            )
        )
        let other = try Self.report(Self.answers("a", 1.25), Self.answers("b", 9.25))
        #expect(
            other.hasPrefix("different at error rate 0.05 over all fields: 2 of 2 fields of sorter 1.2.0, 12 and 12")
        )
    }

    @Test("Classes are told with their counts, measurements with their shift")
    func fields() throws {
        let report = try Self.report(Self.answers("a", 1.25), Self.answers("b", 9.25))
        #expect(report.contains("label differs: shares differ by 1, p "))
        #expect(report.contains(#""a" 12× against 0×, "b" 0× against 12×"#))
        #expect(report.contains("score differs: mean 1.9375 against 9.9375, shift 8 (95 % "))
        #expect(report.hasSuffix("\n"))
    }

    @Test("Fields of which the same is to be said share a line, and the rest is counted")
    func alike() throws {
        let first = [Value](repeating: ["a": 1, "b": 1, "c": 2], count: 9)
        let second = [Value](repeating: ["a": 3, "b": 3, "c": 2], count: 9)
        let report = try Self.report(first, second)
        #expect(report.contains("a and 1 more alike differs: shares differ by 1"))
        #expect(report.contains("c same, or not told apart: shares differ by 0, p 1: 2 9× against 9×"))
        let short = try Self.report(Self.answers("a", 1.25), Self.answers("b", 9.25), fields: 1)
        #expect(short.contains("… 1 more fields; --json has all"))
    }

    @Test("Runs too small to show anything say so")
    func small() throws {
        let report = try Self.report([["a": 1]], [["a": 2]])
        #expect(
            report.contains("note: runs of 1 and 1 answers are too small to show any difference of classes at 0.05")
        )
    }
}
