import AssayCore
import AssayModels
import AssayTesting
import Testing

struct AdaptiveOrchestratorTests {
    private static let four = [
        Voice("strong", Self.say("strong"), price: ModelPrice(input: 50, output: 200), strong: 99, speed: 2),
        Voice("cheap", Self.say("cheap"), price: ModelPrice(input: 0.1, output: 0.4), strong: 50, speed: 5),
        Voice(
            "fast",
            Self.say("fast"),
            after: .milliseconds(1),
            price: ModelPrice(input: 5, output: 20),
            strong: 60,
            speed: 10
        ),
        Voice("plain", Self.say("plain"), price: ModelPrice(input: 5, output: 20), strong: 70, speed: 4),
    ]

    private static func say(_ text: String) -> [MockProvider.Step] { Array(repeating: .text(text), count: 20) }

    private func ask(
        _ strategy: PanelStrategy?,
        _ prompt: String = "hello",
        priority: PanelPriority? = nil,
        usual: PanelStrategy = .adaptive
    ) async throws -> (result: PanelResult, bench: PanelBench) {
        let bench = try PanelBench(Self.four)
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, defaultStrategy: usual)
        let options = PanelOptions(strategy: strategy, priority: priority)
        return (try await bench.ask(orchestrator, prompt, options: options), bench)
    }

    // S1-20, and S1-20's trap: quality ignored the most providers a request may ask
    @Test(
        "No way of asking asks more providers than a request may, and each says its name",
        arguments: PanelStrategy.allCases
    )
    func most(_ strategy: PanelStrategy) async throws {
        let (result, bench) = try await ask(strategy, usual: .parallel)
        #expect(result.members.count == 3)
        #expect(bench.providers.values.count { !$0.requests.isEmpty } <= 3)
        #expect(result.choice?.strategy == (strategy == .adaptive ? .speedOptimized : strategy))
        #expect(result.outcome == .complete)
        #expect(result.document["strategy"]?["name"] == .string(result.choice?.strategy.rawValue ?? ""))
    }

    // S1-20
    @Test("Each way puts the providers first that serve it, and asks as many as it needs")
    func ways() async throws {
        let cost = try await ask(.costOptimized)
        #expect(cost.result.members.first?.member == "cheap")
        #expect(cost.bench.calls == 1)
        let quality = try await ask(.qualityOptimized)
        #expect(quality.result.members.first?.member == "strong")
        #expect(quality.result.synthesis?.kind == .synthesis)
        let speed = try await ask(.speedOptimized)
        #expect(speed.result.members.first?.member == "fast")
        #expect(try speed.result.answer() == "fast")
        #expect(speed.result.elapsedMS == 1)
        let balanced = try await ask(.balanced)
        #expect(balanced.result.end == .everyone)
        #expect(balanced.result.answered.count == 3)
        #expect(try await ask(.parallel).result.answered.count == 3)
        #expect(try await ask(.simple).result.writing != nil)
    }

    @Test("A waterfall goes on until an answer is good, and that is no degradation")
    func waterfall() async throws {
        let bench = try PanelBench(Self.four)
        let quality = AnswerQuality { $0.message.text == "fast" ? 1 : 0.2 }
        let options = PanelOptions(quality: quality, strategy: .waterfall)
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, maxProvidersPerRequest: 4)
        let result = try await bench.ask(orchestrator, options: options)
        #expect(try result.answer() == "fast")
        #expect(result.members.last { $0.status == "answered" }?.member == "fast")
        #expect(result.outcome == .complete)
        #expect(result.substituted.isEmpty)
    }

    // S1-19: "adaptive" went by the length of the prompt
    @Test("The way follows what is to be done, not how long the prompt is")
    func byTask() async throws {
        let padding = String(repeating: "lorem ipsum ", count: 200)
        for prompt in ["hello", "hello " + padding] {
            #expect(try await ask(nil, prompt).result.choice?.strategy == .speedOptimized)
        }
        let code = "Write a Swift function that reverses a list."
        for prompt in [code, code + " " + padding] {
            let choice = try #require(try await ask(nil, prompt).result.choice)
            #expect(choice.strategy == .qualityOptimized)
            #expect(choice.task == .codeGeneration)
            #expect(choice.reasons == ["the prompt seems to be about code_generation"])
        }
    }

    @Test("A request that names the task is taken at its word")
    func givenTask() async throws {
        let bench = try PanelBench(Self.four)
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel)
        let choice = try await orchestrator.explain("hello", options: PanelOptions(taskType: .testing))
        #expect(choice.strategy == .balanced)
        #expect(choice.reasons == ["the request says the task is testing"])
        #expect(bench.calls == 0)
    }

    // S1-19
    @Test("The request decides before the default, and the default before the task")
    func precedence() async throws {
        let code = "Write a Swift function that reverses a list."
        #expect(try await ask(.balanced, code, priority: .cost).result.choice?.reasons == ["the request names it"])
        for (priority, way) in [
            (PanelPriority.cost, PanelStrategy.costOptimized), (.speed, .speedOptimized), (.quality, .qualityOptimized),
        ] {
            let choice = try await ask(nil, code, priority: priority, usual: .simple).result.choice
            #expect(choice?.strategy == way)
            #expect(choice?.reasons == ["the request puts \(priority.rawValue) first"])
        }
        #expect(try await ask(nil, code, usual: .waterfall).result.choice?.reasons == ["it is the usual one"])
    }

    // S1-19: load was a mean of latencies
    @Test("Under a high load one call is made at a time, the cheap ones first")
    func load() async throws {
        let bench = try PanelBench(Self.four)
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, fullLoad: 3)
        let slow = MockProvider(behaviour: .init(latency: .seconds(10)), clock: bench.clock)
        for id in ["x", "y", "z"] { try bench.panel.registerProvider(id, provider: slow, model: "m") }
        let choices = try await VirtualTime.run(bench.clock) {
            async let busy = bench.panel.ask("hi", PanelPlan(members: Array(bench.panel.members.suffix(3))))
            try await bench.clock.sleep(for: .seconds(1))
            let choice = try await orchestrator.explain("hi")
            _ = try await busy
            return [choice, try await orchestrator.explain("hi")]
        }
        #expect(choices.map(\.strategy) == [.costOptimized, .speedOptimized])
        #expect(choices[0].reasons == ["the load is 1.0, above 0.8"])
    }

    // S1-4: what the strategies did was recorded and never read
    @Test("A way that did better at such tasks is taken instead, once that is known well enough")
    func learning() async throws {
        let bench = try PanelBench(Self.four)
        let history = InMemoryModelHistory()
        func note(_ strategy: PanelStrategy, _ isSuccess: Bool, _ times: Int, task: TaskType = .general) {
            for _ in 0..<times {
                history.record(
                    .init(model: strategy.rawValue, task: task, isSuccess: isSuccess, latencyMS: 0, costUSD: 0)
                )
            }
        }
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, strategyHistory: history)
        note(.speedOptimized, false, 5)
        note(.balanced, true, 4)
        #expect(try await orchestrator.explain("hello").strategy == .speedOptimized)
        note(.balanced, true, 1)
        let choice = try await orchestrator.explain("hello")
        #expect(choice.strategy == .balanced)
        #expect(choice.reasons.last == "at such tasks it did better than speed_optimized so far: 1.0 against 0.0")
        note(.speedOptimized, true, 95)
        #expect(try await orchestrator.explain("hello").strategy == .speedOptimized, "a small lead is none")
        // Other tasks are not touched by that.
        #expect(try await orchestrator.explain("hello", options: .init(taskType: .vision)).strategy == .balanced)
        #expect(
            try await orchestrator.explain("hello", options: .init(taskType: .reasoning)).strategy == .qualityOptimized
        )
    }

    @Test("What came of a request counts for the next: failures are remembered with the way that led to them")
    func remembered() async throws {
        let bench = try PanelBench([Voice("a", failing: .modelContentPolicy)])
        let history = InMemoryModelHistory()
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, strategyHistory: history)
        _ = try await bench.ask(orchestrator, "hello")
        for (totals, name) in [
            (try await history.totals(for: .general), "speed_optimized"),
            (try await bench.panel.history.totals(for: .general), "a"),
        ] {
            #expect(totals[name]?.attempts == 1 && totals[name]?.rewards == 0)
        }
    }

    @Test("A request the caller gave up says nothing about the way it was asked in")
    func givenUp() async throws {
        let bench = try PanelBench([Voice("a", saying: "x", after: .seconds(60))])
        let history = InMemoryModelHistory()
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel, strategyHistory: history)
        let outcomes = try await VirtualTime.run(bench.clock) {
            try await withThrowingTaskGroup(of: OutcomeKind?.self) { group in
                group.addTask { try await orchestrator.process("hello").outcome }
                group.addTask {
                    try await bench.clock.sleep(for: .seconds(1))
                    return nil
                }
                var outcomes: [OutcomeKind?] = []
                for try await outcome in group {
                    outcomes.append(outcome)
                    group.cancelAll()
                }
                return outcomes
            }
        }
        #expect(outcomes == [nil, .failed])
        #expect(try await history.totals(for: .general).isEmpty)
        #expect(bench.panel.statistics.total.releases == 1)
        #expect(try await bench.panel.history.totals(for: .general).isEmpty)
    }

    // S1-19: strategy= and prioritize= went to the provider
    @Test("What is meant for the orchestrator never reaches a provider")
    func noLeaks() async throws {
        let bench = try PanelBench(Self.four)
        var options = PanelOptions(taskType: .reasoning, deadline: .seconds(9), strategy: .parallel, priority: .cost)
        options.sampling = ModelSampling(temperature: 0.5, maxOutputTokens: 9, seed: 7)
        _ = try await bench.ask(AdaptiveOrchestrator(panel: bench.panel), "hello", options: options)
        let requests = bench.providers.values.flatMap(\.requests)
        #expect(requests.count == 3)
        let expected = ModelRequest(model: "m", messages: [.user("hello")], sampling: options.sampling)
        #expect(requests.allSatisfy { $0 == expected })
    }

    @Test("Where there is a picture to see, blind members take no place of those that see, unless all are blind")
    func blind() async throws {
        let panel = Panel()
        let members: [(String, Double, ModelFeature)] = [
            ("a", 99, .functions), ("b", 90, .functions), ("seeing", 10, .vision),
        ]
        for (id, strong, feature) in members {
            let model = SampleModels.model("m", strong: strong, features: [feature])
            try panel.registerProvider(id, provider: MockProvider(id: id), model: model)
        }
        let orchestrator = AdaptiveOrchestrator(panel: panel, maxProvidersPerRequest: 2)
        func asked(_ messages: [ModelMessage]?) async throws -> Set<String> {
            let options = PanelOptions(messages: messages, taskType: .reasoning, strategy: .qualityOptimized)
            return Set(try await orchestrator.explain("What is this?", options: options).ranked.map(\.model.id))
        }
        let shown = [ModelMessage.user("What is this?", showing: [try Media(Pictures.png)])]
        #expect(try await asked(nil) == ["a", "b"])
        #expect(try await asked([.user("What is this?")]) == ["a", "b"])
        #expect(try await asked(shown) == ["seeing"])
        panel.unregisterProvider("seeing")
        #expect(try await asked(shown) == ["a", "b"])
    }

    @Test("Numbers nobody can follow are refused")
    func refused() async throws {
        let panel = try PanelBench(Self.four).panel
        for orchestrator in [
            AdaptiveOrchestrator(panel: panel, maxProvidersPerRequest: 0),
            AdaptiveOrchestrator(panel: panel, fullLoad: 0),
            AdaptiveOrchestrator(panel: Panel()),
        ] {
            #expect(await thrown { _ = try await orchestrator.process("hi") }?.code == .invalidArgument)
        }
    }
}
