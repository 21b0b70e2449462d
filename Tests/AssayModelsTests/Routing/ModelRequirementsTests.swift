import AssayCore
import AssayModels
import AssayStatistics
import AssayYAML
import Testing

struct ModelRequirementsTests {
    private func excluded(_ model: ModelRecord, _ change: (inout ModelRequirements) -> Void) async throws -> [String] {
        var requirements = ModelRequirements()
        change(&requirements)
        let registry = try SampleModels.registry([model, SampleModels.model("other", provider: "other")])
        // Another model that meets everything would hide a wrong exclusion; what is asked is only about this one.
        let router = ModelRouter(registry: registry)
        do {
            return try await router.route("hi", requirements: requirements).excluded.first { $0.model == model.id }?
                .reasons ?? []
        } catch let error as AssayError {
            return [error.message]
        }
    }

    @Test("Each requirement excludes a model that does not meet it, with the reason")
    func reasons() async throws {
        let model = ModelRecord(
            id: "m",
            provider: "alpha",
            capabilities: ["law"],
            contextWindow: 8000,
            price: ModelPrice(input: 10, output: 30),
            scores: ModelScores(reasoning: 60, coding: 50),
            parametersBillion: 7,
            maturity: .beta
        )
        let cases: [(String, @Sendable (inout ModelRequirements) -> Void)] = [
            ("its context window of 8000 is below 9000", { $0.contextWindow = 9000 }),
            ("it has no vision", { $0.features = [.vision] }),
            ("it is not described by poetry", { $0.capabilities = ["poetry", "law"] }),
            ("its reasoning of 60 is below 61", { $0.minimumReasoning = 61 }),
            ("its coding of 50 is below 80.5", { $0.minimumCoding = 80.5 }),
            ("it is beta, not production", { $0.minimumMaturity = .production }),
            ("its size in billions of 7 is below 8", { $0.minimumParametersBillion = 8 }),
            ("its size in billions of 7 is above 3", { $0.maximumParametersBillion = 3 }),
            ("its cost per 1,000 tokens in USD of 0.015 is above 0.005", { $0.maximumCostPerThousand = 0.005 }),
            ("its provider alpha is not one of beta, other", { $0.providers = ["other", "beta"] }),
            ("it does not run locally", { $0.isLocalOnly = true }),
            ("it is blocked", { $0.blocked = ["m"] }),
        ]
        for (reason, change) in cases {
            let reasons = try await excluded(model, change)
            #expect(reasons.contains { $0.contains(reason) }, "\(reason): \(reasons)")
        }
        #expect(try await excluded(model) { _ in }.isEmpty)
    }

    @Test(
        "A model of which a required fact is unknown does not qualify: unknown is not 0",
        arguments: [
            "context window", "reasoning", "coding", "size in billions", "cost per 1,000 tokens in USD",
            "cost of the call in USD",
        ]
    )
    func unknown(_ fact: String) async throws {
        let reasons = try await excluded(ModelRecord(id: "m", provider: "alpha")) {
            $0.contextWindow = 1
            $0.minimumReasoning = 1
            $0.minimumCoding = 1
            $0.maximumParametersBillion = 100
            $0.maximumCostPerThousand = 1
            $0.maximumCostUSD = 1
        }
        #expect(reasons.contains { $0.contains("its \(fact) is unknown") }, "\(reasons)")
    }

