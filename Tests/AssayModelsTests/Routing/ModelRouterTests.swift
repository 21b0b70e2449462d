import AssayCore
import AssayModels
import AssayStatistics
import Testing

struct ModelRouterTests {
    private static func registry() throws -> ModelRegistry {
        try SampleModels.registry([
            SampleModels.model("genius", strong: 95, price: ModelPrice(input: 15, output: 75), speed: 3),
            SampleModels.model(
                "thrifty",
                provider: "beta",
                strong: 60,
                price: ModelPrice(input: 0.1, output: 0.4),
                speed: 6
            ),
            SampleModels.model("sprinter", strong: 65, price: ModelPrice(input: 2, output: 8), speed: 10),
            SampleModels.model("local", provider: "ollama", strong: 40, price: .free, speed: 4),
        ])
    }

    @Test(
        "Each strategy takes the model that is best at what it is for (S0-23)",
        arguments: [
            (RoutingStrategy.quality, "genius"), (.speed, "sprinter"), (.costOptimized, "thrifty"),
        ]
    )
    func strategies(_ strategy: RoutingStrategy, _ expected: String) async throws {
        let decision = try await ModelRouter(registry: Self.registry()).route("hi", strategy: strategy)
        #expect(decision.chosen.id == expected, "\(decision.table)")
        #expect(decision.origin == .score)
        #expect(decision.strategy == strategy)
    }

