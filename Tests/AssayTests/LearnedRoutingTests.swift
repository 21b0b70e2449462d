import Assay
import Foundation
import Testing

@Suite("Routing that learns from the run store")
struct LearnedRoutingTests {
    /// A store in a file of its own, opened anew as another process would.
    private struct Place {
        let path = FileManager.default.temporaryDirectory.appending(path: "assay-learned-\(UUID()).db").path

        func history(_ scope: String = "models") async throws -> SQLiteModelHistory {
            SQLiteModelHistory(try await SQLiteStateStore(path: path), scope: scope)
        }

        func remove() {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        }
    }

    private static func registry() throws -> ModelRegistry {
        let registry = ModelRegistry()
        for (id, strong) in [("flaky", 74.0), ("steady", 70.0)] {
            let scores = ModelScores(reasoning: strong, coding: strong, speed: 5)
            try registry.registerModel(ModelRecord(id: id, provider: id, price: .free, scores: scores))
        }
        return registry
    }

    private static let broken = AssayError(.modelContentPolicy, "no")

    @Test("What one orchestrator finds out, one of another process knows, and says")
    func orchestrators() async throws {
        let place = Place()
        defer { place.remove() }
        let failures = MockProvider(id: "flaky", script: Array(repeating: .failure(Self.broken), count: 9))
        let first = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [failures, MockProvider(id: "steady")],
            history: try await place.history()
        )
        for _ in 0..<4 { _ = try? await first.routeRequest("hi", modelID: "flaky") }
        let second = ModelOrchestrator(
            registry: try Self.registry(),
            providers: [failures, MockProvider(id: "steady")],
            history: try await place.history()
        )
        let decision = try await second.explain("hi")
        #expect(decision.chosen.id == "steady")
        #expect(decision.table.contains("after 4 calls, 0.0 % answered"))
    }

    @Test("Members and ways of asking are learned in scopes of their own, and explained")
    func panels() async throws {
        let place = Place()
        defer { place.remove() }
        func orchestrator(_ script: [MockProvider.Step]) async throws -> AdaptiveOrchestrator {
            let panel = Panel(registry: try Self.registry(), history: try await place.history("members"))
            try panel.registerProvider("flaky", provider: MockProvider(id: "flaky", script: script), model: "flaky")
            return AdaptiveOrchestrator(panel: panel, strategyHistory: try await place.history("ways"))
        }
        let first = try await orchestrator(Array(repeating: .failure(Self.broken), count: 9))
        for _ in 0..<3 { _ = try await first.process("hi") }
        let choice = try await orchestrator([]).explain("hi")
        #expect(choice.ranked.first?.learned?.attempts == 3)
        #expect(choice.document["ranked"]?[0]?["learned"]?["success_rate"] == 0)
        let task = TaskDetector().estimate("hi").primary
        #expect(try await place.history("ways").totals(for: task)[choice.strategy.rawValue]?.attempts == 3)
        #expect(try await place.history("models").totals(for: task).isEmpty)
    }

    @Test("A limit per hour counts what every process has spent, and no other scope's")
    func hourly() async throws {
        let place = Place()
        defer { place.remove() }
        let registry = ModelRegistry()
        try registry.registerModel(ModelRecord(id: "m", provider: "p", price: ModelPrice(input: 0, output: 20)))
        // 500 tokens at twenty dollars a million cost a cent.
        let requirements = try ModelRequirements(["cost_limit": 0.025, "budget_period": "per-hour"])
        func select() async throws -> String {
            try await registry.selectModel(requirements, history: try await place.history()).id
        }
        for _ in 0..<2 {
            #expect(try await select() == "m")
            let outcome = ModelOutcome(model: "m", task: "t", isSuccess: true, latencyMS: 1, costUSD: 0.01)
            try await place.history().record(outcome)
        }
        let error = await #expect(throws: AssayError.self) { _ = try await select() }
        #expect(error?.code == .unknownModel)
        #expect(error?.message.contains("with what the last hour has spent of 0.03 is above 0.025") == true)
        // Other scopes have spent nothing.
        let other = try await place.history("others")
        #expect(try await registry.selectModel(requirements, history: other).id == "m")
    }
}
