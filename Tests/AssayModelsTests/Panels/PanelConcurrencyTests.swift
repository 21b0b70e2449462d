import AssayCore
import AssayModels
import AssayTesting
import Testing

struct PanelConcurrencyTests {
    private func panel(_ count: Int, budget: Budget = Budget()) throws -> (panel: Panel, providers: [MockProvider]) {
        let panel = Panel(budget: budget)
        let model = SampleModels.model("m", price: ModelPrice(input: 0, output: 1000))
        let providers = (0..<count).map { MockProvider(id: "v\($0)") }
        for provider in providers { try panel.registerProvider(provider.id, provider: provider, model: model) }
        return (panel, providers)
    }

    private func ask(_ panel: Panel, times: Int, _ options: PanelOptions = PanelOptions()) async throws -> [PanelResult]
    {
        try await withThrowingTaskGroup(of: PanelResult.self) { group in
            for number in 0..<times {
                group.addTask {
                    let orchestrator = ParallelOrchestrator(panel: panel, minResponsesNeeded: number % 3 + 1)
                    return try await orchestrator.process("question \(number)", options: options)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("Fifty requests on all threads at once are counted to the last call")
    func counts() async throws {
        let (panel, providers) = try panel(4)
        let results = try await ask(panel, times: 50)
        let total = panel.statistics.total
        #expect(total.attempts == results.reduce(0) { $0 + $1.attempts.count })
        #expect(total.attempts == providers.reduce(0) { $0 + $1.requests.count })
        #expect(total.requests == total.successes + total.failures + total.releases)
        #expect(panel.callsInFlight == 0)
    }

    @Test("A budget for ten calls allows ten, however many are made at once")
    func budget() async throws {
        let (panel, providers) = try panel(3, budget: Budget(costUSD: 0.06))
        var options = PanelOptions()
        // The answers of these mocks have six words, so that each call uses just what was set aside for it.
        options.sampling.maxOutputTokens = 6
        let results = try await ask(panel, times: 20, options)
        let calls = providers.reduce(0) { $0 + $1.requests.count }
        #expect(calls == 10)
        #expect(results.reduce(0) { $0 + ($1.cost.mostUSD ?? .infinity) } <= 0.06 + 1e-12)
        let refused = results.flatMap(\.failures)
        #expect(!refused.isEmpty)
        #expect(refused.allSatisfy { $0.failure?.code == .budgetExceeded && $0.attempts.isEmpty })
    }

    @Test("What a provider throws of its own never shows what it holds")
    func foreignErrors() async throws {
        struct Leak: Error, CustomStringConvertible { let description = "sk-hidden" }
        let panel = Panel()
        try panel.registerProvider("a", provider: ScriptedProvider("a") { _, _ in throw Leak() }, model: "m")
        let options = PanelOptions(retry: RetryPolicy(maxRetries: 0))
        let result = try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        #expect(result.report("a")?.failure?.code == .modelProtocol)
        #expect(!String(reflecting: result).contains("hidden"))
        #expect(!result.document.canonicalJSON.contains("hidden"))
    }

    @Test("A plan that names a provider twice is refused, because it would be paid twice")
    func twice() async throws {
        let (panel, providers) = try panel(1)
        let plan = PanelPlan(members: panel.members + panel.members)
        #expect(await thrown { _ = try await panel.ask("hi", plan) }?.code == .invalidArgument)
        #expect(providers[0].requests.isEmpty)
    }
}
