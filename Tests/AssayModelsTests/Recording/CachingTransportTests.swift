import AssayCore
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
        #expect(try await tool.execute(Listening().call(tool)) == first)
        #expect(transport.requests.count == 1)
        _ = try await tool.execute(Listening().call(tool, replicate: 1))
        #expect(transport.requests.count == 2)
        now.withLock { $0 = 10_000 }
        _ = try await tool.execute(Listening().call(tool))
        #expect(transport.requests.count == 3)
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

private struct BrokenCache: ResponseCache {
    func response(for key: String) async throws(AssayError) -> Value? { throw AssayError(.storeIO, "no") }
    func keep(_ response: Value, for key: String) async throws(AssayError) { throw AssayError(.storeIO, "no") }
}
