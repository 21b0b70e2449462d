import AssayCore
import AssayHTTP
import AssayModels
import Testing

/// What comes back of a request, and what is thrown instead.
struct ResponseRowTests {
    private func orchestrator(_ providers: [any ModelProvider]) throws -> ModelOrchestrator {
        let models = zip(["a", "b"], providers).map { SampleModels.model($0, provider: $1.id) }
        return ModelOrchestrator(registry: try SampleModels.registry(models), providers: providers)
    }

    private func served(_ kind: ProviderKind, _ transport: PlayedTransport) throws -> HTTPModelProvider {
        try HTTPModelProvider(id: "\(kind)-lab", kind: kind, transport: transport)
    }

    @Test("S0-6, S0-8: text, model and provider are told alike, whoever answered", arguments: WireSaying.kinds)
    func alike(_ kind: ProviderKind) async throws {
        let provider = try served(kind, PlayedTransport(WireSaying.hi(kind)))
        let response = try await orchestrator([provider]).routeRequest("Hello")
        #expect(response.content == "Hi")
        #expect(response.provider == "\(kind)-lab")
        #expect(response.model == "a", "not x-1, which only the provider knows")
        #expect(response.finish == .stop)
        #expect(response.document["content"] == "Hi")
        #expect(response.document["provider"] == .string("\(kind)-lab"))
    }

    @Test("S0-6: the text is what was said, to the last scalar, and no answer where nothing was")
    func exactText() async throws {
        let said = "  e\u{301}\u{E9} 🇨🇭\u{200D}\u{0}\n\n"
        let response = try await orchestrator([ScriptedProvider("alpha", saying: said)]).routeRequest("")
        #expect(Array(response.content.unicodeScalars) == Array(said.unicodeScalars))
        #expect(response.document["content"] == .string(said))
        #expect(response.error == nil)
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        let silent = try orchestrator([ScriptedProvider("alpha", saying: "")])
        let error = await requestError { _ = try await silent.routeRequest("", options: options) }
        // What has no words is paid for, too.
        #expect(error?.code == .modelEmpty && error?.attempts.map(\.costUSD) == [0.000_03])
    }

    @Test("S0-11: the raw answer is the provider's own, with what nobody asked for", arguments: WireSaying.kinds)
    func raw(_ kind: ProviderKind) async throws {
        let body = WireSaying.hi(kind)
        let response = try await orchestrator([served(kind, PlayedTransport(body))]).routeRequest("Hello")
        let whole = try Value(json: body)
        #expect(response.rawResponse == whole)
        // A number that a double would change.
        #expect(response.rawResponse?["extra"]?.int64 == 9_007_199_254_740_993)
        #expect(response.document["raw_response"] == whole)
    }

    @Test("S0-12: an error is thrown, with code, wait, attempts and decision, and without the provider's words")
    func thrownError() async throws {
        let body = #"{"error":{"message":"sk-secret has no money","code":"insufficient_quota"}}"#
        let transport = PlayedTransport(status: 429, headers: ["retry-after": "7"], body)
        let orchestrator = try orchestrator([served(.openAI, transport)])
        let error = try #require(await requestError { _ = try await orchestrator.routeRequest("hi") })
        #expect(error.code == .modelQuota)
        #expect(error.error.retryAfter == .seconds(7))
        #expect(error.error.isRetryable == false)
        #expect(
            error.message == "no answer after 1 calls of a: openai-lab answered with HTTP status 429 "
                + "(insufficient_quota): the account has no money or quota left; waiting does not help."
        )
        #expect(error.description == "model_quota: \(error.message)")
        #expect(error.attempts.map(\.failure) == [error.error])
        #expect(error.attempts.map(\.costUSD) == [nil])
        #expect(error.decision.chosen.id == "a")
        #expect(error.conversation.isEmpty && error.rejected == nil)
        #expect(transport.requests.count == 1)
    }

    @Test("S0-12: the failure of one model is kept with its attempt and is no error of the answer of another")
    func survived() async throws {
        let failing = ScriptedProvider("alpha") { _, _ in throw AssayError(.modelAuthentication, "no") }
        let orchestrator = try orchestrator([failing, ScriptedProvider("beta", saying: "ok")])
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.error == nil)
        #expect(response.document["error"] == .null)
        #expect(response.document["attempts"]?[0]?["failure"] == ["code": "model_authentication", "message": "no"])
        #expect(response.document["attempts"]?[1]?["failure"] == .null)
        #expect(response.provider == "beta" && response.isSubstitute)
    }
}
