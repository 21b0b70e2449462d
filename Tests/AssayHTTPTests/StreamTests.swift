import AssayCore
import AssayHTTP
import Testing

@Suite("A response read while it arrives")
struct StreamTests {
    let server: HostileServer
    let client: HTTPClient

    init() async throws {
        server = try await HostileServer.start()
        client = try HTTPClient()
    }

    private func hungUp() async throws -> Bool {
        try await HTTPClient().send(server.request("await-hang-up")).text == "yes"
    }

    @Test("Status and header fields come first, then the pieces")
    func pieces() async throws {
        let stream = try await client.stream(server.request("chunked/100"))
        #expect(stream.status == 200)
        #expect(stream.headers["transfer-encoding"] == "chunked")
        var text = ""
        for try await piece in stream {
            #expect(!piece.isEmpty)
            text += String(decoding: piece, as: UTF8.self)
        }
        #expect(text == (0..<100).map { "piece\($0)" }.joined())
    }

    @Test("The first piece is there before the last one is sent, and the failure comes after it")
    func order() async throws {
        let stream = try await client.stream(server.request("reset"))
        let iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next() == Array("first".utf8))
        let error = try await failure { try await iterator.next() }
        #expect(error.code == .httpInterrupted)
        let again = try await failure { try await iterator.next() }
        #expect(again == error)
    }

    @Test("After the end there is nothing, as often as one asks")
    func end() async throws {
        let whole = try await client.stream(server.request("zipped")).makeAsyncIterator()
        #expect(try await whole.next() == Array("hello world".utf8))
        #expect(try await whole.next() == nil)
        #expect(try await whole.next() == nil)
    }

    @Test("A server that is faster than the reader has to wait, and nothing is lost")
    func backPressure() async throws {
        var limits = HTTPLimits.test
        limits.maxBodyBytes = 128 << 20
        let stream = try await client.stream(server.request("flood/64", limits: limits))
        // It has stalled when it sends nothing more for a while.
        var sent = try await server.count("sent")
        while true {
            _ = try await client.send(server.request("pause/150"))
            let now = try await server.count("sent")
            if now - sent < 1000 { break }
            sent = now
        }
        #expect(sent < 32 << 20, "the rest is in neither the sockets nor the client")
        var count = 0
        for try await piece in stream {
            #expect(piece.count < 4 << 20)
            count += piece.count
        }
        #expect(count == 64 << 20)
    }

    @Test("A reader that takes its time is not idle")
    func slowReader() async throws {
        var limits = HTTPLimits.test
        limits.idle = .milliseconds(100)
        let stream = try await client.stream(server.request("flood/16", limits: limits))
        _ = try await client.send(server.request("pause/400"))
        var count = 0
        for try await piece in stream { count += piece.count }
        #expect(count == 16 << 20)
    }

    @Test("Cancelling the task that waits for the head closes the connection", arguments: [true, false])
    func cancelHead(whole: Bool) async throws {
        let task = Task {
            if whole {
                _ = try await client.send(server.request("hang"))
            } else {
                _ = try await client.stream(server.request("hang"))
            }
        }
        while try await server.count("hanging") < 1 { await Task.yield() }
        task.cancel()
        let error = try await failure { try await task.value }
        #expect(error.code == .cancelled)
        #expect(try await hungUp())
    }

    @Test("Cancelling the task that reads closes the connection")
    func cancelBody() async throws {
        // However long a busy machine takes to get on, it is not the idle limit that ends this one.
        let limits = HTTPLimits(firstByte: .seconds(3600), idle: .seconds(3600), total: .seconds(3600))
        let stream = try await client.stream(server.request("hang/body", limits: limits))
        let task = Task { for try await _ in stream {} }
        task.cancel()
        let error = try await failure { try await task.value }
        #expect(error.code == .cancelled)
        #expect(try await hungUp())
    }

    @Test("A task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(server.request("zipped"))
        }
        #expect(try await failure { try await task.value }.code == .cancelled)
        #expect(try await server.count("requests") == 1)
    }

    @Test("Dropping a stream closes the connection")
    func drop() async throws {
        do {
            let iterator = try await client.stream(server.request("hang/body")).makeAsyncIterator()
            #expect(try await iterator.next() == Array("first".utf8))
        }
        #expect(try await hungUp())
    }

    @Test("A stream outlives the last other reference to its client")
    func clientGone() async throws {
        let stream = try await HTTPClient().stream(server.request("chunked/1000"))
        var count = 0
        for try await piece in stream { count += piece.count }
        #expect(count == (0..<1000).reduce(0) { $0 + "piece\($1)".utf8.count })
    }

    @Test("A body larger than its limit fails while it is read")
    func tooLarge() async throws {
        let stream = try await client.stream(server.request("endless", limits: HTTPLimits(maxBodyBytes: 1 << 20)))
        let error = try await failure { for try await _ in stream {} }
        #expect(error.code == .httpTooLarge)
    }
}
