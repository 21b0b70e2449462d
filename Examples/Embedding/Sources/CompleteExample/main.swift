// The complete example of the Python orchestration SDK, here: a tool of one's own, chosen by the planner, run within a budget.
import Assay

/// Says where a market is going; as stochastic as a model would be.
struct MarketAnalysis: Tool {
    let descriptor = ToolDescriptor(
        name: "market-analysis",
        description: "Analyses trends of a market",
        capabilities: ["analysis"],
        inputSchema: [
            "type": "object", "required": ["type", "query"],
            "properties": ["type": ["const": "analysis"], "query": ["type": "string"]],
        ],
        flags: .concurrent,
        maximumUsage: Usage(tokens: 500, costUSD: 0.05)
    )

    func execute(_ call: ToolCall) async throws -> ToolResult {
        var random = SplitMix64(seed: call.seed)
        let trend = ["rising", "rising", "rising", "flat"][Int(random.next() % 4)]
        return ToolResult(["trend": .string(trend)], usage: Usage(tokens: 420, costUSD: 0.042))
    }
}

let client = AssayClient()
try client.registerTool(MarketAnalysis())

let analyses = PlanningRule.forType("analysis", action: RuleAction(tool: "market-analysis", options: ["k": 7]))
let orchestrator = client.orchestrator(planner: try RuleBasedPlanner(rules: [analyses]))

let run = try await orchestrator.start(
    request: ["type": "analysis", "query": "Analyze market trends"],
    options: OrchestrationConfig(budget: Budget(tokens: 5000, costUSD: 0.50), requestID: "analysis-123")
)
for await event in run.events where event.name == "partial_summary" || event.name == "bundle_ready" {
    print("event: \(event.name)")
}
let result = try await run.output

let summary = result.bundle.summary
print("Confidence: \(summary.confidence)")
print("Consensus: \(summary.consensus.canonicalJSON)")
print("Cost: $\(result.metadata["cost_usd"]?.double ?? .nan)")
