import Assay
import AssayTesting
import Testing

@Suite("Planning with a client")
struct ClientPlanningTests {
    private static func client() throws -> AssayClient {
        let client = AssayClient()
        for (name, factor) in [("double", 2), ("triple", 3)] as [(String, Int64)] {
            let descriptor = ToolDescriptor(
                name: name,
                description: "Multiplies a number",
                inputSchema: ["type": "object", "required": ["x"], "properties": ["x": ["type": "integer"]]],
                flags: .concurrent
            )
            try client.registerTool(
                ScriptedTool(descriptor) { ToolResult(["x": .integer(factor * ($0.request["x"]?.int64 ?? 0))]) }
            )
        }
        return client
    }

    private static func planner(_ action: String) throws -> RuleBasedPlanner {
        let text = "rules:\n  - name: all\n    action: \(action)\n"
        return try RuleBasedPlanner(rules: PlannerRules(text, file: "rules.yaml").rules)
    }

    @Test("A planned chain and a planned panel run as one bundle")
    func strategies() async throws {
        let client = try Self.client()
        let chain = try client.plan(
            request: ["x": 1],
            planner: Self.planner("{tool: double, strategy: chain, following: [triple]}")
        )
        #expect(try await client.run(request: ["x": 1], plan: chain).output.content == ["x": 6])
        let panel = try client.plan(
            request: ["x": 1],
            planner: Self.planner("{tool: double, strategy: parallel, following: [triple], options: {k: 2}}")
        )
        let output = try await client.run(request: ["x": 1], plan: panel, bundle: BundleOptions(stop: NeverRule()))
            .output
        #expect(output.bundle.replicates.map(\.model) == ["double", "triple"])
        #expect(output.status == .abstained)
    }

    @Test("The caller's options beat the planner's (1.S3b)")
    func callersOptions() async throws {
        let client = try Self.client()
        let plan = try client.plan(
            request: ["x": 1],
            options: ["k": 2],
            planner: Self.planner("{tool: triple, options: {k: 7}}")
        )
        let run = try client.run(request: ["x": 1], plan: plan, bundle: BundleOptions(stop: NeverRule()))
        #expect(try await run.output.bundle.meta.k == 2)
    }

    @Test("A strategy that cannot be run is refused before anything runs")
    func conditional() throws {
        let client = try Self.client()
        let plan = try client.plan(
            request: ["x": 1],
            planner: Self.planner("{tool: double, strategy: conditional, following: [triple]}")
        )
        #expect(throws: AssayError.self) { try client.run(request: ["x": 1], plan: plan) }
    }
}
