import AssayCore
import AssayModels
import Testing

struct RoutingDecisionTests {
    private func decision() async throws -> RoutingDecision {
        let registry = try SampleModels.registry([
            SampleModels.model("good", strong: 90), SampleModels.model("fair", strong: 70),
            SampleModels.model("tiny", context: 10),
        ])
        return try await ModelRouter(registry: registry).route("Write unit tests for this Python function, a parser")
    }

    @Test("The document says who was chosen, why, and why not the others")
    func document() async throws {
        let document = try await decision().document
        #expect(document["model"] == "good")
        #expect(document["provider"] == "alpha")
        #expect(document["chosen_by"] == "score")
        #expect(document["strategy"] == "balanced")
        #expect(document["tasks"]?["primary"] == "testing")
        #expect(document["candidates"]?[0]?["terms"]?.array?.count == 4)
        #expect(document["candidates"]?[0]?["terms"]?[0]?["name"] == "capability")
        #expect(document["excluded"]?[0]?["model"] == "tiny")
        #expect(document["fallbacks"] == ["fair"])
        #expect(document["fallbacks_declared"] == false)
        #expect(document["tie"] == .null)
    }

    @Test("The table says the same to people")
    func table() async throws {
        let lines = try await decision().table.split(separator: "\n").map(String.init)
        #expect(lines[0] == "model      good (alpha), by score")
        #expect(lines[1].hasPrefix("task       testing 0."))
        #expect(lines[2] == "strategy   balanced")
        #expect(lines[3].hasPrefix("1. good  score 0."))
        #expect(lines[4].hasPrefix("     capability 0.41 of 0.45: 90.0 of 100 at testing, "))
        #expect(lines.contains { $0.hasPrefix("excluded   tiny: its context window of 10 is below ") })
        #expect(lines.last == "fallbacks  fair (next by score)")
    }

    @Test("Neither holds the prompt")
    func privacy() async throws {
        let decision = try await decision()
        #expect(!decision.table.contains("parser"))
        #expect(!decision.document.canonicalJSON.contains("parser"))
    }
}
