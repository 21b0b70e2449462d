import AssayCore
import AssayHTTP
import Testing

@Suite("Connections of a client")
struct ConnectionTests {
    let server: HostileServer
    let client: HTTPClient

    init() async throws {
        server = try await HostileServer.start()
        client = try HTTPClient()
    }

    /// The connections so far, without the one that asks.
    private func connections() async throws -> Int { try await server.count("connections") - 1 }

    private func send(_ headers: [HTTPHeader] = [], times: Int = 1) async throws {
        for _ in 0..<times {
            #expect(try await client.send(server.request("echo", headers: headers)).status == 200)
        }
    }

    @Test("Requests one after the other share a connection")
    func reuse() async throws {
        try await send(times: 20)
        #expect(try await connections() == 1)
    }

    @Test("Connections of many requests at once are kept for the next ones")
    func bursts() async throws {
        for _ in 0..<3 {
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<24 { group.addTask { try await client.send(server.request("meet/24")).text } }
                for try await text in group { #expect(text == "met") }
            }
        }
        #expect(try await connections() == 24)
    }

    @Test("Requests with different credentials never do")
    func credentials() async throws {
        let keys = ["x-api-key", "x-goog-api-key", "authorization", "x-custom"].map { name in
            ["a", "b"].map { HTTPHeader(name, secret: Secret($0)) }
        }
        for key in keys.joined() { try await send([key], times: 3) }
        #expect(try await connections() == 8)
        for key in keys.joined() { try await send([key]) }
        #expect(try await connections() == 9, "who comes back finds the connection; one asked for the count")
    }

    @Test("A key given as plain text counts as a credential, another field does not")
    func plainCredentials() async throws {
        try await send([HTTPHeader("Authorization", "Bearer a")])
        try await send([HTTPHeader("Authorization", "Bearer b")])
        try await send([HTTPHeader("accept", "text/plain")])
        try await send([HTTPHeader("accept", "text/html")])
        #expect(try await connections() == 3)
    }

    @Test("Connections of many credentials do not pile up")
    func manyCredentials() async throws {
        for key in 0..<100 { try await send([HTTPHeader("x-api-key", secret: Secret("\(key)"))]) }
        // The last ones used are kept, the first ones are not.
        try await send([HTTPHeader("x-api-key", secret: Secret("99"))])
        #expect(try await connections() == 100)
        try await send([HTTPHeader("x-api-key", secret: Secret("0"))])
        #expect(try await connections() == 102, "the one before asked for the count")
    }

    @Test("A request that may have been acted on is not sent again behind the caller's back")
    func noSecondTry() async throws {
        let request = HTTPRequest("POST", server.url("first-only"))
        #expect(try await client.send(request).text == "first")
        let error = try await failure { try await client.send(request) }
        #expect(error.code == .httpInterrupted)
        #expect(error.isRetryable && error.mayHaveReachedServer)
        #expect(try await server.count("requests") == 3, "with the one that asks")
        // One that does no harm is.
        #expect(try await client.send(server.request("first-only")).text == "first")
        #expect(try await client.send(server.request("first-only")).text == "first")
        #expect(try await server.count("requests") == 7)
    }

    @Test("Two hundred transfers run at once")
    func concurrency() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 { group.addTask { _ = try await client.stream(server.request("hang/body")) } }
            var streams = 0
            while try await group.next() != nil { streams += 1 }
            #expect(streams == 200)
        }
        #expect(try await server.count("hanging") == 200)
        // They were dropped, and the client goes on.
        try await send()
    }

    @Test("Two hundred answers go to those who asked")
    func answers() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let response = try await client.send(server.request("echo/\(number)"))
                    #expect(try Value(jsonBytes: response.body)["path"]?.string == "/echo/\(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("Requests beyond the allowed number of connections wait for one")
    func maximum() async throws {
        let client = try HTTPClient(configuration: HTTPClientConfiguration(maxConnectionsPerHost: 3))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<30 { group.addTask { _ = try await client.send(server.request("pause/1")) } }
            try await group.waitForAll()
        }
        #expect(try await connections() == 3)
    }

    @Test("Cancelling at any time leaves the client fit")
    func cancelling() async throws {
        for round in 0..<200 {
            let task = Task { try await client.send(server.request("chunked/50")) }
            for _ in 0..<round { await Task.yield() }
            task.cancel()
            if case .failure(let error) = await task.result {
                #expect((error as? AssayError)?.code == .cancelled)
            }
        }
        try await send()
    }

    @Test("A client that nobody holds ends its thread and closes its connections")
    func closing() async throws {
        for _ in 0..<20 { _ = try await HTTPClient().send(server.request("echo")) }
        let task: Task<HTTPResponse, any Error>
        do {
            let other = try HTTPClient()
            task = Task { try await other.send(server.request("hang")) }
            while try await server.count("hanging") < 1 { await Task.yield() }
        }
        task.cancel()
        #expect(try await failure { try await task.value }.code == .cancelled)
        #expect(try await client.send(server.request("await-hang-up")).text == "yes")
    }
}
