import AssayCore
import AssayModels
import AssayStatistics
import AssayTesting
import Testing

struct PanelAgreementTests {
    private func ask(_ texts: [String], by comparison: AnswerComparison = .words()) async throws -> PanelResult {
        let bench = try PanelBench(texts.enumerated().map { Voice("v\($0)", saying: $1) })
        let orchestrator = ParallelOrchestrator(panel: bench.panel, usesEarlyStopping: false)
        return try await bench.ask(orchestrator, options: PanelOptions(comparison: comparison))
    }

    @Test("Case, white space and punctuation around words do not make answers differ")
    func sameWords() async throws {
        let agreement = try await ask(["Paris", " paris.", "**Paris**", "Lyon"]).agreement
        #expect(agreement.classes == [0, 0, 0, 1])
        #expect(agreement.leadingShare == 0.75)
        #expect(agreement.leadingCount == 3)
        #expect(agreement.meanDistance == 0.5)
        #expect(agreement.distances[0, 3] == 1)
    }

    @Test(
        "Signs, decimals and negations make answers differ",
        arguments: [
            ("5", "-5"), ("1.5", "15"), ("It is true", "It is not true"), ("yes", "no"), ("10 %", "100 %"),
        ]
    )
    func differing(_ left: String, _ right: String) async throws {
        #expect(try await ask([left, right]).agreement.classes == [0, 1])
    }

    @Test("Equal texts are one class by the exact comparison, and nothing else is")
    func exact() async throws {
        let agreement = try await ask(["Paris", "Paris\n", "paris"], by: .exact).agreement
        #expect(agreement.classes == [0, 0, 1])
        #expect(agreement.comparison == "exact")
    }

    @Test("A comparison of one's own decides, and where it cannot tell, nothing agrees")
    func ownComparison() async throws {
        let byLength = AnswerComparison(name: "length", threshold: 1) { Double(abs($0.count - $1.count)) }
        #expect(try await ask(["aa", "bbb", "cccccc"], by: byLength).agreement.classes == [0, 0, 1])
        let blind = try await ask(["a", "a"], by: AnswerComparison(name: "blind", threshold: 1) { _, _ in nil })
        #expect(blind.agreement.meanDistance == nil)
        #expect(blind.agreement.classes == [0, 1])
        #expect(blind.best == "v0")
    }

    @Test("A tie is called one, and the first of equals is taken")
    func tie() async throws {
        let result = try await ask(["Lyon", "Paris", "Paris", "Lyon"])
        #expect(result.agreement.isTied)
        #expect(result.best == "v0")
        #expect(result.synthesis?.reason == "no answer is nearer to the others; the first was taken")
    }

    @Test("Where no two say the same, the answer nearest to the others is taken")
    func medoid() async throws {
        let result = try await ask(["red green", "red green blue gold", "blue gold"])
        #expect(result.agreement.leadingCount == 1)
        #expect(result.best == "v1")
        #expect(result.synthesis?.reason == "it is nearest to the others")
    }

    @Test("The document holds every distance, and null where there is none")
    func document() async throws {
        let document = try await ask(["Paris", "Paris", "Lyon"]).agreement.document
        #expect(document["pairwise_distance"] == [[0, 0, 1], [0, 0, 1], [1, 1, 0]])
        #expect(document["members"] == ["v0", "v1", "v2"])
        #expect(try await ask(["x"]).agreement.document["leading_share"] == .null)
    }
}
