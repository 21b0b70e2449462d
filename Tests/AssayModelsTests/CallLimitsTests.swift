import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import Synchronization
import Testing

/// How long a call may take where nobody says, and where somebody does.
struct CallLimitsTests {
    @Test("Without a word of the caller the limits of a call over HTTP are those of the HTTP client")
    func usual() {
        #expect(CallLimits().http == HTTPLimits())
        #expect(CallLimits(idle: nil).http.idle == HTTPLimits().total)
    }

    @Test("A model may think as long as the whole call may take, unless a limit of its own says otherwise")
    func given() {
        let patient = CallLimits(total: .seconds(3600)).http
        #expect(patient.firstByte == .seconds(3600) && patient.total == .seconds(3600))
        let strict = CallLimits(total: .seconds(3600), firstByte: .seconds(5), idle: .seconds(7)).http
        #expect(strict.firstByte == .seconds(5) && strict.idle == .seconds(7) && strict.total == .seconds(3600))
        #expect(CallLimits(firstByte: .seconds(5)).http.total == HTTPLimits().total)
    }

    @Test("A tool without a time limit, an orchestrator and a panel ask with limits that end, streamed or whole")
    func reachTheTransport() async throws {
        let transport = LimitedTransport()
        let provider = try HTTPModelProvider(id: "alpha", kind: .openAI, transport: transport)
        let whole = HTTPLimits(firstByte: HTTPLimits().total)
        let tool = try ModelTool([AskedModel(provider, model: "m")])
        _ = try? await tool.execute(ToolCall(request: ["prompt": "hi"]))
        #expect(transport.last == HTTPLimits())
        let unstreamed = try ModelTool([AskedModel(provider, model: "m")], streams: false)
        _ = try? await unstreamed.execute(ToolCall(request: ["prompt": "hi"]))
        #expect(transport.last == whole, "the first byte of a whole answer comes when the model has done")
        let registry = try SampleModels.registry([SampleModels.model("a")])
        _ = try? await ModelOrchestrator(registry: registry, providers: [provider]).routeRequest("hi")
        #expect(transport.last == whole)
        let panel = Panel()
        try panel.registerProvider("a", provider: provider, model: "m")
        let options = PanelOptions(limits: CallLimits(), retry: RetryPolicy(maxRetries: 0))
        _ = try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        #expect(transport.last == whole)
    }
}

/// Refuses every request, and remembers how long the latest might have taken.
private final class LimitedTransport: ModelTransport {
    private let limits = Mutex<HTTPLimits?>(nil)

    var last: HTTPLimits? { limits.withLock { $0 } }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        self.limits.withLock { $0 = limits.http }
        throw AssayError(.modelBadRequest, "no")
    }
}
