import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import AssayStatistics
import Testing

@Suite("The provider's name for a request")
struct RequestIDTests {
    private static let body =
        #"{"model":"m","choices":[{"message":{"role":"assistant","content":"oak"},"finish_reason":"stop"}]}"#
    private static let pieces =
        #"data: {"model":"m","choices":[{"delta":{"content":"oak"},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n"

    private func provider(_ transport: any ModelTransport) throws -> HTTPModelProvider {
        try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
    }

    private func response(_ headers: HTTPHeaders) async throws -> ModelResponse {
        try await provider(PlayedTransport(headers: headers, Self.body)).respond(
            to: Asking.question,
            limits: CallLimits()
        )
    }

    @Test("It is read from the header that holds it, under either name, in an answer of one piece or of many")
    func names() async throws {
        #expect(try await response(["x-request-id": "req_011CQ"]).requestID == "req_011CQ")
        #expect(try await response(["Request-Id": "req_7"]).requestID == "req_7")
        #expect(try await response([:]).requestID == nil)
        let streamed = PlayedTransport(headers: ["x-request-id": "9f-1"], Self.pieces)
        var last: ModelEvent?
        for try await event in try provider(streamed).stream(Asking.question, limits: CallLimits()) { last = event }
        guard case .finished(let response)? = last else {
            Issue.record("the stream ended without an answer")
            return
        }
        #expect(response.requestID == "9f-1")
    }

    @Test(
        "What is no name is not shown",
        arguments: ["", "two words", "a\u{1B}[31m", "é", String(repeating: "x", count: 129)]
    )
    func hostile(id: String) async throws {
        #expect(try await response(["x-request-id": id]).requestID == nil)
        #expect(try await response(["x-request-id": id, "request-id": "req_7"]).requestID == "req_7")
    }

    @Test("A failure names it, whether the provider refused the request or broke off its answer")
    func failures() async throws {
        let headers: HTTPHeaders = ["x-request-id": "req_7"]
        for (status, body) in [
            (500, "{}"), (429, ""), (200, "{}"), (200, "no JSON"), (200, #"{"error":{"message":"x"}}"#),
        ] {
            let provider = try provider(PlayedTransport(status: status, headers: headers, body))
            let error = await thrown { _ = try await provider.respond(to: Asking.question, limits: CallLimits()) }
            #expect(error?.message.hasSuffix(" (request id req_7)") == true, "\(error?.message ?? "")")
            let heard = await thrown {
                for try await _ in provider.stream(Asking.question, limits: CallLimits()) {}
            }
            #expect(heard?.message.hasSuffix(" (request id req_7)") == true, "\(heard?.message ?? "")")
            #expect(heard?.message.split(separator: "req_7", omittingEmptySubsequences: false).count == 2)
        }
        let plain = try provider(PlayedTransport(status: 500, "{}"))
        let error = await thrown { _ = try await plain.respond(to: Asking.question, limits: CallLimits()) }
        #expect(error?.message.contains("request id") == false)
    }

    @Test("Naming it changes neither the code of a failure nor whether and when to try again")
    func facts() async throws {
        let headers: HTTPHeaders = ["x-request-id": "req_7", "retry-after": "7"]
        let provider = try provider(PlayedTransport(status: 429, headers: headers, "{}"))
        let error = await thrown { _ = try await provider.respond(to: Asking.question, limits: CallLimits()) }
        #expect(error?.code == .modelRateLimit && error?.isRetryable == true && error?.retryAfter == .seconds(7))
    }

    @Test("A routed answer and each of its attempts have it")
    func routed() async throws {
        let registry = try SampleModels.registry([SampleModels.model("a", provider: "lab")])
        let transport = PlayedTransport(headers: ["x-request-id": "req_7"], Self.body)
        let orchestrator = ModelOrchestrator(registry: registry, providers: [try provider(transport)])
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.requestID == "req_7")
        #expect(response.document["request_id"] == "req_7")
        #expect(response.document["attempts"]?[0]?["request_id"] == "req_7")
    }

    @Test(
        "It stands in the replicate and outside the digest, and a recording gives it again",
        arguments: [false, true]
    )
    func replicate(streams: Bool) async throws {
        func bundle(_ transport: any ModelTransport) async throws -> EvidenceBundle {
            let tool = try ModelTool([AskedModel(provider(transport), model: "m")], streams: streams)
            let options = BundleOptions(k: 2, stop: NeverRule())
            return try await Engine().start(tool, request: ["prompt": "x"], options: options).output.bundle
        }
        func played(_ headers: HTTPHeaders) -> PlayedTransport {
            PlayedTransport(headers: headers, streams ? Self.pieces : Self.body)
        }
        let recorder = CassetteRecorder()
        let named = try await bundle(recorder.recording(played(["x-request-id": "req_7"]), of: "lab"))
        #expect(named.replicates.map(\.providerRequestID) == ["req_7", "req_7"])
        let document = try Value(json: named.json)
        #expect(document["replicates"]?[0]?["provider_request_id"] == "req_7")
        #expect(try EvidenceBundle(decoding: document).json == named.json)
        for replicate in named.replicates {
            let read = try Replicate(document: replicate.document, index: replicate.index)
            #expect(read.providerRequestID == "req_7" && read.document == replicate.document)
        }
        let replayed = try await bundle(Cassette(Value(json: recorder.json)).transport(for: "lab"))
        #expect(replayed.replicates.map(\.providerRequestID) == ["req_7", "req_7"])
        let nameless = try await bundle(played([:]))
        #expect(nameless.replicates.allSatisfy { $0.providerRequestID == nil })
        #expect(nameless.digest == named.digest)
    }
}
