import AssayCore
import AssayHTTP
import Testing

@Suite("A client and a server that does not behave")
struct HostileTests {
    let server: HostileServer
    let client: HTTPClient

    init() async throws {
        server = try await HostileServer.start()
        client = try HTTPClient()
    }

    private func failure(_ path: String, limits: HTTPLimits = .test) async throws -> AssayError {
        try await AssayHTTPTests.failure { try await client.send(server.request(path, limits: limits)) }
    }

    @Test("An answer cut off anywhere is a failure, never a short answer")
    func cut() async throws {
        let codes = try await withThrowingTaskGroup(of: AssayError.self) { group in
            for offset in 0..<76 { group.addTask { try await failure("cut/\(offset)") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.count == 76)
        #expect(Set(codes.map(\.code)).isSubset(of: [.httpInterrupted, .httpProtocol]))
        let unsent = codes.filter { !$0.mayHaveReachedServer }
        #expect(unsent.isEmpty)
        let interrupted = codes.filter { $0.code == .httpInterrupted && $0.isRetryable }
        #expect(interrupted.count > 60)
    }

    @Test("Bytes beyond the length that was said belong to no answer")
    func tooLong() async throws {
        #expect(try await client.send(server.request("too-long")).text == "hello world")
        // Nor to the next one.
        #expect(try await client.send(server.request("zipped")).text == "hello world")
    }

    @Test("A reset in the middle and a chunk without an end are lost connections", arguments: ["reset", "overflow"])
    func reset(path: String) async throws {
        let error = try await failure(path)
        #expect(error.code == .httpInterrupted)
        #expect(error.isRetryable)
    }

    @Test("What breaks the protocol fails", arguments: ["two-lengths", "nonsense", "bad-gzip"])
    func broken(path: String) async throws {
        let error = try await failure(path)
        #expect(error.code == .httpProtocol)
        #expect(!error.isRetryable)
    }

    @Test("A packed body is measured as it unpacks")
    func bomb() async throws {
        let limits = HTTPLimits(maxBodyBytes: 1 << 20)
        let error = try await failure("bomb/64", limits: limits)
        #expect(error.code == .httpTooLarge)
        #expect(!error.isRetryable)
        #expect(try await client.send(server.request("bomb/1", limits: limits)).body.count == 1 << 20)
    }

    @Test(
        "A body, a head and interim responses without end are cut off",
        arguments: ["endless", "endless-head", "interim"]
    )
    func endless(path: String) async throws {
        let error = try await failure(path, limits: HTTPLimits(total: .seconds(20), maxBodyBytes: 1 << 20))
        #expect(error.code == .httpTooLarge)
    }

    @Test("A header field may be as large as the limit, not larger")
    func hugeField() async throws {
        let limits = HTTPLimits(maxHeaderBytes: 20_000)
        #expect(
            try await client.send(server.request("huge-field/19000", limits: limits)).headers["x-huge"]?.count == 19_000
        )
        #expect(try await failure("huge-field/20000", limits: limits).code == .httpTooLarge)
        #expect(try await failure("huge-field/200000").code == .httpTooLarge)
    }

    @Test("Nobody there is a failure before the request was sent")
    func nobody() async throws {
        let error = try await AssayHTTPTests.failure {
            try await client.send(HTTPRequest("POST", "http://127.0.0.1:1/"))
        }
        #expect(error.code == .httpUnreachable)
        #expect(error.isRetryable)
        #expect(!error.mayHaveReachedServer)
        #expect(FailureClass(error) == .beforeExecution)
    }

    @Test("A name without an address is a failure of its own")
    func name() async throws {
        let error = try await AssayHTTPTests.failure {
            try await client.send(HTTPRequest("GET", "https://nowhere.invalid/?key=canary"))
        }
        #expect(error.code == .httpNameResolution)
        #expect(!error.mayHaveReachedServer)
        #expect(error.message.contains("https://nowhere.invalid"))
    }
}
