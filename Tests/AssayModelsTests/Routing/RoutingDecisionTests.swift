import AssayCore
import AssayModels
import Testing

struct RoutingDecisionTests {
    private func decision() async throws -> RoutingDecision {
        let registry = try SampleModels.registry([
            SampleModels.model("good", strong: 90), SampleModels.model("fair", strong: 70),
            SampleModels.model("tiny", context: 10),
        ])
        let prompt = "Write unit tests for this Python function, the Grimbledorf parser"
        return try await ModelRouter(registry: registry).route(prompt)
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
        #expect(lines[1].hasPrefix("task       testing "))
        #expect(lines.contains("strategy   balanced"))
        #expect(lines.contains("requires   no more than room for the prompt"))
        let first = try #require(lines.firstIndex { $0.hasPrefix("1. good  score 0.") })
        #expect(lines[first + 1].hasPrefix("     capability 0.41 of 0.45: 90.0 of 100 at testing"))
        #expect(lines.contains { $0.hasPrefix("excluded   tiny: its context window of 10 is below ") })
        #expect(lines.last == "fallbacks  fair (next by score)")
    }

    @Test("The short table has a line for each model, without the terms, and what is required")
    func shortTable() async throws {
        let registry = try SampleModels.registry([SampleModels.model("good", strong: 90), SampleModels.model("weak")])
        let requirements = try ModelRequirements(["min_coding": 85])
        let decision = try await ModelRouter(registry: registry).route("Fix the bug", requirements: requirements)
        let lines = decision.table(isExplained: false).split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasPrefix("requires   ") && $0.contains(#""min_coding":85"#) })
        #expect(lines.contains { $0.hasPrefix("1. good  score 0.") && $0.hasSuffix(" USD a call  never asked") })
        #expect(lines.contains("excluded   weak: its coding of 80 is below 85"))
        #expect(!lines.contains { $0.contains("capability") })
    }

    @Test("Neither holds words of the prompt")
    func privacy() async throws {
        let decision = try await decision()
        #expect(!decision.table.lowercased().contains("grimbledorf"))
        for word in ["grimbledorf", "parser", "python"] {
            #expect(!decision.document.canonicalJSON.lowercased().contains(word))
        }
    }
}
