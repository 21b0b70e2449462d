import AssayCore
import AssayHTTP
import AssayModels
import Synchronization
import Testing

@Suite("A cache before a provider")
struct CachingTransportTests {
    private static func tool(_ transport: PlayedTransport, _ cache: any ResponseCache) throws -> ModelTool {
        let cached = CachingTransport(transport, provider: "lab", cache: cache)
        let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: cached)
        return try ModelTool([AskedModel(provider, model: "m")])
    }

    @Test("What was answered is not asked again until its time is over, and each replicate has its own answer")
    func timeToLive() async throws {
        let now = Mutex<Int64>(0)
        let cache = InMemoryResponseCache(timeToLive: .seconds(10), clock: WallClock { now.withLock { $0 } })
        let transport = PlayedTransport(pieces: [try Fixture.bytes("openai-text.sse")])
        let tool = try Self.tool(transport, cache)
        let first = try await tool.execute(Listening().call(tool))
        #expect(try await tool.execute(Listening().call(tool)).data == first.data)
        #expect(transport.requests.count == 1)
        _ = try await tool.execute(Listening().call(tool, replicate: 1))
        #expect(transport.requests.count == 2)
        now.withLock { $0 = 10_000 }
        _ = try await tool.execute(Listening().call(tool))
        #expect(transport.requests.count == 3)
    }

    private static let price = ModelPrice(input: 1, output: 2, cachedInput: 1)

    @Test("A cached answer costs nothing new and says so, streamed or not; what it took is told as cached")
    func usage() async throws {
        for (name, streams) in [("openai-text.sse", true), ("openai-text.json", false)] {
            let transport = PlayedTransport(pieces: [try Fixture.bytes(name)])
            let history = InMemoryModelHistory()
            let cached = CachingTransport(transport, provider: "lab", cache: InMemoryResponseCache())
            let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: cached)
            let model = AskedModel(provider, model: "m", price: Self.price)
            let tool = try ModelTool([model], streams: streams, history: history)
            let (first, second) = (Listening(), Listening())
            #expect(try await tool.execute(first.call(tool)).usage?.costUSD ?? 0 > 0)
            #expect(!first.warnings.contains { $0.contains("cache") })
            #expect(try await tool.execute(second.call(tool)).usage == Usage(tokens: 0, costUSD: 0))
            #expect(second.warnings.contains("The answer came from the cache; it was paid for before."))
            // A cached answer says nothing about the model.
            let task = TaskDetector().estimate("Name a tree.").primary
            #expect(try await history.totals(for: task)["lab/m"]?.attempts == 1)
        }
    }

    @Test("An orchestrator neither pays for a cached answer nor learns from it")
    func orchestrator() async throws {
        let transport = PlayedTransport(pieces: [try Fixture.bytes("openai-text.json")])
        let cached = CachingTransport(transport, provider: "alpha", cache: InMemoryResponseCache())
        let history = InMemoryModelHistory()
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("a", price: Self.price)]),
            providers: [try HTTPModelProvider(id: "alpha", kind: .openAI, transport: cached)],
            history: history
        )
        let first = try await orchestrator.routeRequest("hi")
        let second = try await orchestrator.routeRequest("hi")
        #expect(first.costUSD ?? 0 > 0 && first.usage?.isCached == false)
        #expect(second.costUSD == 0 && second.usage?.isCached == true)
        #expect(second.document["usage"]?["cached"] == true)
        #expect(try await history.totals(for: .general)["a"]?.attempts == 1)
    }

    @Test(
        "A reply without a good answer is not kept: the next try asks again, and what is good then is kept",
        arguments: [
            (#"{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}"#, "model_empty"),
            (#"{"choices":[{"message":{"content":"no"},"finish_reason":"content_filter"}]}"#, "model_content_policy"),
            ("{}", "model_protocol"),
            (
                #"{"choices":[{"message":{"tool_calls":[{"id":"1","type":"function","#
                    + #""function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#,
                "model_protocol"
            ),
        ] as [(String, String)]
    )
    func notGood(body: String, code: String) async throws {
        for streams in [true, false] {
            let good = #"{"choices":[{"message":{"content":"oak"},"finish_reason":"stop"}]}"#
            let transport = ChangingTransport([body, good])
            let cached = CachingTransport(transport, provider: "lab", cache: InMemoryResponseCache())
            let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: cached)
            let tool = try ModelTool([AskedModel(provider, model: "m")], streams: streams)
            let error = await thrown { _ = try await tool.execute(Listening().call(tool)) }
            #expect(error?.code.rawValue == code)
            for _ in 0..<2 { #expect(try await tool.execute(Listening().call(tool)).data == ["answer": "oak"]) }
            #expect(transport.count == 2)
        }
    }

    @Test("A failure is not kept")
    func failure() async throws {
        let transport = PlayedTransport(status: 503, "{}")
        let tool = try Self.tool(transport, InMemoryResponseCache())
        for _ in 0..<2 { _ = try? await tool.execute(Listening().call(tool)) }
        #expect(transport.requests.count == 2)
    }

    @Test("A cache that cannot be used costs a call and nothing else")
    func brokenCache() async throws {
        let transport = PlayedTransport(pieces: [try Fixture.bytes("openai-text.sse")])
        let tool = try Self.tool(transport, BrokenCache())
        for _ in 0..<2 { #expect(try await tool.execute(Listening().call(tool)).data["answer"] != nil) }
        #expect(transport.requests.count == 2)
    }
}

/// Answers each request with the next of its bodies, and at last always with the same.
private final class ChangingTransport: ModelTransport {
    private let replies: [PlayedTransport]
    private let asked = Mutex(0)

    init(_ bodies: [String]) {
        replies = bodies.map { PlayedTransport(headers: ["content-type": "application/json"], $0) }
    }

    var count: Int { asked.withLock { $0 } }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let number = asked.withLock { asked in
            asked += 1
            return asked
        }
        return try await replies[min(number, replies.count) - 1].open(request, limits: limits)
    }
}

private struct BrokenCache: ResponseCache {
    func response(for key: String) async throws(AssayError) -> Value? { throw AssayError(.storeIO, "no") }
    func keep(_ response: Value, for key: String) async throws(AssayError) { throw AssayError(.storeIO, "no") }
}
