import AssayCore
import AssayHTTP
import AssayModels
import Testing

/// Providers over real connections.
struct HTTPTransportTests {
    private static let kinds: [ProviderKind] = [.openAI, .anthropic, .gemini, .ollama]

    private func provider(_ server: ModelServer, _ how: String, _ kind: ProviderKind) throws -> HTTPModelProvider {
        try HTTPModelProvider(
            id: "lab",
            kind: kind,
            client: HTTPClient(),
            base: server.base("\(how)/\(kind)/"),
            key: Secret("key-1")
        )
    }

    @Test("Every format asks and streams over HTTP with its key, and the answers are the same", arguments: kinds)
    func answers(_ kind: ProviderKind) async throws {
        let server = try await ModelServer.start()
        let provider = try provider(server, "play", kind)
        var whole = try await provider.respond(to: Asking.question, limits: CallLimits(total: .seconds(60)))
        whole.raw = nil
        var last: ModelEvent?
        for try await event in provider.stream(Asking.question, limits: CallLimits()) { last = event }
        #expect(last == .finished(whole))
        #expect(!whole.message.text.isEmpty)
    }

    @Test("A connection that breaks in the middle keeps what came and may be tried again", arguments: kinds)
    func cut(_ kind: ProviderKind) async throws {
        let server = try await ModelServer.start()
        let provider = try provider(server, "cut", kind)
        var last: ModelEvent?
        let error = await #expect(throws: AssayError.self) {
            for try await event in provider.stream(Asking.question, limits: CallLimits()) { last = event }
        }
        #expect(error?.code == .modelNetwork)
        #expect(error?.isRetryable == true)
        guard case .interrupted(let partial) = last else {
            Issue.record("nothing was kept")
            return
        }
        #expect(partial.usage?.isEstimated == true)
        let whole = await #expect(throws: AssayError.self) {
            try await provider.respond(to: Asking.question, limits: CallLimits())
        }
        #expect(whole?.code == .modelNetwork)
    }

    @Test("A server that echoes the key does not get it into the error", arguments: kinds)
    func echo(_ kind: ProviderKind) async throws {
        let server = try await ModelServer.start()
        let provider = try provider(server, "echo", kind)
        let error = await #expect(throws: AssayError.self) {
            try await provider.respond(to: Asking.question, limits: CallLimits())
        }
        #expect(error?.code == .modelAuthentication)
        #expect(error?.description.contains("key-1") == false)
    }

    @Test("A server that takes a request and says nothing is given up at the limit, streamed or not")
    func silent() async throws {
        let server = try await ModelServer.start()
        let provider = try provider(server, "silent", .openAI)
        for limits in [CallLimits(total: .milliseconds(300)), CallLimits(firstByte: .milliseconds(300))] {
            let whole = await thrown { _ = try await provider.respond(to: Asking.question, limits: limits) }
            let streamed = await thrown { for try await _ in provider.stream(Asking.question, limits: limits) {} }
            for error in [whole, streamed] {
                #expect(error?.code == .modelNetwork && error?.isRetryable == true)
                #expect(error?.message.contains("within 0.3 seconds") == true)
            }
        }
    }

    @Test("Nobody at the address is a network failure")
    func nobody() async throws {
        let client = try HTTPClient()
        let provider = try HTTPModelProvider(id: "lab", kind: .ollama, client: client, base: "http://127.0.0.1:1")
        let error = await #expect(throws: AssayError.self) {
            try await provider.respond(to: Asking.question, limits: CallLimits())
        }
        #expect(error?.code == .modelNetwork)
        #expect(error?.isRetryable == true)
    }
}
