import AssayCore
import AssayHTTP
import AssayModels
import AssayTesting
import Testing

struct BaseOrchestratorTests {
    /// S1-24: an orchestrator of one's own is a `process` that hands the panel a plan.
    private struct FirstTwo: BaseOrchestrator {
        let panel: Panel

        func process(_ prompt: String, options: PanelOptions) async throws -> PanelResult {
            let plan = PanelPlan(members: Array(panel.members.prefix(2)), enough: 1)
            return try await panel.ask(prompt, plan, options: options)
        }
    }

    private static let three = [
        Voice("a", failing: .modelAuthentication), Voice("b", saying: "Paris"), Voice("c", saying: "Lyon"),
    ]

    @Test("An orchestrator of one's own needs a panel and a plan, and gets the rest")
    func custom() async throws {
        let bench = try PanelBench(Self.three)
        let orchestrator = FirstTwo(panel: bench.panel)
        let result = try await bench.ask(orchestrator)
        #expect(try result.answer() == "Paris")
        #expect(result.members.map(\.member) == ["a", "b"])
        #expect(orchestrator.statistics.total.requests == 2)
    }

    // S1-6: registration answered False, and kept the key beside the configuration
    @Test("A name is registered once, and what is known of it never holds its key")
    func registration() throws {
        let panel = Panel()
        let client = try HTTPClient()
        try panel.registerProvider("one", kind: .openAI, key: Secret("sk-hidden"), model: "gpt", client: client)
        #expect(throws: AssayError(.duplicateProvider, "a provider named one is registered already")) {
            try panel.registerProvider("one", kind: .openAI, model: "gpt", client: client)
        }
        #expect(throws: AssayError.self) {
            try panel.registerProvider("two", kind: ProviderKind(rawValue: "pigeon"), model: "gpt", client: client)
        }
        let orchestrator = ParallelOrchestrator(panel: panel)
        let info = try orchestrator.providerInfo("one")
        #expect(info == ["id": "one", "kind": "openai", "provider": "one", "model": "gpt", "price_known": false])
        var text = ""
        dump(panel.members, to: &text)
        #expect(!text.contains("hidden"))
        #expect(orchestrator.registeredProviders.map(\.id) == ["one"])
        #expect(panel.unregisterProvider("one"))
        #expect(!panel.unregisterProvider("one"))
        #expect(panel.members.isEmpty)
    }

    // S1-22: "gpt-4" was also the price of "gpt-4o-mini"
    @Test("A model the registry knows brings its price, under any of its names and no part of one")
    func prices() throws {
        var record = SampleModels.model("gpt-4", price: ModelPrice(input: 30, output: 60))
        record.wireName = "gpt-4-0613"
        let panel = Panel(registry: try SampleModels.registry([record]), isMock: true)
        let client = try HTTPClient()
        for name in ["gpt-4", "gpt-4-0613", "gpt-4o-mini"] {
            try panel.registerProvider(name, kind: .openAI, model: name, client: client)
        }
        #expect(panel.members.map(\.model.price?.input) == [30, 30, nil])
        #expect(panel.members.map(\.model.wireName) == ["gpt-4-0613", "gpt-4-0613", "gpt-4o-mini"])
    }

    // S1-14
    @Test("In mock mode nobody needs a key, and the result says that no model was asked")
    func mockMode() async throws {
        let panel = Panel(isMock: true)
        let client = try HTTPClient()
        for id in ["a", "b"] { try panel.registerProvider(id, kind: .anthropic, model: "m", client: client) }
        let result = try await ParallelOrchestrator(panel: panel).process("hi")
        #expect(result.outcome == .complete)
        #expect(result.warnings == ["mock mode: no model was asked"])
        #expect(try ParallelOrchestrator(panel: panel).providerInfo("a")["kind"] == "mock")
    }

    // S1-8
    @Test("A provider that takes the key is available, and one that does not says why")
    func availability() async throws {
        let panel = Panel()
        let refusing = try HTTPModelProvider(id: "b", kind: .openAI, transport: PlayedTransport(status: 401, "{}"))
        try panel.registerMock("a", model: "m")
        try panel.registerProvider("b", provider: refusing, model: "m")
        #expect(try await panel.checkProviderAvailability("a") == .ready)
        guard case .unavailable(let reason) = try await panel.checkProviderAvailability("b") else {
            Issue.record("a refused key counts as available")
            return
        }
        #expect(reason.hasPrefix("model_authentication"))
        #expect(await panel.availableProviders() == ["a"])
        #expect(await thrown { _ = try await panel.checkProviderAvailability("x") }?.code == .unknownProvider)
    }

    // S1-11: a chain that failed gave None
    @Test("A fallback chain says who stood in for whom, and keeps every failure")
    func fallback() async throws {
        let bench = try PanelBench(Self.three)
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        let result = try await VirtualTime.run(bench.clock) {
            try await orchestrator.fallbackChain("hi", ["a", "b", "c"])
        }
        #expect(result.outcome == .degraded)
        #expect(result.substituted == ["a"])
        #expect(result.report("a")?.failure?.code == .modelAuthentication)
        #expect(result.members.map(\.status) == ["failed", "answered", "spared"])
        #expect(bench.calls("c") == 0)
        let first = try await VirtualTime.run(bench.clock) { try await orchestrator.fallbackChain("hi", ["b", "a"]) }
        #expect(first.outcome == .complete)
        #expect(await thrown { _ = try await orchestrator.fallbackChain("hi", ["a", "z"]) }?.code == .unknownProvider)
    }

    // S1-11
    @Test("A chain of which nobody answers throws an error with every failure")
    func brokenChain() async throws {
        let bench = try PanelBench([
            Voice("a", failing: .modelAuthentication), Voice("b", failing: .modelContext),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        do {
            _ = try await VirtualTime.run(bench.clock) { try await orchestrator.fallbackChain("hi", ["a", "b"]) }
            Issue.record("a chain without an answer has a result")
        } catch let error as PanelFailure {
            #expect(error.code == .modelContext)
            #expect(error.result.failures.map(\.failure?.code) == [.modelAuthentication, .modelContext])
            #expect(
                error.description == "model_context: 0 of 2 providers answered; a failed: model_authentication; "
                    + "b failed: model_context"
            )
        }
    }

    @Test("A panel without members, and a plan nobody can follow, are the caller's mistakes")
    func mistakes() async throws {
        let bench = try PanelBench(Self.three)
        let plans = [
            PanelPlan(members: []), PanelPlan(members: bench.panel.members, maxParallel: 0),
            PanelPlan(members: bench.panel.members, enough: 0),
        ]
        for plan in plans {
            #expect(await thrown { _ = try await bench.panel.ask("hi", plan) }?.code == .invalidArgument)
        }
        #expect(bench.calls == 0)
    }

    @Test("The document of a result shows every member, call and cost, and null for what is not known")
    func document() async throws {
        let bench = try PanelBench(Self.three)
        let document = try await bench.ask(ParallelOrchestrator(panel: bench.panel, minResponsesNeeded: 2)).document
        #expect(document["outcome"] == "partial")
        #expect(document["ended_by"] == "everyone")
        #expect(document["early_stopped"] == false)
        #expect(document["members"]?[0]?["failure"]?["code"] == "model_authentication")
        #expect(document["members"]?[0]?["latency_ms"] == .null)
        #expect(document["members"]?[1]?["response"] == "Paris")
        #expect(document["members"]?[1]?["latency_ms"] == 10)
        #expect(document["members"]?[1]?["attempts"]?.array?.count == 1)
        #expect(document["synthesis"]?["author"] == "b")
        #expect(document["cost_usd"] == 0.002)
        #expect(document["strategy"] == .null)
        #expect(document["writing"] == .null)
    }

    // S1-13: requests counted calls and errors counted attempts
    @Test("Statistics count requests and attempts apart, and both add up")
    func statistics() async throws {
        let busy = MockProvider.Step.failure(AssayError(.modelOverloaded, "busy", isRetryable: true))
        let bench = try PanelBench([
            Voice("a", [busy, .text("x"), busy, busy, busy, .text("x")]), Voice("b", saying: "y", after: .seconds(9)),
        ])
        let orchestrator = ParallelOrchestrator(panel: bench.panel)
        for _ in 0..<3 { _ = try await bench.ask(orchestrator) }
        let a = try #require(bench.panel.statistics.members["a"])
        #expect([a.requests, a.successes, a.failures, a.releases] == [3, 2, 1, 0])
        #expect(a.errors == [.modelOverloaded: 4])
        #expect(a.attempts == 6)
        #expect(a.successRate == 2.0 / 3)
        #expect(a.meanLatencyMS == 10)
        let b = try #require(bench.panel.statistics.members["b"])
        #expect(b.requests == b.successes + b.releases)
        #expect(b.releases == 2)
        let total = bench.panel.statistics.total
        #expect(total.requests == 6)
        #expect(total.attempts == a.attempts + b.attempts)
        #expect(bench.panel.statistics.document["providers"]?["a"]?["error_counts"] == ["model_overloaded": 4])
    }

    @Test("What was never asked has no rate and no latency")
    func undefined() {
        #expect(MemberStatistics().successRate == nil)
        #expect(MemberStatistics().document["avg_latency_ms"] == .null)
    }
}
