import AssayCore
import AssayModels
import AssayStatistics
import AssayTesting
import Testing

struct ModelHistoryTests {
    private func outcome(_ model: String, success: Bool = true, latencyMS: Int64 = 0, cost: Double? = 0) -> ModelOutcome
    {
        ModelOutcome(model: model, task: .general, isSuccess: success, latencyMS: latencyMS, costUSD: cost)
    }

    @Test("The reward falls with time and money and is nothing for a failure (S4-10)")
    func reward() {
        #expect(outcome("a").reward == 1)
        #expect(outcome("a", latencyMS: 2000).reward == 0.8)
        #expect(abs(outcome("a", latencyMS: 60_000, cost: 1).reward - 0.2) < 1e-12)
        #expect(outcome("a", cost: 0.001).reward == 0.9)
        #expect(outcome("a", cost: nil).reward == 0.7)
        #expect(outcome("a", success: false).reward == 0)
        #expect(outcome("a", latencyMS: -5, cost: -1).reward == 1)
    }

    @Test("A history that is forgotten with the process keeps every rule a history must keep")
    func conformance() async {
        let checks = await HistoryConformance.check { InMemoryModelHistory(clock: $0) }
        #expect(checks.count >= 7)
        for check in checks { #expect(check.problems == [], "\(check.name)") }
    }

    @Test("A kind of task is found by its name")
    func tasks() async throws {
        let history = InMemoryModelHistory()
        history.record(outcome("a"))
        #expect(try await history.totals(for: TaskType.general) == history.totals(for: "general"))
        #expect(try await history.totals(for: .vision).isEmpty)
    }

    @Test("Means are those of the calls that say something, and null before any does")
    func means() {
        var totals = ModelTotals()
        #expect(totals.successRate == nil && totals.meanLatencyMS == nil && totals.meanCostUSD == nil)
        #expect(totals.document["mean_reward"] == .null && totals.tokensPerSecond == nil)
        var first = outcome("a", latencyMS: 2000, cost: 0.5)
        first.outputTokens = 100
        totals.add(first)
        totals.add(outcome("a", success: false, latencyMS: 9_000_000, cost: nil))
        totals.add(outcome("a", latencyMS: 4000, cost: nil))
        totals.add(outcome("a", success: false, cost: 0.25))
        #expect(totals.successRate == 0.5)
        #expect(totals.meanLatencyMS == 3000)
        #expect(totals.meanCostUSD == 0.375)
        #expect(totals.tokensPerSecond == 50)
        #expect(totals.document["calls"] == 4 && totals.document["mean_latency_ms"] == 3000)
    }

    @Test("What was learned stands beside the score, in words and in numbers")
    func explained() async throws {
        let registry = try SampleModels.registry([SampleModels.model("a"), SampleModels.model("b")])
        let history = InMemoryModelHistory()
        history.record(outcome("a", latencyMS: 1200, cost: 0.0012))
        let decision = try await ModelRouter(registry: registry, history: history).route("hi")
        let learned = decision.ranked.first { $0.model.id == "a" }?.terms.first { $0.name == "learned" }
        #expect(learned?.reason == "after 1 call, 100.0 % answered, 1200 ms on average, 0.0012 USD on average")
        let candidates = decision.document["candidates"]?.array ?? []
        let entry = candidates.first { $0["model"] == "a" }
        #expect(entry?["learned"]?["mean_latency_ms"] == 1200)
        #expect(candidates.first { $0["model"] == "b" }?["learned"] == .null)
        #expect(decision.table(isExplained: false).contains("asked 1 time, 1200 ms"))
        #expect(decision.table(isExplained: false).contains("never asked"))
    }

    @Test("A model that fails loses its place, and one failure is not the end")
    func learning() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("a", strong: 82), SampleModels.model("b", strong: 78),
        ])
        let history = InMemoryModelHistory()
        let router = ModelRouter(registry: registry, history: history)
        #expect(try await router.route("hi").chosen.id == "a")
        for _ in 0..<10 { history.record(outcome("a", success: false)) }
        #expect(try await router.route("hi").chosen.id == "b")
        // A routing that was cached would still say a (S4-10).
        for _ in 0..<100 { history.record(outcome("a")) }
        #expect(try await router.route("hi").chosen.id == "a")
    }

    @Test("The bandit tries each model first, best first, then mostly the best one, and never stops trying (S4-10)")
    func bandit() async throws {
        let means = ["a": 0.9, "b": 0.6, "c": 0.3]
        let models = [("a", 10.0), ("b", 50.0), ("c", 90.0)].map { SampleModels.model($0.0, strong: $0.1) }
        let registry = try SampleModels.registry(models)
        let history = InMemoryModelHistory()
        let router = ModelRouter(registry: registry, history: history)
        var random = SplitMix64(seed: 3)
        var choices: [String] = []
        for _ in 0..<600 {
            let id = try await router.route("hi", strategy: .ucb).chosen.id
            choices.append(id)
            let isGood = Double.random(in: 0..<1, using: &random) < means[id, default: 0]
            history.record(outcome(id, success: isGood))
        }
        #expect(Array(choices.prefix(3)) == ["c", "b", "a"])
        let counts = Dictionary(grouping: choices) { $0 }.mapValues(\.count)
        #expect(counts["a", default: 0] > 400)
        for id in ["b", "c"] { #expect(choices.suffix(500).contains(id)) }
    }

    @Test("The bandit's score is the mean and a bonus for being asked seldom, in the order of UCB1")
    func banditScore() async throws {
        let registry = try SampleModels.registry([SampleModels.model("often"), SampleModels.model("seldom")])
        let history = InMemoryModelHistory()
        for _ in 0..<98 { history.record(outcome("often")) }
        for _ in 0..<2 { history.record(outcome("seldom", success: false)) }
        let ranked = try await ModelRouter(registry: registry, history: history).route("hi", strategy: .ucb).ranked
        // sqrt(2 ln 100 / 2) = 2.146 and 1 + sqrt(2 ln 100 / 98) = 1.307
        #expect(ranked.map(\.model.id) == ["seldom", "often"])
        #expect(abs(ranked[0].score - 2.1460 / 3.1460) < 1e-4)
        #expect(abs(ranked[1].score - 1.3066 / 2.3066) < 1e-4)
        #expect(ranked[0].terms.map(\.name) == ["mean_reward", "exploration"])
    }
}
