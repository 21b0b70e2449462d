import AssayCore
import AssayHTTP
import Testing

@Suite("Time limits of a request")
struct LimitTests {
    let server: HostileServer
    let client: HTTPClient

    init() async throws {
        server = try await HostileServer.start()
        client = try HTTPClient()
    }

    private func code(_ path: String, _ change: (inout HTTPLimits) -> Void) async throws -> AssayError.Code {
        var limits = HTTPLimits.test
        change(&limits)
        let error = try await failure { try await client.send(server.request(path, limits: limits)) }
        #expect(error.isRetryable)
        #expect(error.mayHaveReachedServer)
        return error.code
    }

    @Test("A server that says nothing passes the limit of the first byte")
    func silent() async throws {
        #expect(try await code("hang") { $0.firstByte = .milliseconds(100) } == .httpFirstByteTimeout)
    }

    @Test("A head that comes byte by byte passes it too")
    func slowHead() async throws {
        #expect(try await code("slow-head") { $0.firstByte = .milliseconds(300) } == .httpFirstByteTimeout)
    }

    @Test("A body that stops passes the limit of idleness")
    func idle() async throws {
        #expect(try await code("hang/body") { $0.idle = .milliseconds(100) } == .httpIdleTimeout)
    }

    @Test("Whatever comes, the limit of everything holds")
    func total() async throws {
        #expect(try await code("hang/body") { $0.total = .milliseconds(200) } == .httpTotalTimeout)
        let endless = try await code("endless") {
            $0.total = .milliseconds(200)
            $0.maxBodyBytes = .max
        }
        #expect(endless == .httpTotalTimeout)
    }

    @Test("A limit of no time fails and does not trap, nor do limits beyond all numbers")
    func extremes() async throws {
        let none = HTTPLimits(connect: .zero, firstByte: .zero, idle: .zero, total: .zero)
        let error = try await failure { try await client.send(server.request("zipped", limits: none)) }
        #expect(error.code == .httpConnectTimeout)
        #expect(!error.mayHaveReachedServer)
        let long = Duration.seconds(Int64.max)
        let endless = HTTPLimits(connect: long, firstByte: long, idle: long, total: long)
        #expect(try await client.send(server.request("zipped", limits: endless)).text == "hello world")
    }

    @Test("A connection that nobody accepts passes the limit of connecting")
    func connect() async throws {
        // Speaks no TLS: the handshake waits for an answer for ever.
        let url = server.url("x").replacing("http://", with: "https://")
        let limits = HTTPLimits(connect: .milliseconds(200), total: .seconds(20))
        let error = try await failure { try await client.send(HTTPRequest("GET", url, limits: limits)) }
        #expect(error.code == .httpConnectTimeout)
        #expect(!error.mayHaveReachedServer)
    }
}
