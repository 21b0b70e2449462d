import Assay
import AssayTesting
import Foundation
import Testing

@Suite("Tools of a client, called by a model")
struct ModelFunctionTests {
    /// An orchestrator whose model makes these calls, one a turn, and then says that it is done.
    private func orchestrator(
        _ calls: [(name: String, arguments: Value)],
        _ client: AssayClient
    ) throws -> (ModelOrchestrator, MockProvider) {
        let turns = calls.enumerated().map { number, call in
            let call = FunctionCall(id: "c\(number)", name: call.name, rawArguments: call.arguments.canonicalJSON)
            return MockProvider.Step.response(
                ModelResponse(
                    message: ModelMessage(.assistant, [.call(call)]),
                    finish: .functionCalls,
                    usage: ModelUsage(inputTokens: 1, outputTokens: 1),
                    model: "m"
                )
            )
        }
        let provider = MockProvider(script: turns + [.text("done")])
        let registry = ModelRegistry()
        try registry.registerModel(ModelRecord(id: "m", provider: "mock", price: .free, features: [.functions]))
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        try orchestrator.registerFunctions(client.registry)
        return (orchestrator, provider)
    }

    /// A client with a tool in Swift, a plugin in worker processes and a C function described by a manifest.
    private func client(_ folder: Folder) async throws -> AssayClient {
        let client = AssayClient()
        try client.registerTool(ScriptedTool("double") { ["twice": .integer(2 * ($0.request["x"]?.int64 ?? 0))] })
        try client.registerTool(Tools.broken)
        try await client.loadPlugins(from: BundledPlugin.copy("kmeans", to: folder))
        let manifest = URL(filePath: #filePath).appending(path: "../../../Examples/Foreign/power.tool.yaml")
        try await client.loadFunctions(from: manifest.standardized.path())
        return client
    }

    @Test("A model calls a tool in Swift, a plugin in a worker process and a C function, and all is recorded")
    func called() async throws {
        let folder = try Folder()
        let client = try await client(folder)
        let calls: [(String, Value)] = [
            ("double", ["x": 21]), ("kmeans", BundledPlugin.request), ("power", ["x": 2, "y": 10]),
        ]
        let (orchestrator, provider) = try orchestrator(calls, client)
        let response = try await orchestrator.routeRequest("Compute.")
        #expect(response.content == "done")
        #expect(response.error == nil)
        #expect(response.functionCalls.map(\.call.name) == ["double", "kmeans", "power"])
        #expect(response.functionCalls.allSatisfy { !$0.result.isError })
        #expect(response.functionCalls[0].result.output == ["twice": 42])
        #expect(response.functionCalls[1].result.output["clusters"] == 3)
        #expect(response.functionCalls[2].result.output == ["value": 1024])
        let told = provider.requests.last?.messages.filter { $0.role == .tool }.flatMap(\.parts)
        #expect(told == response.functionCalls.map { .result($0.result) })
        let record = response.document["function_calls"]
        #expect(record?[2]?["call"]?["arguments"] == ["x": 2, "y": 10])
        #expect(record?[2]?["result"] == ["value": 1024])
        let offered = provider.requests.first?.functions.first { $0.name == "kmeans" }
        #expect(offered?.parameters == client.listTools()["kmeans"]?.inputSchema)
    }

    @Test("What goes wrong in any of them is told to the model, which goes on")
    func failures() async throws {
        let folder = try Folder()
        let calls: [(String, Value)] = [
            ("broken", [:]), ("kmeans", ["csv": .string(folder.file("none.csv")), "clusters": 3]),
            ("kmeans", ["clusters": 3]), ("power", ["x": "two", "y": 10]), ("power", ["x": 3, "y": 2]),
        ]
        let (orchestrator, _) = try orchestrator(calls, try await client(folder))
        let response = try await orchestrator.routeRequest("Compute.")
        #expect(response.content == "done")
        #expect(response.functionCalls.map(\.result.isError) == [true, true, true, true, false])
        let told = response.functionCalls.map { $0.result.output.string ?? "" }
        #expect(told[0] == "tool_failed: never works")
        #expect(told[1].hasPrefix("file_error: "), "\(told[1])")
        for place in [2, 3] { #expect(told[place].hasPrefix("invalid_request: the arguments break the schema")) }
        #expect(response.functionCalls[4].result.output == ["value": 9])
    }
}
