import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import AssayStatistics
import Synchronization
import Testing

/// Whoever asks, a cache gives each replicate an answer of its own: otherwise K answers agree because they are one.
@Suite("Replicates before a cache")
struct ReplicateKeyTests {
    private let server = CountingServer()

    /// A provider without seeds, so that all K requests are the same to the byte.
    private func provider() throws -> HTTPModelProvider {
        let cached = CachingTransport(server, provider: "alpha", cache: InMemoryResponseCache())
        return try HTTPModelProvider(id: "alpha", kind: .anthropic, transport: cached)
    }

    private func orchestrator() throws -> ModelOrchestrator {
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return ModelOrchestrator(registry: registry, providers: [try provider()])
    }

    /// The answers of three replicates, twice: the second time all are in the cache.
    private func check(_ tool: any Tool, request: Value = ["prompt": "Name a tree."]) async throws {
        let options = BundleOptions(k: 3, stop: NeverRule(), maxParallel: 1)
        var answers: [[Value?]] = []
        for _ in 0..<2 {
            let bundle = try await Engine().start(tool, request: request, options: options).output.bundle
            answers.append(bundle.replicates.map { $0.data?["text"] ?? $0.data?["answer"] })
        }
        #expect(Set(answers[0]).count == 3 && !answers[0].contains(nil), "\(answers)")
        #expect(answers[1] == answers[0])
        #expect(server.bodies.count == 3 && Set(server.bodies).count == 1)
    }

    @Test("The tool that lets an orchestrator choose the model")
    func generate() async throws { try await check(GenerateTool(orchestrator())) }

    @Test("Models as a tool, and tools that hand the call on")
    func composites() async throws {
        try await check(ModelTool([AskedModel(provider(), model: "m")]))
        let (inner, other) = (GenerateTool(try orchestrator()), GenerateTool(try orchestrator(), name: "other"))
        let options = BundleOptions(k: 4, stop: NeverRule(), maxParallel: 1)
        let panel = try PanelTool([inner, other])
        let bundle = try await Engine().start(panel, request: ["prompt": "hi"], options: options).output.bundle
        #expect(Set(bundle.replicates.map { $0.data?["text"] }).count == 4)
    }

    @Test("A tool of one's own that knows nothing of replicates, around an orchestrator or a panel")
    func ownTool() async throws {
        let orchestrator = try orchestrator()
        try await check(AskingTool { try await orchestrator.routeRequest($0).content })
        let panel = Panel()
        try panel.registerProvider("b", provider: provider(), model: "m")
        server.forget()
        try await check(AskingTool { try await ParallelOrchestrator(panel: panel).process($0).answer() })
    }

    @Test("A model that asks another one as its function does so once for each replicate")
    func function() async throws {
        let inner = try orchestrator()
        let outer = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("b", provider: "beta")]),
            providers: [
                ScriptedProvider("beta") { request, _ in
                    let told = request.messages.last?.parts.compactMap { part in
                        if case .result(let result) = part { result.output["text"]?.string } else { nil }
                    }
                    return told?.first.map { .text($0) } ?? .calling(("1", "expert", #"{"prompt": "hi"}"#))
                }
            ]
        )
        try outer.registerFunction(GenerateTool(inner, name: "expert"))
        try await check(AskingTool { try await outer.routeRequest($0).content })
    }

    @Test("Members of a panel that are one model of one provider have answers of their own")
    func members() async throws {
        let panel = Panel()
        let provider = try provider()
        for id in ["a", "b", "c"] { try panel.registerProvider(id, provider: provider, model: "m") }
        let orchestrator = ParallelOrchestrator(panel: panel, maxParallelProviders: 1, usesEarlyStopping: false)
        func answers() async throws -> [String: String?] {
            let members = try await orchestrator.process("Name a tree.").members
            return Dictionary(uniqueKeysWithValues: members.map { ($0.member, $0.text) })
        }
        let first = try await answers()
        #expect(Set(first.values).count == 3)
        #expect(try await answers() == first)
        #expect(server.bodies.count == 3)
    }
}

private struct AskingTool: Tool {
    let descriptor = ToolDescriptor(name: "asking", seedPromise: .ignored)
    let ask: @Sendable (String) async throws -> String

    func execute(_ call: ToolCall) async throws -> ToolResult {
        ToolResult(["answer": .string(try await ask(call.request["prompt"]?.string ?? ""))])
    }
}

/// Answers with the number of the request, and remembers what it was sent.
private final class CountingServer: ModelTransport {
    private let received = Mutex<[Value]>([])

    var bodies: [Value] { received.withLock { $0 } }

    func forget() { received.withLock { $0 = [] } }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let number = received.withLock { received in
            received.append(request.body ?? .null)
            return received.count
        }
        let body: Value = [
            "type": "message", "id": "m", "model": "m", "role": "assistant", "stop_reason": "end_turn",
            "content": [["type": "text", "text": .string("tree \(number)")]],
            "usage": ["input_tokens": 9, "output_tokens": 2],
        ]
        return try await PlayedTransport(headers: ["content-type": "application/json"], body.canonicalJSON)
            .open(request, limits: limits)
    }
}
