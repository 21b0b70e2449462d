import AssayCore
import AssayModels
import AssayTesting
import AssayYAML
import Testing

@Suite("requires_model (S4-13)")
struct RequiresModelTests {
    private static let whole: Object = [
        "tasks": ["reasoning", "testing"], "context_window": 50_000, "input_tokens": 700, "output_tokens": 90,
        "capabilities": ["law"], "expertise": "high", "features": ["functions", "vision"], "min_reasoning": 60,
        "min_coding": 50.5, "min_accuracy_score": 0.8, "max_latency_ms": 4000, "min_tokens_per_second": 20,
        "min_maturity": "beta", "min_size": 7, "max_size": 70, "max_cost_per_1k": 0.01, "cost_limit": 0.5,
        "budget_period": "per-pipeline", "spent_usd": 0.25, "providers": ["alpha"], "local_only": true,
        "preferred": ["b", "a"], "excluded": ["x"], "fallback_strategy": "cheapest",
    ]

    @Test("Everything that can be required is read, and written down as it was")
    func roundTrip() throws {
        let requirements = try ModelRequirements(Self.whole)
        #expect(requirements.document == .object(Self.whole))
        #expect(try ModelRequirements(requirements.document.object ?? [:]) == requirements)
        #expect(requirements.expertise == .high && requirements.budgetPeriod == .pipeline)
        #expect(requirements.fallbackStrategy == .cheapest && requirements.preferred == ["b", "a"])
    }

    @Test("A text in YAML says the same, and its mistakes have a place")
    func text() async throws {
        let yaml = "min_size: 500M\nmax_size: 1.5B\nexpertise: [law, tax]\nmodalities: [text, audio, code]"
        let requirements = try ModelRequirements(yaml, file: "r.yaml")
        #expect(requirements.minimumParametersBillion == 0.5 && requirements.maximumParametersBillion == 1.5)
        #expect(requirements.capabilities == ["law", "tax"] && requirements.features == [.audio])
        #expect(requirements.minimumCoding == 1)
        for (text, place, advice) in [
            ("min_size: big", "r.yaml:1:11", "7B, 1.5B or 500M"),
            ("expertise: genius", "r.yaml:1:12", "low, medium, high, very-high"),
            ("budget_period: per-hour", "r.yaml:1:16", "must stand beside cost_limit"),
            ("cost_limit: 1\nbudget_period: weekly", "r.yaml:2:16", "per-task, per-pipeline, per-hour"),
            ("cost_limit: 1\nspent_usd: 1", "r.yaml:2:12", "per-pipeline, which alone looks at it"),
            ("fallback_strategy: relax", "r.yaml:1:20", "best_available, fail, cheapest"),
            ("min_accuracy_score: 90", "r.yaml:1:21", "from 0.0 to 1.0"),
            ("features: [smell]", "r.yaml:1:12", "vision, audio, functions, structured_output"),
            ("min_codng: 5", "r.yaml:1:1", "did you mean min_coding?"),
        ] {
            let error = await thrown { _ = try ModelRequirements(text, file: "r.yaml") }
            #expect(error?.code == .invalidDocument)
            #expect(error?.message.hasPrefix(place + ":") == true, "\(error?.message ?? "no error")")
            #expect(error?.message.contains(advice) == true, "\(error?.message ?? "no error")")
        }
    }

    @Test("none asks no model; anything but that and a mapping is refused")
    func none() async throws {
        #expect(try ModelRequirements.requiresModel("none") == nil)
        #expect(try ModelRequirements.requiresModel(.null) == nil)
        #expect(try ModelRequirements.requiresModel(["min_coding": 5])?.minimumCoding == 5)
        for value in ["some", 5, []] as [Value] {
            let error = await thrown { _ = try ModelRequirements.requiresModel(value) }
            #expect(error?.message.contains("none or a mapping") == true)
        }
    }

