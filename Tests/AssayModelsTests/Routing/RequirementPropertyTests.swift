import AssayCore
import AssayModels
import AssayStatistics
import Testing

@Suite("Requirements, whatever they are")
struct RequirementPropertyTests {
    /// Some requirements, each there or not, by a seed.
    private static func document(_ random: inout SplitMix64) -> Object {
        let members: [(String, Value)] = [
            ("tasks", ["testing"]), ("context_window", 4000), ("input_tokens", 300), ("output_tokens", 70),
            ("features", ["vision"]), ("capabilities", ["law"]), ("expertise", "medium"), ("min_reasoning", 55),
            ("min_coding", 45.5), ("min_accuracy_score", 0.5), ("max_latency_ms", 3000),
            ("min_tokens_per_second", 30), ("min_maturity", "beta"), ("min_size", 1), ("max_size", 80),
            ("max_cost_per_1k", 0.02), ("cost_limit", 0.01), ("providers", ["alpha", "beta"]), ("local_only", true),
            ("excluded", ["m3"]), ("preferred", ["m1", "m2"]), ("fallback_strategy", "cheapest"),
        ]
        var document: Object = [:]
        for (key, value) in members where Int.random(in: 0..<4, using: &random) == 0 { document[key] = value }
        if document["cost_limit"] != nil, Bool.random(using: &random) { document["budget_period"] = "per-hour" }
        return document
    }

    private static func model(_ number: Int, _ random: inout SplitMix64) -> ModelRecord {
        func some<T>(_ values: T...) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
        return ModelRecord(
            id: "m\(number)",
            provider: some("alpha", "beta", "gamma"),
            capabilities: some([], ["law"]),
            contextWindow: some(nil, 2000, 100_000),
            price: some(nil, .free, ModelPrice(input: 5, output: 30)),
            scores: ModelScores(reasoning: some(nil, 50, 90), coding: some(nil, 40, 95)),
            performance: ModelPerformance(
                latencyMS: some(nil, 1000, 9000),
                tokensPerSecond: some(nil, 10, 100),
                accuracy: some(nil, 0.4, 0.9)
            ),
            parametersBillion: some(nil, 0.5, 70),
            maturity: some(.experimental, .beta, .production),
            features: some([], [.vision]),
            isLocal: some(true, false)
        )
    }

    /// Whether a model meets a document, said anew and as plainly as can be.
    private static func meets(_ model: ModelRecord, _ document: Object, measuredMS: Double?) -> Bool {
        func least(_ key: String, _ value: Double?) -> Bool {
            guard let limit = document[key]?.double else { return true }
            return value.map { $0 >= limit } ?? false
        }
        func most(_ key: String, _ value: Double?) -> Bool {
            guard let limit = document[key]?.double else { return true }
            return value.map { $0 <= limit } ?? false
        }
        let (input, output) = (document["input_tokens"]?.int64 ?? 1, document["output_tokens"]?.int64 ?? 500)
        let task: TaskType = document["tasks"] == nil ? .general : .testing
        let room = model.contextWindow.map { Int64($0) >= input + output } ?? true
        let isMature = document["min_maturity"] == nil || model.maturity != .experimental
        return room && least("context_window", model.contextWindow.map(Double.init))
            && (document["features"] == nil || model.features.contains(.vision))
            && (document["capabilities"] == nil || model.capabilities.contains("law"))
            && (document["expertise"] == nil || model.score(for: task) ?? 0 >= 60)
            && least("min_reasoning", model.scores.reasoning) && least("min_coding", model.scores.coding)
            && least("min_accuracy_score", model.performance.accuracy)
            && most("max_latency_ms", measuredMS ?? model.performance.latencyMS)
            && least("min_tokens_per_second", model.performance.tokensPerSecond)
            && isMature && least("min_size", model.parametersBillion) && most("max_size", model.parametersBillion)
            && most("max_cost_per_1k", model.price.map { $0.blended / 1000 })
            && most("cost_limit", model.cost(ModelUsage(inputTokens: input, outputTokens: output)))
            && (document["providers"] == nil || ["alpha", "beta"].contains(model.provider))
            && (document["local_only"] == nil || model.isLocal)
            && (document["excluded"] == nil || model.id != "m3")
    }

    @Test("A model is ranked when it meets them all and excluded otherwise; the chosen one does", arguments: 0..<60)
    func partition(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let models = (0..<12).map { Self.model($0, &random) }
        let document = Self.document(&random)
        let history = InMemoryModelHistory()
        let task: TaskType = document["tasks"] == nil ? .general : .testing
        for _ in 0..<3 {
            history.record(ModelOutcome(model: "m0", task: task, isSuccess: true, latencyMS: 2500, costUSD: 0))
        }
        let expected = models.filter { model in
            Self.meets(model, document, measuredMS: model.id == "m0" ? 2500 : nil)
        }
        let router = ModelRouter(registry: try SampleModels.registry(models), history: history)
        let requirements = try ModelRequirements(document)
        guard !expected.isEmpty else {
            let error = await thrown { _ = try await router.route("hi", requirements: requirements) }
            #expect(error?.code == .unknownModel)
            return
        }
        let decision = try await router.route("hi", requirements: requirements)
        #expect(Set(decision.ranked.map(\.model.id)) == Set(expected.map(\.id)), "\(document)")
        #expect(decision.ranked.count + decision.excluded.count == models.count)
        #expect(expected.contains(decision.chosen))
        #expect(Set(decision.fallbacks).isSubset(of: expected.map(\.id)))
        let preferred = ["m1", "m2"].first { id in document["preferred"] != nil && expected.contains { $0.id == id } }
        if let preferred { #expect(decision.chosen.id == preferred) }
    }

    @Test("What is written down is read back the same", arguments: 0..<40)
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: 1000 + seed)
        let document = Self.document(&random)
        let requirements = try ModelRequirements(document)
        #expect(requirements.document == .object(document))
        #expect(try ModelRequirements(requirements.document.object ?? [:]) == requirements)
    }
}
