import AssayCore
import AssayHTTP
import Foundation
import Testing

@Suite("HTTP/2", .enabled(if: Nginx.isInstalled, "nginx is not installed"))
struct HTTP2Tests {
    let server: Nginx
    let client: HTTPClient

    init() async throws {
        server = try await Nginx()
        client = try HTTPClient(configuration: HTTPClientConfiguration(extraCertificates: server.certificate.path))
        // It says nothing when it listens.
        for _ in 0..<1000 {
            if let response = try? await client.send(HTTPRequest("GET", server.url("who"))) {
                try #require(response.status == 200)
                return
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the server did not start")
    }

    /// Who answered requests with a key, sent at once.
    private func answers(_ count: Int, key: String) async throws -> Set<String> {
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<count {
                group.addTask {
                    let header = HTTPHeader("x-api-key", secret: Secret(key))
                    return try await client.send(HTTPRequest("GET", server.url("who"), headers: [header])).text
                }
            }
            return try await group.reduce(into: []) { $0.insert($1) }
        }
    }

    @Test("Requests at once share a connection, but not across credentials")
    func sharing() async throws {
        let first = try await answers(80, key: "a")
        #expect(first.count == 1)
        #expect(first.first?.hasPrefix("HTTP/2.0 ") == true)
        let second = try await answers(80, key: "b")
        #expect(second.count == 1)
        #expect(first != second)
        #expect(try await answers(1, key: "a") == first)
    }

    @Test("A server that answers before it has read a large body is heard", arguments: [60_000, 60_001, 1_000_000])
    func early(size: Int) async throws {
        for _ in 0..<3 {
            let request = HTTPRequest("POST", server.url("who"), body: [UInt8](repeating: 0, count: size))
            let response = try await client.send(request)
            #expect(response.text.hasPrefix(size > 60_000 ? "HTTP/1.1 " : "HTTP/2.0 "))
        }
    }

    @Test("A reader that takes its time holds nobody else back on its connection")
    func slowReader() async throws {
        let slow = try await client.stream(HTTPRequest("GET", server.url("large")))
        for _ in 0..<2 {
            let response = try await client.send(HTTPRequest("GET", server.url("large")))
            #expect(response.body.count == Nginx.largeByteCount)
        }
        var count = 0
        for try await piece in slow { count += piece.count }
        #expect(count == Nginx.largeByteCount)
    }

    @Test("A cancelled neighbour on one connection disturbs nobody")
    func neighbours() async throws {
        let request = HTTPRequest("POST", server.url("who"), body: [UInt8](repeating: 0, count: 50_000))
        for _ in 0..<50 {
            async let sent = client.send(request)
            let cancelled = Task { try await client.send(request) }
            await Task.yield()
            cancelled.cancel()
            #expect(try await sent.status == 200)
            _ = await cancelled.result
        }
    }
}
