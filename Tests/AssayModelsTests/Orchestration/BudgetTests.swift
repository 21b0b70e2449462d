import AssayCore
import AssayModels
import Testing

struct BudgetTests {
    private func orchestrator(
        _ budget: Budget,
        model: ModelRecord = SampleModels.model("a", price: ModelPrice(input: 1000, output: 1000)),
        provider: ScriptedProvider
    ) throws -> ModelOrchestrator {
        ModelOrchestrator(registry: try SampleModels.registry([model]), providers: [provider], budget: budget)
    }

    private let short = RouteOptions(sampling: ModelSampling(maxOutputTokens: 10), retry: RetryPolicy(maxRetries: 0))

    @Test(
        "A budget that is no number from 0 is refused by name, and nobody is asked",
        arguments: [
            (Budget(tokens: -1), "budget.tokens"), (Budget(costUSD: .nan), "budget.cost_usd"),
            (Budget(timeMS: -1), "budget.time_ms"),
        ]
    )
    func nonsense(budget: Budget, name: String) async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = try orchestrator(budget, provider: provider)
        let error = await #expect(throws: AssayError.self) { try await orchestrator.routeRequest("hello") }
        #expect(error?.code == .invalidArgument && error?.message.contains(name) == true)
        let panel = Panel(budget: budget)
        let refused = await #expect(throws: AssayError.self) {
            try await panel.ask("hello", PanelPlan(members: panel.members, enough: 1))
        }
        #expect(refused?.code == .invalidArgument)
        #expect(provider.requests.isEmpty)
    }

    @Test("Two providers of one id are refused: which of them answered would be nobody's guess")
    func twoOfOneID() async throws {
        let (first, second) = (ScriptedProvider("alpha", saying: "1"), ScriptedProvider("alpha", saying: "2"))
        let registry = try SampleModels.registry([SampleModels.model("a", price: nil)])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [first, second])
        let error = await #expect(throws: AssayError.self) { try await orchestrator.routeRequest("hello") }
        #expect(error?.code == .duplicateProvider && error?.message.contains("alpha") == true)
        #expect(first.requests.isEmpty && second.requests.isEmpty)
    }

    @Test("A call whose worst case does not fit is not made (law 4)")
    func worstCase() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let error = await requestError {
            _ = try await orchestrator(Budget(tokens: 20), provider: provider).routeRequest(
                "hello there",
                options: short
            )
        }
        #expect(error?.code == .budgetExceeded)
        #expect(error?.message == "no model was asked: the budget of tokens leaves no room for another call")
        #expect(provider.requests.isEmpty)
        let money = await requestError {
            _ = try await orchestrator(Budget(costUSD: 0.02), provider: provider).routeRequest(
                "hello there",
                options: short
            )
        }
        #expect(money?.message.contains("cost_usd") == true)
    }

    @Test("A call is charged what it used, so the next one may still fit")
    func settled() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok", usage: ModelUsage(inputTokens: 2, outputTokens: 1))
        let orchestrator = try orchestrator(Budget(tokens: 64), provider: provider)
        // The worst case of each is 2 bytes, 48 for the frame and 10 for the answer: 60. Three were used.
        _ = try await orchestrator.routeRequest("hi", options: short)
        _ = try await orchestrator.routeRequest("hi", options: short)
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }
        #expect(error?.code == .budgetExceeded)
        #expect(provider.requests.count == 2)
    }

    @Test("What nobody reported is charged at its worst")
    func unreported() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok", usage: nil)
        let orchestrator = try orchestrator(Budget(tokens: 100), provider: provider)
        _ = try await orchestrator.routeRequest("hi", options: short)
        #expect(
            await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }?.code
                == .budgetExceeded
        )
    }

    @Test(
        "A refused call costs nothing, a broken one its worst case",
        arguments: [
            (AssayError.Code.modelRateLimit, true), (.modelAuthentication, true), (.modelContext, true),
            (.modelNetwork, false),
            (.modelProtocol, false),
        ]
    )
    func failures(_ code: AssayError.Code, _ isFree: Bool) async throws {
        let provider = ScriptedProvider("alpha", failing: [AssayError(code, "no")])
        let orchestrator = try orchestrator(Budget(tokens: 100), provider: provider)
        #expect(await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }?.code == code)
        let second = await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }
        #expect((second == nil) == isFree)
    }

    @Test("An unknown price takes all the money that is left: one call, no second (law 3)")
    func unknownPrice() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = try orchestrator(
            Budget(costUSD: 5),
            model: SampleModels.model("a", price: nil),
            provider: provider
        )
        #expect(try await orchestrator.routeRequest("hi", options: short).costUSD == nil)
        #expect(
            await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }?.code
                == .budgetExceeded
        )
    }

    @Test("Turns that were paid for are not thrown away when the budget ends between them")
    func keptConversation() async throws {
        let provider = ScriptedProvider("alpha") { _, _ in .calling(("1", "now", "{}")) }
        let orchestrator = try orchestrator(Budget(tokens: 100), provider: provider)
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in "12:00" }
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }
        #expect(error?.code == .budgetExceeded)
        #expect(error?.attempts.isEmpty == false)
        #expect(error?.conversation.last?.role == .tool)
        #expect(error?.conversation.first == .user("hi"))
    }

    @Test("However many ask at once, the budget holds")
    func atOnce() async throws {
        let provider = ScriptedProvider("alpha") { _, _ in
            for _ in 0..<3 { await Task.yield() }
            return .text("ok", usage: ModelUsage(inputTokens: 50, outputTokens: 10))
        }
        // Each uses the whole of its worst case of 60 tokens.
        let orchestrator = try orchestrator(Budget(tokens: 600), provider: provider)
        let options = short
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { (try? await orchestrator.routeRequest("hi", options: options)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(answers == provider.requests.count)
        #expect(provider.requests.count == 10)
    }

    @Test("What a function used counts, too")
    func functionUsage() async throws {
        let provider = ScriptedProvider("alpha") { _, number in
            number == 0 ? .calling(("1", "paid", "{}")) : .text("ok")
        }
        let orchestrator = try orchestrator(
            Budget(costUSD: 10),
            model: SampleModels.model("a", price: .free),
            provider: provider
        )
        try orchestrator.registerFunction(PaidTool())
        let error = await requestError { _ = try await orchestrator.routeRequest("hi", options: short) }
        #expect(error?.code == .budgetExceeded)
    }

    private struct PaidTool: Tool {
        let descriptor = ToolDescriptor(name: "paid")

        func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult("ok", usage: Usage(costUSD: 10)) }
    }
}
