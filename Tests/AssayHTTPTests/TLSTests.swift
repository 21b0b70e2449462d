import AssayCore
import AssayHTTP
import Testing

@Suite("Secure connections")
struct TLSTests {
    private func client(trusting certificate: Certificate? = nil) throws -> HTTPClient {
        try HTTPClient(configuration: HTTPClientConfiguration(extraCertificates: certificate?.path))
    }

    @Test("A certificate that nobody vouches for is refused, and accepted with its file")
    func selfSigned() async throws {
        let certificate = try Certificate(for: "IP:127.0.0.1")
        let server = try await HostileServer.start(certificate)
        let error = try await failure { try await client().send(server.request("zipped")) }
        #expect(error.code == .httpTLS)
        #expect(!error.isRetryable)
        #expect(!error.mayHaveReachedServer)
        #expect(try await client(trusting: certificate).send(server.request("zipped")).text == "hello world")
    }

    @Test("TLS 1.2 and 1.3 are spoken, with an authority of one's own", arguments: ["tls1_2", "tls1_3"])
    func modern(version: String) async throws {
        let server = try await VersionedServer(version)
        let configuration = HTTPClientConfiguration(extraCertificates: server.authority)
        let response = try await HTTPClient(configuration: configuration).send(server.request)
        #expect(response.status == 200)
        let name = version.replacing("tls1_", with: "TLSv1.")
        #expect(response.text.contains(try Regex("Protocol +: \(name)")))
        let stranger = try await failure { try await HTTPClient().send(server.request) }
        #expect(stranger.code == .httpTLS && !stranger.isRetryable)
    }

    @Test("Older versions are refused, although the server speaks them and its certificate is trusted")
    func old() async throws {
        let server = try await VersionedServer("tls1_1")
        let speaks = try await server.answers("tls1_1")
        try #require(speaks, "the OpenSSL of this machine has no TLS 1.1 to refuse")
        let configuration = HTTPClientConfiguration(extraCertificates: server.authority)
        let error = try await failure { try await HTTPClient(configuration: configuration).send(server.request) }
        #expect(error.code == .httpTLS)
        #expect(!error.mayHaveReachedServer)
    }

    @Test("A certificate for another name is refused")
    func otherName() async throws {
        let certificate = try Certificate(for: "DNS:other.test")
        let server = try await HostileServer.start(certificate)
        let error = try await failure { try await client(trusting: certificate).send(server.request("zipped")) }
        #expect(error.code == .httpTLS)
        #expect(!error.isRetryable)
    }

    @Test("A file of certificates that is missing or none is a failure, not a way around")
    func badFile() async throws {
        let certificate = try Certificate(for: "IP:127.0.0.1")
        let server = try await HostileServer.start(certificate)
        for path in ["/nonexistent.pem", certificate.keyPath] {
            let client = try HTTPClient(configuration: HTTPClientConfiguration(extraCertificates: path))
            #expect(try await failure { try await client.send(server.request("zipped")) }.code == .httpTLS)
        }
    }

    @Test("Requests with one credential share a secure connection, others do not")
    func reuse() async throws {
        let certificate = try Certificate(for: "IP:127.0.0.1")
        let server = try await HostileServer.start(certificate)
        let client = try client(trusting: certificate)
        for key in ["a", "a", "b", "b", "a"] {
            let header = HTTPHeader("x-api-key", secret: Secret(key))
            _ = try await client.send(server.request("echo", headers: [header]))
        }
        let response = try await client.send(server.request("stats"))
        #expect(try Value(jsonBytes: response.body)["connections"]?.int64 == 3)
    }

    @Test("A connection that is lost in the middle is a lost connection")
    func truncated() async throws {
        let certificate = try Certificate(for: "IP:127.0.0.1")
        let server = try await HostileServer.start(certificate)
        let error = try await failure { try await client(trusting: certificate).send(server.request("cut/70")) }
        #expect(error.code == .httpInterrupted)
    }
}