    /// Why a model does not qualify; empty when it does.
    private func objections(
        _ model: ModelRecord,
        _ document: Object,
        history: any ModelHistory = InMemoryModelHistory()
    ) async throws -> [String] {
        let registry = try SampleModels.registry([model, SampleModels.model("other")])
        var document = document
        document["preferred"] = nil
        let router = ModelRouter(registry: registry, history: history)
        do {
            let decision = try await router.route("hi", requirements: ModelRequirements(document))
            return decision.excluded.first { $0.model == model.id }?.reasons ?? []
        } catch let error as AssayError where error.code == .unknownModel {
            return [error.message]
        }
    }

    @Test("Each key is checked against what is declared, and unknown does not qualify")
    func declared() async throws {
        let model = ModelRecord(
            id: "m",
            provider: "alpha",
            contextWindow: 8000,
            scores: ModelScores(reasoning: 70, coding: 70),
            performance: ModelPerformance(latencyMS: 5000, tokensPerSecond: 10, accuracy: 0.7)
        )
        let cases: [(Object, String)] = [
            (["expertise": "high"], "its score at general of 70 is below 75"),
            (["expertise": "very-high", "tasks": ["testing"]], "its score at testing of 70 is below 90"),
            (["min_accuracy_score": 0.8], "its accuracy of 0.7 is below 0.8"),
            (["max_latency_ms": 4000], "its time to an answer in milliseconds of 5000 is above 4000"),
            (["min_tokens_per_second": 20], "its speed in tokens per second of 10 is below 20"),
            (["modalities": ["audio"]], "it has no audio"),
            (["expertise": ["law"]], "it is not described by law"),
        ]
        for (document, reason) in cases {
            let found = try await objections(model, document)
            #expect(found.contains { $0.contains(reason) }, "\(found)")
            let unknown = try await objections(ModelRecord(id: "m", provider: "alpha"), document)
            #expect(!unknown.isEmpty, "\(document)")
        }
        let met: Object = [
            "expertise": "medium", "min_accuracy_score": 0.7, "max_latency_ms": 5000, "min_tokens_per_second": 10,
        ]
        #expect(try await objections(model, met).isEmpty)
    }

    @Test("What was measured in three answers counts before what was declared")
    func measured() async throws {
        let model = ModelRecord(id: "m", provider: "alpha", performance: ModelPerformance(latencyMS: 100))
        let history = InMemoryModelHistory()
        func answer() {
            let outcome = ModelOutcome(
                model: "m",
                task: TaskType.general,
                isSuccess: true,
                latencyMS: 9000,
                costUSD: 0,
                outputTokens: 900
            )
            history.record(outcome)
        }
        for _ in 0..<2 { answer() }
        let fast: Object = ["max_latency_ms": 5000]
        #expect(try await objections(model, fast, history: history).isEmpty)
        answer()
        #expect(try await objections(model, fast, history: history).contains { $0.contains("of 9000 is above 5000") })
        #expect(try await objections(model, ["min_tokens_per_second": 100], history: history).isEmpty)
    }

    @Test("A limit per pipeline or per hour counts what was spent; where that is unknown nothing qualifies")
    func periods() async throws {
        let clock = ManualClock()
        let history = InMemoryModelHistory(clock: WallClock { clock.now.offset.wholeMilliseconds })
        // 500 tokens at 4 USD a million.
        let model = SampleModels.model("m", price: ModelPrice(input: 0, output: 4))
        var document: Object = ["cost_limit": 0.01, "budget_period": "per-hour", "input_tokens": 0]
        #expect(try await objections(model, document, history: history).isEmpty)
        history.record(ModelOutcome(model: "x", task: "t", isSuccess: true, latencyMS: 1, costUSD: 0.009))
        let found = try await objections(model, document, history: history)
        #expect(found.contains { $0.contains("with what the last hour has spent") && $0.contains("above 0.01") })
        clock.advance(by: .seconds(3700))
        #expect(try await objections(model, document, history: history).isEmpty)
        history.record(ModelOutcome(model: "x", task: "t", isSuccess: true, latencyMS: 1, costUSD: nil))
        #expect(try await objections(model, document, history: history).contains { $0.contains("is unknown") })
        document["budget_period"] = "per-pipeline"
        document["spent_usd"] = 0.007
        #expect(try await objections(model, document, history: history).isEmpty)
        document["spent_usd"] = 0.0081
        #expect(try await objections(model, document).contains { $0.contains("the pipeline has spent") })
        document["spent_usd"] = .null
        #expect(try await objections(model, document).contains { $0.contains("is unknown") })
    }

