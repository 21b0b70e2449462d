import AssayCore
import AssayHTTP
import AssayModels
import Testing

struct FailureTests {
    /// A reply with a status of failure and what it means.
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: ProviderKind
        let status: Int
        let body: String
        let code: AssayError.Code
        let isRetryable: Bool

        init(_ kind: ProviderKind, _ status: Int, _ body: String, _ code: AssayError.Code, retry: Bool = false) {
            self.kind = kind
            self.status = status
            self.body = body
            self.code = code
            isRetryable = retry
        }

        var testDescription: String { "\(kind) \(status) \(body.prefix(60))" }
    }

    private static func openAI(_ code: String, _ message: String = "no") -> String {
        #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":null,"code":"\#(code)"}}"#
    }

    private static func anthropic(_ type: String, _ message: String = "no") -> String {
        #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"},"request_id":"req_1"}"#
    }

    private static func gemini(_ code: Int, _ status: String, _ details: String = "[]", _ message: String = "no")
        -> String
    {
        #"{"error":{"code":\#(code),"message":"\#(message)","status":"\#(status)","details":\#(details)}}"#
    }

    static let exact: [Case] = [
        Case(.openAI, 401, openAI("invalid_api_key"), .modelAuthentication),
        Case(.openAI, 429, openAI("insufficient_quota"), .modelQuota),
        Case(.openAI, 429, openAI("rate_limit_exceeded"), .modelRateLimit, retry: true),
        Case(.openAI, 400, openAI("context_length_exceeded"), .modelContext),
        Case(.openAI, 400, openAI("content_policy_violation"), .modelContentPolicy),
        Case(.openAI, 404, openAI("model_not_found"), .unknownModel),
        Case(.openAI, 400, openAI("unsupported_parameter"), .modelBadRequest),
        Case(.anthropic, 401, anthropic("authentication_error"), .modelAuthentication),
        Case(.anthropic, 402, anthropic("billing_error"), .modelQuota),
        Case(.anthropic, 403, anthropic("permission_error"), .modelAuthentication),
        Case(.anthropic, 404, anthropic("not_found_error", "model: claude-z"), .unknownModel),
        Case(.anthropic, 413, anthropic("request_too_large"), .modelContext),
        Case(.anthropic, 429, anthropic("rate_limit_error"), .modelRateLimit, retry: true),
        Case(.anthropic, 500, anthropic("api_error"), .modelOverloaded, retry: true),
        Case(.anthropic, 529, anthropic("overloaded_error"), .modelOverloaded, retry: true),
        Case(.anthropic, 400, anthropic("invalid_request_error"), .modelBadRequest),
        Case(.gemini, 401, gemini(401, "UNAUTHENTICATED"), .modelAuthentication),
        Case(.gemini, 400, gemini(400, "INVALID_ARGUMENT", #"[{"reason":"API_KEY_INVALID"}]"#), .modelAuthentication),
        Case(.gemini, 400, gemini(400, "INVALID_ARGUMENT"), .modelBadRequest),
        Case(.gemini, 404, gemini(404, "NOT_FOUND"), .unknownModel),
        Case(.gemini, 429, gemini(429, "RESOURCE_EXHAUSTED"), .modelRateLimit, retry: true),
        Case(.gemini, 503, "[" + gemini(503, "UNAVAILABLE") + "]", .modelOverloaded, retry: true),
        Case(
            .gemini,
            429,
            gemini(429, "RESOURCE_EXHAUSTED", #"[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]"#),
            .modelQuota
        ),
        Case(.ollama, 404, #"{"error":"model \"x\" not found, try pulling it first"}"#, .unknownModel),
        Case(.ollama, 400, #"{"error":"x does not support tools"}"#, .modelBadRequest),
    ]

    static let prose: [Case] = [
        Case(.anthropic, 400, anthropic("invalid_request_error", "prompt is too long: 210000 tokens"), .modelContext),
        Case(.anthropic, 400, anthropic("invalid_request_error", "Your credit balance is too low"), .modelQuota),
        Case(.openAI, 400, openAI("x", "This model's maximum context length is 8192 tokens."), .modelContext),
        Case(
            .gemini,
            400,
            gemini(
                400,
                "INVALID_ARGUMENT",
                "[]",
                "The input token count exceeds the maximum number of tokens allowed (1048576)."
            ),
            .modelContext
        ),
        Case(
            .openAI,
            400,
            #"{"error":"Trying to keep the first 9000 tokens when context length is 4096"}"#,
            .modelContext
        ),
    ]

    static let statuses: [Case] = [
        Case(.openAI, 400, "", .modelBadRequest), Case(.openAI, 401, "", .modelAuthentication),
        Case(.openAI, 402, "", .modelQuota), Case(.openAI, 403, "", .modelAuthentication),
        Case(.openAI, 404, "<html>", .modelBadRequest), Case(.openAI, 408, "", .modelNetwork, retry: true),
        Case(.openAI, 409, "", .modelOverloaded, retry: true), Case(.openAI, 413, "", .modelContext),
        Case(.openAI, 422, "", .modelBadRequest), Case(.openAI, 429, "", .modelRateLimit, retry: true),
        Case(.openAI, 500, "", .modelOverloaded, retry: true), Case(.openAI, 501, "", .modelOverloaded),
        Case(.openAI, 502, "<html>", .modelOverloaded, retry: true),
        Case(.openAI, 503, "{}", .modelOverloaded, retry: true),
        Case(.openAI, 504, "null", .modelOverloaded, retry: true),
        Case(.openAI, 529, "", .modelOverloaded, retry: true), Case(.openAI, 302, "", .modelProtocol),
    ]

    @Test("A failure is judged by its exact code, by its words, or by its status", arguments: exact + prose + statuses)
    func classes(_ expected: Case) async throws {
        let error = try #require(try await Asking.failure(expected.kind, expected.status, expected.body))
        #expect(error.code == expected.code)
        #expect(error.isRetryable == expected.isRetryable)
        #expect(error.message.contains("lab answered with HTTP status \(expected.status)"))
    }

    @Test("A provider's code is shown when it is on our list")
    func shownCode() async throws {
        let error = try #require(try await Asking.failure(.openAI, 429, Self.openAI("insufficient_quota")))
        #expect(error.message.contains("(insufficient_quota)"))
    }

    @Test("No text of the provider is shown, wherever it puts a key", arguments: [400, 401, 404, 429, 500])
    func echoedKeys(status: Int) async throws {
        for key in ["sk-live-SECRET-0", "aaaaaaaaaaaaaaaa", "AIzaSyA+/=%", "line\\nbreak"] {
            let bodies = [
                #"{"error":{"message":"\#(key)","type":"\#(key)","code":"\#(key)","status":"\#(key)"}}"#,
                #"{"error":"\#(key)"}"#, #"{"error":{"details":[{"reason":"\#(key)","retryDelay":"\#(key)s"}]}}"#,
                #"[{"message":"\#(key)"}]"#, key,
            ]
            for body in bodies {
                let headers: HTTPHeaders = ["retry-after": key.replacing("\\n", with: "")]
                let error = try #require(try await Asking.failure(.openAI, status, body, headers: headers))
                #expect(!error.description.contains(key))
            }
        }
    }

    @Test("The time to wait comes from a header, in any of its forms, or from the body")
    func waiting() async throws {
        let headers: [(HTTPHeaders, Duration?)] = [
            (["retry-after": "7"], .seconds(7)), (["retry-after-ms": "1500"], .milliseconds(1500)),
            (["Retry-After": "Tue, 14 Nov 2023 22:13:50 GMT"], .seconds(30)), (["retry-after": "soon"], nil),
            ([:], nil),
            (["retry-after": "1e9"], .longestLimit),
        ]
        for (headers, wait) in headers {
            #expect(try await Asking.failure(.openAI, 429, "", headers: headers)?.retryAfter == wait)
        }
        for (text, wait) in [
            ("34.5s", Duration.milliseconds(34_500)), ("1e99s", .longestLimit), ("-1s", nil), ("x", nil),
        ] {
            let body = Self.gemini(429, "RESOURCE_EXHAUSTED", #"[{"retryDelay":"\#(text)"}]"#)
            #expect(try await Asking.failure(.gemini, 429, body)?.retryAfter == wait)
        }
    }

    @Test("What the transport could not do is a network failure with its own chance of another try")
    func transport() async throws {
        let failures: [(AssayError, AssayError.Code, Bool)] = [
            (AssayError(.httpUnreachable, "No route.", isRetryable: true), .modelNetwork, true),
            (AssayError(.httpTLS, "No trust."), .modelNetwork, false),
            (AssayError(.httpTooLarge, "Too large."), .modelProtocol, false),
            (AssayError(.cancelled, "Cancelled."), .cancelled, false),
        ]
        for (failure, code, isRetryable) in failures {
            let transport = PlayedTransport(pieces: [], failure: failure)
            let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
            let error = await #expect(throws: AssayError.self) {
                try await provider.respond(to: Asking.question, limits: CallLimits())
            }
            #expect(error?.code == code)
            #expect(error?.isRetryable == isRetryable)
            #expect(error?.message.contains(failure.message) == true)
        }
    }

    @Test("A reply with a status of failure is the same failure when streamed, without any event")
    func streamed() async throws {
        let transport = PlayedTransport(status: 529, Self.anthropic("overloaded_error"))
        let provider = try HTTPModelProvider(id: "lab", kind: .anthropic, transport: transport)
        var events = provider.stream(Asking.question, limits: CallLimits()).makeAsyncIterator()
        let whole = try await Asking.failure(.anthropic, 529, Self.anthropic("overloaded_error"))
        let error = await #expect(throws: AssayError.self) { try await events.next() }
        #expect(error == whole)
        #expect(try await events.next() == nil)
    }

    @Test("A kind without a wire format is refused by name")
    func unknownKind() {
        let error = #expect(throws: AssayError.self) {
            try HTTPModelProvider(id: "x", kind: .mock, transport: PlayedTransport(""))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message == "mock is no wire format; there are openai, anthropic, gemini, ollama.")
    }

    @Test("Models are listed in each provider's way; something else is no list")
    func models() async throws {
        let lists: [(ProviderKind, String, String)] = [
            (.openAI, "/models", #"{"data":[{"id":"a"},{"id":"b","created":1},{}]}"#),
            (.anthropic, "/v1/models?limit=1000", #"{"data":[{"id":"a"},{"id":"b"}],"has_more":false}"#),
            (
                .gemini, "/models?pageSize=1000",
                """
                {"models":[{"name":"models/a","supportedGenerationMethods":["generateContent"]},{"name":"models/b"},
                {"name":"models/e","supportedGenerationMethods":["embedContent"]}]}
                """
            ),
            (.ollama, "/api/tags", #"{"models":[{"name":"a"},{"name":"x","model":"b"}]}"#),
        ]
        for (kind, path, body) in lists {
            let transport = PlayedTransport(body)
            let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: transport)
            #expect(try await provider.models(limits: CallLimits()) == ["a", "b"])
            #expect(transport.requests.map(\.path) == [path])
            #expect(transport.requests.map(\.method) == ["GET"])
            #expect(transport.requests[0].body == nil)
            let wrong = try HTTPModelProvider(id: "lab", kind: kind, transport: PlayedTransport(#"{"error":"x"}"#))
            let error = await #expect(throws: AssayError.self) { try await wrong.models(limits: CallLimits()) }
            #expect(error?.code == .modelProtocol)
        }
    }
}
