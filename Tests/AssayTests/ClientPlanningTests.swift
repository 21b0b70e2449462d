import Assay
import AssayTesting
import Foundation
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

    @Test(
        "A chain's or a panel's bundle is verified and extended from its file: its parts are found again",
        arguments: ["chain", "parallel"]
    )
    func again(strategy: String) async throws {
        let client = try Self.client()
        let action = "{tool: double, strategy: \(strategy), following: [triple]}"
        let plan = try client.plan(request: ["x": 1], options: ["k": 4], planner: Self.planner(action))
        let bundle = try await client.run(request: ["x": 1], plan: plan, bundle: BundleOptions(stop: NeverRule()))
            .output.bundle
        let stored = try EvidenceBundle(decoding: Value(json: bundle.json))
        #expect(stored.meta.tool.composition?.members.map(\.name) == ["double", "triple"])
        #expect(try await client.rerun(stored).output.bundle.digest == bundle.digest)
        let longer = try await client.extend(stored, by: 2).output.bundle
        #expect(longer.replicates.count == 6)
        #expect(Array(longer.replicates.prefix(4)) == Array(stored.replicates))
        client.registry.unregister("triple")
        #expect(throws: AssayError.self) { try client.rerun(stored) }
    }

    @Test("Parts of a composite keep their own defaults, and all hear the caller's options")
    func compositeOptions() async throws {
        let client = AssayClient()
        for name in ["a", "b"] {
            let descriptor = ToolDescriptor(name: name, defaultOptions: ["of": .string(name)], flags: .concurrent)
            try client.registerTool(ScriptedTool(descriptor) { ToolResult($0.options) })
        }
        let plan = try client.plan(
            request: [:],
            options: ["k": 2, "loud": true],
            planner: Self.planner("{tool: a, strategy: parallel, following: [b]}")
        )
        let bundle = try await client.run(request: [:], plan: plan, bundle: BundleOptions(stop: NeverRule())).output
            .bundle
        #expect(bundle.replicates.map(\.data) == [["of": "a", "loud": true], ["of": "b", "loud": true]])
    }

    @Test("A client's orchestrator follows schema_uri, and refuses what is not there (S3-24)")
    func orchestrator() async throws {
        let client = try Self.client()
        let file = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString).json")
        try #"{"properties":{"x":{"type":"string"}}}"#.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let orchestrator = client.orchestrator()
        let output = try await orchestrator.run(
            request: ["x": 1],
            toolName: "double",
            toolOptions: ["schema_uri": .string(file.path)]
        )
        #expect(output.status == .failed)
        #expect(output.errors.first?.code == .badOutput)
        await #expect(throws: AssayError.self) {
            try await orchestrator.run(
                request: ["x": 1],
                toolName: "double",
                toolOptions: ["schema_uri": "nowhere.json"]
            )
        }
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