    private static let three = [
        SampleModels.model("dear", strong: 90, price: ModelPrice(input: 9, output: 9)),
        SampleModels.model("cheap", strong: 40, price: ModelPrice(input: 1, output: 1)),
        SampleModels.model("unpriced", strong: 60, price: nil),
    ]

    @Test("Learning by trying needs what was tried: without a history it is refused, with one it explores (S4-10)")
    func bandit() async throws {
        let registry = try SampleModels.registry(Self.three)
        let error = await thrown { _ = try await registry.selectModel(ModelRequirements(), strategy: .ucb) }
        #expect(error?.code == .invalidArgument && error?.message.contains("history") == true)
        let history = InMemoryModelHistory()
        var chosen: Set<String> = []
        for _ in 0..<3 {
            let model = try await registry.selectModel(ModelRequirements(), strategy: .ucb, history: history)
            chosen.insert(model.id)
            history.record(
                ModelOutcome(model: model.id, task: TaskType.general, isSuccess: true, latencyMS: 1, costUSD: 0)
            )
        }
        #expect(chosen == ["dear", "cheap", "unpriced"])
    }

    @Test("selectModel uses all of it: preferred comes before the score, and only among those that qualify (S4-10)")
    func preferred() async throws {
        let registry = try SampleModels.registry(Self.three)
        #expect(try await registry.selectModel(ModelRequirements()).id == "dear")
        let wanted = try ModelRequirements(["preferred": ["cheap", "unpriced"]])
        #expect(try await registry.selectModel(wanted).id == "cheap")
        let strict = try ModelRequirements(["preferred": ["cheap"], "min_coding": 80])
        #expect(try await registry.selectModel(strict).id == "dear")
        let decision = try await ModelRouter(registry: registry).route("hi", requirements: wanted)
        #expect(decision.origin == .preferred && decision.document["chosen_by"] == "preferred")
        let unknown = await thrown {
            _ = try await registry.selectModel(ModelRequirements(["preferred": ["chep"]]))
        }
        #expect(unknown?.code == .unknownModel && unknown?.message.contains("did you mean cheap?") == true)
    }

    @Test(
        "The fallback strategy says who answers next, and never relaxes what is required (S4-12)",
        arguments: [
            (FallbackStrategy.fail, []), (.bestAvailable, ["unpriced", "cheap"]), (.cheapest, ["cheap", "unpriced"]),
        ]
    )
    func fallbacks(strategy: FallbackStrategy, expected: [String]) async throws {
        let tiny = SampleModels.model("tiny", price: .free, context: 10)
        let router = ModelRouter(registry: try SampleModels.registry(Self.three + [tiny]))
        var requirements = ModelRequirements()
        requirements.fallbackStrategy = strategy
        let decision = try await router.route("hi", requirements: requirements, strategy: .quality)
        #expect(decision.chosen.id == "dear")
        #expect(decision.fallbacks == expected && decision.areFallbacksDeclared)
        let off = try await router.route("hi", requirements: requirements, fallback: .off)
        #expect(off.fallbacks.isEmpty)
        requirements.minimumCoding = 99
        let none = await thrown { _ = try await router.route("hi", requirements: requirements) }
        #expect(none?.code == .unknownModel && none?.message.hasPrefix("no model fits") == true)
    }
}
