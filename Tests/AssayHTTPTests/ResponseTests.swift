import AssayCore
import AssayHTTP
import Testing

@Suite("A client and a server that behaves")
struct ResponseTests {
    let server: HostileServer
    let client: HTTPClient

    init() async throws {
        server = try await HostileServer.start()
        client = try HTTPClient()
    }

    private func echo(_ request: HTTPRequest) async throws -> Value {
        let response = try await client.send(request)
        #expect(response.status == 200)
        #expect(response.headers["Content-Type"] == "application/json")
        return try Value(jsonBytes: response.body)
    }

    private func fields(_ value: Value) -> [String: String] {
        var fields: [String: String] = [:]
        for case .array(let pair) in value["headers"]?.array ?? [] {
            fields[pair[0].string?.lowercased() ?? ""] = pair[1].string
        }
        return fields
    }

    @Test("Method, path, header fields and body arrive as they were given")
    func request() async throws {
        let asked = try await echo(
            HTTPRequest(
                "POST",
                server.url("echo/a%20b?q=1"),
                headers: [
                    HTTPHeader("content-type", "application/json"), HTTPHeader("x-empty", ""),
                    HTTPHeader("authorization", prefix: "Bearer ", secret: Secret("key")),
                ],
                body: Array("{}".utf8)
            )
        )
        #expect(asked["method"]?.string == "POST")
        #expect(asked["path"]?.string == "/echo/a%20b?q=1")
        #expect(asked["body"]?.string == "{}")
        let fields = fields(asked)
        #expect(fields["content-type"] == "application/json")
        #expect(fields["authorization"] == "Bearer key")
        #expect(fields["user-agent"] == "assay")
        #expect(fields["content-length"] == "2")
        #expect(fields.keys.contains { $0.hasPrefix("x-empty") })
    }

    @Test("Nothing is added to a request but what frames it", arguments: ["GET", "POST", "PUT", "PATCH", "DELETE"])
    func additions(method: String) async throws {
        let hasBody = method != "GET" && method != "DELETE"
        let body = [UInt8](repeating: 120, count: hasBody ? 2 << 20 : 0)
        let asked = try await echo(HTTPRequest(method, server.url("echo"), body: body))
        #expect(asked["method"]?.string == method)
        #expect(asked["body"]?.string?.utf8.count == body.count)
        let expected: Set = ["host", "user-agent", "accept", "accept-encoding"]
        #expect(Set(fields(asked).keys) == (hasBody ? expected.union(["content-length"]) : expected))
    }

    @Test("A POST without a body says so")
    func emptyPost() async throws {
        let asked = try await echo(HTTPRequest("POST", server.url("echo")))
        #expect(fields(asked)["content-length"] == "0")
        #expect(asked["body"]?.string == "")
    }

    @Test("HEAD has a head and no body")
    func head() async throws {
        let response = try await client.send(HTTPRequest("HEAD", server.url("head-only")))
        #expect(response.status == 200)
        #expect(response.headers["content-length"] == "11")
        #expect(response.body.isEmpty)
    }

    @Test("A body comes whole, however it is packed", arguments: ["bytewise", "zipped", "cut/76", "interim/3"])
    func body(path: String) async throws {
        let response = try await client.send(server.request(path))
        #expect(response.status == 200)
        #expect(response.text == "hello world")
        #expect(response.headers["link"] == nil)
    }

    @Test("A chunked body and one that ends with the connection come whole")
    func frames() async throws {
        let chunked = try await client.send(server.request("chunked/3"))
        #expect(chunked.text == "piece0piece1piece2")
        #expect(chunked.headers["x-trailer"] == nil)
        let old = try await client.send(server.request("old"))
        #expect(old.text == "until the end")
    }

    @Test("A status of failure is a response", arguments: [400, 401, 404, 429, 500, 503, 529])
    func status(code: Int) async throws {
        let response = try await client.send(server.request("status/\(code)"))
        #expect(response.status == code)
        #expect(response.text == #"{"error":"as asked"}"#)
    }

    @Test("A page where JSON was expected is the caller's to judge")
    func page() async throws {
        let response = try await client.send(server.request("page"))
        #expect(response.headers["content-type"] == "text/html")
        #expect(response.text.hasPrefix("<html>"))
    }

    @Test("What a response asks to wait is read from its head")
    func retryAfter() async throws {
        let response = try await client.send(server.request("limited"))
        #expect(response.status == 429)
        #expect(RetryAfter.wait(in: response.headers, clock: .system) == .seconds(7))
    }

    @Test("A redirect is answered and not followed")
    func redirect() async throws {
        let other = try await HostileServer.start()
        for target in [other.url("echo"), "file:///etc/passwd", "ftp://127.0.0.1/", server.url("echo")] {
            let headers = [HTTPHeader("x-api-key", secret: Secret("key"))]
            let response = try await client.send(server.request("redirect?to=\(target)", headers: headers))
            #expect(response.status == 302)
            #expect(response.headers["location"] == target)
            #expect(response.text == "elsewhere")
        }
        #expect(try await other.count("connections") == 1, "the one that asked for the count")
        #expect(try await server.count("requests") == 5)
    }
}