    @Test("A prompt that is longer than a context excludes the model, counted in tokens and not ten times over (S0-18)")
    func promptLength() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("small", context: 4000), SampleModels.model("large", context: 40_000),
        ])
        let router = ModelRouter(registry: registry)
        #expect(try await router.route(String(repeating: "word ", count: 1000)).excluded.isEmpty)
        let long = try await router.route(String(repeating: "word ", count: 10_000))
        #expect(long.excluded.map(\.model) == ["small"])
        #expect(long.chosen.id == "large")
    }

    @Test("The cost of a call is that of its tokens, and a limit on it holds (S0-19)")
    func callCost() async throws {
        var requirements = ModelRequirements()
        requirements.inputTokens = 1000
        requirements.outputTokens = 1000
        requirements.maximumCostUSD = 0.005
        let registry = try SampleModels.registry([
            SampleModels.model("cheap", price: ModelPrice(input: 1, output: 4)),
            SampleModels.model("dear", price: ModelPrice(input: 1, output: 4.1)),
        ])
        let decision = try await ModelRouter(registry: registry).route("hi", requirements: requirements)
        #expect(decision.ranked.map(\.model.id) == ["cheap"])
        #expect(decision.ranked[0].expectedCostUSD == 0.005)
        #expect(decision.excluded[0].reasons == ["its cost of the call in USD of 0.0051 is above 0.005"])
    }

    @Test(
        "Functions and pictures are never guessed from prose (S0-18)",
        arguments: [
            "Write a Python function that calls an API", "use the tool in the picture", "what does this image show",
        ]
    )
    func prose(_ prompt: String) async throws {
        let registry = try SampleModels.registry([SampleModels.model("plain", features: [])])
        #expect(try await ModelRouter(registry: registry).route(prompt).chosen.id == "plain")
    }

    @Test("The seed's requirements are read (S4-10), and nothing that cannot be checked is accepted (S4-13)")
    func reading() async throws {
        let requirements = try ModelRequirements([
            "tasks": ["reasoning"], "context_window": 50_000, "max_cost_per_1k": 0.005,
            "modalities": ["text", "vision"],
            "min_maturity": "beta", "excluded": ["x"], "local_only": true, "max_size": 70, "providers": ["openai"],
        ])
        #expect(requirements.tasks == [.reasoning])
        #expect(requirements.contextWindow == 50_000)
        #expect(requirements.maximumCostPerThousand == 0.005)
        #expect(requirements.features == [.vision])
        #expect(requirements.minimumMaturity == .beta)
        #expect(requirements.isLocalOnly && requirements.blocked == ["x"] && requirements.providers == ["openai"])
        #expect(requirements.maximumParametersBillion == 70)
        for (document, advice) in [
            (["max_latency": 5], "did you mean max_latency_ms?"),
            (["tasks": ["magic"]], "must be one of code_generation"),
            (["modalities": ["smell"]], "text, vision, code, audio"),
            (["context_window": "big"], "must be a whole number"),
            (["max_cost_per_1k": -1], "must be a number"),
        ] as [(Object, String)] {
            let error = await thrown { _ = try ModelRequirements(document) }
            #expect(error?.code == .invalidDocument)
            #expect(error?.message.contains(advice) == true, "\(error?.message ?? "no error")")
        }
    }

    @Test("What matters is written down, what does not is left out")
    func document() throws {
        #expect(ModelRequirements().document == [:])
        let members: Object = ["tasks": ["reasoning"], "context_window": 5, "max_cost_per_1k": 0.5, "local_only": true]
        #expect(try ModelRequirements(members).document == .object(members))
    }

    @Test("Where no model fits, the error says why for each, and nothing is relaxed in silence (S4-12)")
    func noneFits() async throws {
        let registry = try SampleModels.registry((0..<7).map { SampleModels.model("m\($0)", context: 1000) })
        var requirements = ModelRequirements()
        requirements.contextWindow = 2000
        let error = await thrown {
            _ = try await ModelRouter(registry: registry).route("hi", requirements: requirements)
        }
        #expect(error?.code == .unknownModel)
        #expect(error?.message.contains("m0: its context window of 1000 is below 2000") == true)
        #expect(error?.message.hasSuffix("and 2 more") == true)
        let empty = await thrown { _ = try await ModelRouter(registry: ModelRegistry()).route("hi") }
        #expect(empty?.message == "no models are registered")
    }

    @Test("Whatever is required, each model is either ranked and meets it or excluded with a reason", arguments: 0..<40)
    func partition(_ seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let models = (0..<15).map { number in
            SampleModels.model(
                "m\(number)",
                provider: ["alpha", "beta"].randomElement(using: &random) ?? "alpha",
                strong: [nil, 20, 50, 90].randomElement(using: &random) ?? nil,
                price: [nil, .free, ModelPrice(input: 1, output: 2), ModelPrice(input: 20, output: 90)]
                    .randomElement(using: &random) ?? nil,
                context: [nil, 1000, 200_000].randomElement(using: &random) ?? nil,
                features: Set(ModelFeature.allCases.filter { _ in Bool.random(using: &random) })
            )
        }
        var requirements = ModelRequirements()
        requirements.contextWindow = [nil, 2000].randomElement(using: &random) ?? nil
        requirements.minimumReasoning = [nil, 40].randomElement(using: &random) ?? nil
        requirements.maximumCostPerThousand = [nil, 0.01].randomElement(using: &random) ?? nil
        requirements.features = Bool.random(using: &random) ? [.vision] : []
        requirements.providers = Bool.random(using: &random) ? ["alpha"] : nil
        let meeting = models.filter { model in
            (requirements.contextWindow.map { (model.contextWindow ?? 0) >= $0 } ?? true)
                && (model.contextWindow ?? 1000) > 600
                && (requirements.minimumReasoning.map { (model.scores.reasoning ?? -1) >= $0 } ?? true)
                && (requirements.maximumCostPerThousand.map { (model.price?.blended ?? .infinity) / 1000 <= $0 } ?? true)
                && requirements.features.isSubset(of: model.features)
                && (requirements.providers?.contains(model.provider) ?? true)
        }
        let router = ModelRouter(registry: try SampleModels.registry(models))
        guard !meeting.isEmpty else {
            #expect(
                await thrown { _ = try await router.route("hi", requirements: requirements) }?.code == .unknownModel
            )
            return
        }
        let decision = try await router.route("hi", requirements: requirements)
        #expect(Set(decision.ranked.map(\.model.id)) == Set(meeting.map(\.id)))
        #expect(Set(decision.excluded.map(\.model)) == Set(models.map(\.id)).subtracting(meeting.map(\.id)))
        #expect(decision.excluded.allSatisfy { !$0.reasons.isEmpty })
    }
}
