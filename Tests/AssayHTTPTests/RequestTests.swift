import AssayCore
import AssayHTTP
import Testing

@Suite("What a client refuses to send")
struct RequestTests {
    private func failure(_ request: HTTPRequest) async throws -> AssayError {
        let error = try await AssayHTTPTests.failure { try await HTTPClient().send(request) }
        #expect(!error.mayHaveReachedServer)
        #expect(!error.isRetryable)
        #expect(!error.description.contains("canary"))
        return error
    }

    @Test(
        "Characters that end a header field or are not ASCII",
        arguments: ["canary\r\nx: y", "canary\n", "canary\r", "canary\0", "canary\u{1}", "canary\u{7F}", "canary é"]
    )
    func values(value: String) async throws {
        for header in [HTTPHeader("x-key", value), HTTPHeader("x-key", secret: Secret(value))] {
            let error = try await failure(HTTPRequest("GET", "https://127.0.0.1:1/", headers: [header]))
            #expect(error.code == .httpInvalidRequest)
            #expect(error.message.contains("x-key"))
        }
    }

    @Test("Names of header fields that are none", arguments: ["", "a b", "a:", "a\r\nb", "é", "a\0", "(a)"])
    func names(name: String) async throws {
        let error = try await failure(HTTPRequest("GET", "https://127.0.0.1:1/", headers: [HTTPHeader(name, "canary")]))
        #expect(error.code == .httpInvalidRequest)
    }

    @Test(
        "Header fields that frame the message",
        arguments: ["Host", "content-length", "Transfer-Encoding", "connection"]
    )
    func framing(name: String) async throws {
        let error = try await failure(HTTPRequest("GET", "https://127.0.0.1:1/", headers: [HTTPHeader(name, "canary")]))
        #expect(error.code == .httpInvalidRequest)
        #expect(error.message.contains(name))
    }

    @Test("Methods that are none", arguments: ["", "GET /", "G\r\nET", "GÉT"])
    func methods(method: String) async throws {
        #expect(try await failure(HTTPRequest(method, "https://127.0.0.1:1/")).code == .httpInvalidRequest)
    }

    @Test(
        "Addresses that are none, or not of HTTP",
        arguments: [
            "", "canary", "//canary.example/", "file:///etc/canary", "ftp://canary.example/",
            "gopher://canary.example/",
            "https://canary@example.com/", "https://user:canary@example.com/", "https://", "https://a b/canary",
            "https://example.com/\r\ncanary", "https://example.com/\0canary", "https://example.com:99999/canary",
        ]
    )
    func addresses(url: String) async throws {
        #expect(try await failure(HTTPRequest("GET", url)).code == .httpInvalidRequest)
    }

    @Test(
        "Plain HTTP to other machines",
        arguments: [
            "http://example.com/canary", "http://localhost.example.com/", "http://127.0.0.1.example.com/",
            "http://127.example/", "http://0.0.0.0/", "http://[::2]/", "http://128.0.0.1/",
        ]
    )
    func plain(url: String) async throws {
        let error = try await failure(HTTPRequest("GET", url))
        #expect(error.code == .httpNotEncrypted && !error.mayHaveReachedServer)
        #expect(error.message.contains("https"))
        let looked = #expect(throws: AssayError.self) { try HTTPClient().check(url) }
        #expect(looked == error)
    }

    @Test(
        "Plain HTTP to this machine is fine, however it is spelled",
        arguments: ["127.0.0.1", "localhost", "127.1", "0x7f000001"]
    )
    func loopback(host: String) async throws {
        let server = try await HostileServer.start()
        let response = try await HTTPClient().send(HTTPRequest("GET", server.url("zipped", host: host)))
        #expect(response.text == "hello world")
    }

    @Test("Plain HTTP to other machines can be allowed")
    func allowed() async throws {
        let client = try HTTPClient(configuration: HTTPClientConfiguration(allowsPlainHTTP: true))
        let error = try await AssayHTTPTests.failure { try await client.send(HTTPRequest("GET", "http://no.invalid/")) }
        #expect(error.code == .httpNameResolution)
    }

    @Test("Nothing that prints a request or a response shows what is in it")
    func descriptions() {
        let request = HTTPRequest(
            "POST",
            "https://example.com/?key=canary",
            headers: [HTTPHeader("a", "canary"), HTTPHeader("b", prefix: "canary", secret: Secret("canary"))],
            body: Array("canary".utf8)
        )
        let headers: HTTPHeaders = ["set-cookie": "canary"]
        for text in ["\(request)", "\(request.headers)", "\(headers)", String(reflecting: request)] {
            #expect(!text.contains("canary") && !text.contains("99, 97, 110"))
        }
        var dumped = ""
        dump((request, headers), to: &dumped)
        #expect(!dumped.contains("canary"))
        #expect(dumped.contains("set-cookie"))
    }
}
