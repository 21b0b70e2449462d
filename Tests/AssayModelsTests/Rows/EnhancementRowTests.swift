import AssayCore
import AssayModels
import AssayTesting
import Testing

/// What the original wanted to have one day.
struct EnhancementRowTests {
    @Test(
        "S1-15: each kind of task has its way of being asked, and explaining it asks nobody",
        arguments: zip(
            TaskType.allCases,
            [
                PanelStrategy.qualityOptimized, .qualityOptimized, .qualityOptimized, .balanced, .balanced,
                .qualityOptimized, .speedOptimized, .qualityOptimized, .balanced,
            ]
        )
    )
    func strategies(_ task: TaskType, _ strategy: PanelStrategy) async throws {
        let bench = try PanelBench([Voice("a", saying: "x")])
        let orchestrator = AdaptiveOrchestrator(panel: bench.panel)
        let choice = try await orchestrator.explain("", options: PanelOptions(taskType: task))
        #expect(choice.strategy == strategy)
        #expect(choice.task == task)
        #expect(bench.calls == 0 && bench.panel.statistics.total.requests == 0)
    }

    @Test("S1-25: who did better at such prompts is asked, and only at such prompts")
    func learning() async throws {
        let history = InMemoryModelHistory()
        for _ in 0..<5 {
            history.record(ModelOutcome(model: "b", task: .codeGeneration, isSuccess: true, latencyMS: 0, costUSD: 0))
        }
        let registry = try SampleModels.registry([SampleModels.model("a"), SampleModels.model("b")])
        let router = ModelRouter(registry: registry, history: history)
        let code = "Write a Python function to calculate the Fibonacci sequence."
        #expect(try await router.route(code).chosen.id == "b")
        #expect(try await router.route("How are you?").chosen.id == "a")
    }

    @Test("S1-25: a model may be a tool of another one")
    func modelAsTool() async throws {
        let expert = ScriptedProvider("beta", saying: "42")
        let inner = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("expert", provider: "beta")]),
            providers: [expert]
        )
        let asking = ScriptedProvider("alpha") { _, number in
            number == 0 ? .calling(("1", "ask_expert", #"{"prompt": "6 times 7?"}"#)) : .text("It is 42.")
        }
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let outer = ModelOrchestrator(registry: registry, providers: [asking])
        try outer.registerFunction(GenerateTool(inner, name: "ask_expert"))
        let response = try await outer.routeRequest("What is 6 times 7?")
        #expect(response.content == "It is 42.")
        #expect(response.functionCallResult?["text"] == "42")
        #expect(response.functionCallResult?["model"] == "expert")
        #expect(expert.requests.map(\.messages) == [[.user("6 times 7?")]])
    }

    @Test("S1-25: what a panel was told before comes from the cache and costs nothing")
    func cache() async throws {
        let transport = PlayedTransport(WireSaying.hi(.openAI))
        let cached = CachingTransport(transport, provider: "lab", cache: InMemoryResponseCache())
        let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: cached)
        let panel = Panel(clock: ManualClock())
        try panel.registerProvider("lab", provider: provider, model: SampleModels.model("m"))
        let orchestrator = ParallelOrchestrator(panel: panel)
        let first = try await orchestrator.process("Hello")
        let second = try await orchestrator.process("Hello")
        #expect(first.synthesis?.response == "Hi" && second.synthesis?.response == "Hi")
        // Twelve tokens at one and three at four millionths of a dollar.
        #expect(abs((first.cost.exactUSD ?? 0) - 0.000_024) < 1e-12)
        #expect(second.cost == .zero && second.usage?.isCached == true)
        #expect(transport.requests.count == 1)
        _ = try await orchestrator.process("Hello!")
        #expect(transport.requests.count == 2)
    }
}
