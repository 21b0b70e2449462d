import AssayCore
import AssayEngine
import Testing

@Suite("Options and estimates of a plan")
struct PlanOptionsTests {
    @Test("A plan's options become those of a run")
    func bundleOptions() throws {
        let context = PlanningContext(quality: QualityRequirements(minimumConfidence: 0.9, minimumReplicates: 6))
        let decision = try plan(options: ["max_parallel": 4, "x": 1], tools: [tool("a")], context: context)
        let options = try decision.bundleOptions(over: BundleOptions(k: 99, delta: 0.01))
        #expect(options.k == 6)
        #expect(options.epsilon == 0.2)
        #expect(options.maxParallel == 4)
        #expect(options.minimumConfidence == 0.9)
        #expect(options.toolOptions == ["x": 1])
        #expect(options.delta == 0.01)
    }

    @Test("Quality raises the general k, and leaves the caller's alone")
    func minimumReplicates() throws {
        let context = PlanningContext(
            budget: Budget(tokens: 1),
            quality: QualityRequirements(minimumReplicates: 6)
        )
        #expect(try plan(tools: [tool("a")], context: context).options["k"] == 6)
        #expect(try plan(options: ["k": 2], tools: [tool("a")], context: context).options["k"] == 2)
    }

    @Test("A tool with side effects runs once, unless the caller insists, which is an error")
    func sideEffects() throws {
        let writer = ToolDescriptor(name: "a", flags: [.sideEffects])
        let decision = try plan([rule(use: "a", options: ["k": 5])], tools: [writer])
        #expect(decision.options["k"] == 1)
        #expect(decision.explanation.contains("a has side effects, so it runs once"))
        let action = RuleAction(tool: "b", strategy: .chain, following: ["a"])
        let chain = try plan([PlanningRule(name: "r", action: action)], tools: [tool("b"), writer])
        #expect(chain.options["k"] == 1)
        let error = failure { () throws(AssayError) in try plan(options: ["k": 2], tools: [writer]) }
        #expect(error?.message == "a tool of the plan has side effects: k must be 1")
    }

    @Test(
        "Options no run could follow are refused by name",
        arguments: [
            ("k", 0), ("k", 1_000_001), ("k", "3"), ("k", 2.5), ("k", nil), ("k", .number(1e300)), ("max_parallel", 0),
            ("max_parallel", 2000), ("epsilon", 1.5), ("epsilon", "a"), ("minimum_confidence", -0.1),
        ] as [(String, Value)]
    )
    func badOptions(key: String, value: Value) {
        let error = failure { () throws(AssayError) in try plan(options: [key: value], tools: [tool("a")]) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.hasPrefix("the option \(key) must be ") == true)
    }

    @Test("Estimates of several tools add up along a chain, and take the slowest beside each other")
    func severalTools() throws {
        let tools = [
            tool("a", usage: Usage(tokens: 1, costUSD: 0.5, timeMS: 10)),
            tool("b", usage: Usage(tokens: 2, costUSD: 0.25, timeMS: 30)), tool("c", usage: Usage(timeMS: 1)),
        ]
        func estimate(_ strategy: ExecutionStrategy, _ following: [String]) throws -> PlanEstimate {
            let action = RuleAction(tool: "a", options: ["k": 20], strategy: strategy, following: following)
            return try plan([PlanningRule(name: "r", action: action)], tools: tools).estimate
        }
        let chain = try estimate(.chain, ["b"])
        #expect(chain.tokens == 60 && chain.costUSD == 15 && chain.durationMS == 80)
        #expect(try estimate(.parallel, ["b"]).durationMS == 60)
        let partly = try estimate(.chain, ["c"])
        #expect(partly.tokens == nil && partly.costUSD == nil && partly.durationMS == 22)
    }

    @Test("A tool that is not concurrent takes its calls one after the other")
    func notConcurrent() throws {
        let serial = ToolDescriptor(name: "a", maximumUsage: Usage(timeMS: 10))
        #expect(try plan(options: ["k": 7], tools: [serial]).estimate.durationMS == 70)
    }

    @Test("Huge estimates stop at the largest number")
    func hugeEstimates() throws {
        let huge = tool("a", usage: Usage(tokens: .max, timeMS: .max))
        let estimate = try plan(options: ["k": 1_000_000, "max_parallel": 1], tools: [huge]).estimate
        #expect(estimate.tokens == .max && estimate.durationMS == .max)
    }

    @Test("An estimate above the budget is said")
    func aboveBudget() throws {
        let context = PlanningContext(budget: Budget(tokens: 100, costUSD: 1))
        let costly = tool("a", usage: Usage(tokens: 60, costUSD: 0.6))
        let decision = try plan(tools: [costly], context: context)
        #expect(decision.explanation.contains("the estimate is above the budget for tokens and cost_usd"))
        let cheap = try plan(options: ["k": 1], tools: [costly], context: context)
        #expect(!cheap.explanation.contains { $0.contains("above the budget") })
    }

    @Test("A decision prints as JSON with unknowns as null")
    func json() throws {
        let decision = try plan([rule(use: "a", fallbacks: ["b"])], tools: [tool("a"), tool("b")])
        let value = decision.value
        #expect(value["tool"] == "a" && value["matched_rule"] == "r" && value["selection_method"] == "rule")
        #expect(value["strategy"] == "single" && value["fallbacks"] == ["b"] && value["confidence"] == 1)
        #expect(value["estimate"] == ["tokens": nil, "cost_usd": nil, "duration_ms": nil])
        #expect(value["explanation"]?.array?.isEmpty == false)
        #expect(try plan(tools: [tool("a")]).value["selection_method"] == "score")
    }
}