    @Test("A score is the sum of its terms and does not saturate (S0-19)", arguments: RoutingStrategy.allCases)
    func bounds(_ strategy: RoutingStrategy) async throws {
        var random = SplitMix64(seed: 7)
        let history = InMemoryModelHistory()
        for round in 0..<20 {
            let models = (0..<12).map { number in
                SampleModels.model(
                    "m\(number)",
                    strong: Bool.random(using: &random) ? Double.random(in: 0...100, using: &random) : nil,
                    price: ModelPrice(
                        input: .random(in: 0...100, using: &random),
                        output: .random(in: 0...100, using: &random)
                    ),
                    speed: .random(in: 0...10, using: &random)
                )
            }
            let router = ModelRouter(registry: try SampleModels.registry(models), history: history)
            let decision = try await router.route("prompt \(round)", strategy: strategy)
            for ranked in decision.ranked {
                #expect((0...1).contains(ranked.score))
                #expect(ranked.terms.allSatisfy { (0...1).contains($0.factor) && !$0.reason.isEmpty })
                #expect(ranked.score == ranked.terms.reduce(0) { $0 + $1.weight * $1.factor })
            }
            let weights = decision.ranked[0].terms.reduce(0) { $0 + $1.weight }
            if strategy != .ucb { #expect(abs(weights - 1) < 1e-12) }
            #expect(decision.ranked.map(\.score) == decision.ranked.map(\.score).sorted(by: >))
            history.record(
                .init(model: decision.chosen.id, task: .general, isSuccess: true, latencyMS: 100, costUSD: 0.001)
            )
        }
    }

    @Test("The better of two strong models is seen: 95 beats 90 although both are good (S0-19)")
    func noSaturation() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("a", strong: 90), SampleModels.model("b", strong: 95),
        ])
        for strategy in [RoutingStrategy.balanced, .quality] {
            #expect(try await ModelRouter(registry: registry).route("prove it", strategy: strategy).chosen.id == "b")
        }
    }

    @Test("Costs are compared among the candidates, not with a constant (S0-19)")
    func relativeCost() async throws {
        func choice(scale: Double) async throws -> String {
            let registry = try SampleModels.registry([
                SampleModels.model("dear", price: ModelPrice(input: 10 * scale, output: 10 * scale)),
                SampleModels.model("cheap", price: ModelPrice(input: scale, output: scale)),
            ])
            let decision = try await ModelRouter(registry: registry).route("hi", strategy: .costOptimized)
            #expect(abs(decision.ranked[0].score - decision.ranked[1].score) > 0.2)
            return decision.chosen.id
        }
        for scale in [0.001, 1, 100] { #expect(try await choice(scale: scale) == "cheap") }
    }

    @Test("An unknown price counts as the dearest and is said to be unknown")
    func unknownPrice() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("known"), SampleModels.model("unknown", price: nil),
        ])
        let decision = try await ModelRouter(registry: registry).route("hi")
        #expect(decision.chosen.id == "known")
        let term = try #require(decision.ranked[1].terms.first { $0.name == "cost" })
        #expect(term.factor == 0)
        #expect(term.reason.contains("unknown"))
        #expect(decision.ranked[1].expectedCostUSD == nil)
    }

    @Test("Equal scores are told apart by cost, then by name, whatever the order of registration, and the tie is said")
    func ties() async throws {
        for ids in [["c", "a", "b"], ["b", "c", "a"]] {
            let registry = try SampleModels.registry(ids.map { SampleModels.model($0) })
            let decision = try await ModelRouter(registry: registry).route("hi")
            #expect(decision.ranked.map(\.model.id) == ["a", "b", "c"])
            #expect(decision.tie == "a, b, c have the same score; the cheaper comes first, then the first by name")
        }
        #expect(try await ModelRouter(registry: Self.registry()).route("hi").tie == nil)
    }

    @Test("The same question gets the same answer")
    func stable() async throws {
        let router = ModelRouter(registry: try Self.registry())
        #expect(try await router.route("debug this crash") == router.route("debug this crash"))
    }

    @Test("What the task is decides who is good at it")
    func tasks() async throws {
        let registry = try SampleModels.registry([
            ModelRecord(
                id: "coder",
                provider: "x",
                price: .free,
                scores: ModelScores(reasoning: 50, coding: 90, speed: 5)
            ),
            ModelRecord(
                id: "thinker",
                provider: "x",
                price: .free,
                scores: ModelScores(reasoning: 90, coding: 50, speed: 5)
            ),
        ])
        let router = ModelRouter(registry: registry)
        #expect(try await router.route("Write a Python function").chosen.id == "coder")
        #expect(try await router.route("Prove that the square root of 2 is irrational").chosen.id == "thinker")
        #expect(try await router.route("Write a Python function", taskType: .reasoning).chosen.id == "thinker")
        var requirements = ModelRequirements()
        requirements.tasks = [.codeGeneration]
        #expect(try await registry.selectModel(requirements).id == "coder")
    }

    @Test("The caller's model counts before the guide's, and that before the score (S0-1)")
    func order() async throws {
        let guide = RoutingGuide(preferred: [.reasoning: ["nobody", "thrifty"]])
        let router = ModelRouter(registry: try Self.registry(), guide: guide)
        let forced = try await router.route("hi", modelID: "local", taskType: .reasoning)
        #expect(forced.chosen.id == "local" && forced.origin == .forced)
        let guided = try await router.route("hi", taskType: .reasoning)
        #expect(guided.chosen.id == "thrifty" && guided.origin == .guide)
        let scored = try await router.route("hi", strategy: .quality, taskType: .testing)
        #expect(scored.chosen.id == "genius" && scored.origin == .score)
    }

    @Test("A forced model must meet the requirements, too, and must not be blocked")
    func forced() async throws {
        let registry = try Self.registry()
        var requirements = ModelRequirements()
        requirements.contextWindow = 1_000_000
        let small = await thrown {
            _ = try await ModelRouter(registry: registry).route("hi", requirements: requirements, modelID: "genius")
        }
        #expect(small?.message == "model genius cannot be asked: its context window of 100000 is below 1000000")
        let router = ModelRouter(registry: registry, guide: RoutingGuide(blocked: ["genius"]))
        #expect(
            await thrown { _ = try await router.route("hi", modelID: "genius") }?.message.contains("it is blocked")
                == true
        )
        let unknown = await thrown { _ = try await router.route("hi", modelID: "gpt-9") }
        #expect(unknown?.code == .unknownModel)
    }

    @Test("A model is blocked by any of its names")
    func blockedNames() async throws {
        let registry = ModelRegistry()
        try registry.registerModel(ModelRecord(id: "a", provider: "x", wireName: "a-2025", aliases: ["best"]))
        try registry.registerModel(ModelRecord(id: "b", provider: "x"))
        for name in ["a", "a-2025", "best", "x/a-2025"] {
            var requirements = ModelRequirements()
            requirements.blocked = [name]
            #expect(
                try await ModelRouter(registry: registry).route("hi", requirements: requirements).excluded.map(\.model)
                    == ["a"]
            )
        }
    }

    @Test("A local model that is loaded comes before the same one that is not, and a missing one is out (S0-22)")
    func local() async throws {
        let registry = try SampleModels.registry(
            ["cold", "loaded", "missing"].map { SampleModels.model($0, price: .free) }
        )
        registry.setAvailability(.loadable, of: "cold")
        registry.setAvailability(.ready, of: "loaded")
        registry.setAvailability(.unavailable("no room"), of: "missing")
        let decision = try await ModelRouter(registry: registry).route("hi")
        #expect(decision.ranked.map(\.model.id) == ["loaded", "cold"])
        #expect(decision.excluded.map(\.model) == ["missing"] && decision.excluded[0].reasons == ["no room"])
        let latency = try #require(decision.ranked[1].terms.first { $0.name == "latency" })
        #expect(latency.reason == "speed 5.0 of 10, halved because it must be loaded first")
    }

    @Test("Fallbacks are the declared ones that fit, or else the next of the ranking, or none for a forced model")
    func fallbacks() async throws {
        let registry = try Self.registry()
        let plain = ModelRouter(registry: registry)
        let ranked = try await plain.route("hi", strategy: .quality)
        #expect(ranked.fallbacks.count == 3 && !ranked.areFallbacksDeclared)
        #expect(!ranked.fallbacks.contains("genius"))
        #expect(try await plain.route("hi", modelID: "local").fallbacks.isEmpty)
        #expect(try await plain.route("hi", fallback: .off).fallbacks.isEmpty)
        let guide = RoutingGuide(
            blocked: ["sprinter"],
            chains: [.general: ["sprinter", "local"]],
            defaultChain: ["thrifty"]
        )
        let guided = ModelRouter(registry: registry, guide: guide)
        let chain = try await guided.route("hi", modelID: "genius")
        #expect(chain.fallbacks == ["local"] && chain.areFallbacksDeclared)
        #expect(try await guided.route("hi", modelID: "genius", taskType: .testing).fallbacks == ["thrifty"])
        let own = try await plain.route("hi", modelID: "genius", fallback: .declared(["beta/thrifty"]))
        #expect(own.fallbacks == ["thrifty"])
        #expect(await thrown { _ = try await plain.route("hi", fallback: .declared(["typo"])) }?.code == .unknownModel)
    }
}
