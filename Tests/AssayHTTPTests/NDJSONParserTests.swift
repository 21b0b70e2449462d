import AssayCore
import AssayHTTP
import Testing

@Suite("JSON values on lines")
struct NDJSONParserTests {
    private func values(_ pieces: [[UInt8]]) throws -> [Value] {
        var parser = NDJSONParser()
        var values: [Value] = []
        for piece in pieces { values += try parser.feed(piece) }
        return try values + parser.finish()
    }

    @Test("A stream has the same values wherever it is cut, and byte by byte")
    func splits() throws {
        let bytes = Array("{\"a\":\"é\\n\"}\n\r\n\n[1,2]\r\n  3 \n\"last\"".utf8)
        let expected: [Value] = [["a": "é\n"], [1, 2], 3, "last"]
        for cut in 0...bytes.count { #expect(try values([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected) }
        #expect(try values(bytes.map { [$0] }) == expected)
        #expect(try values([]) == [])
    }

    @Test("What is no JSON is named with its line, and not shown")
    func invalid() {
        for text in ["{}\n\n{canary}\n", "{}\n1\n[1,]\n", "1\n2\n{\"a\":1,\"a\":2}"] {
            let error = #expect(throws: AssayError.self) { try values([Array(text.utf8)]) }
            #expect(error?.code == .invalidJSON)
            #expect(error?.message.hasPrefix("Line 3 ") == true)
            #expect(error?.message.contains("canary") == false)
        }
    }

    @Test("A line over the limit is refused before it ends")
    func limit() throws {
        var parser = NDJSONParser(limits: JSONLimits(maxBytes: 10))
        #expect(try parser.feed(Array("12345678\n".utf8)) == [12_345_678])
        let error = #expect(throws: AssayError.self) { for _ in 0..<11 { _ = try parser.feed([49]) } }
        #expect(error?.code == .httpTooLarge)
    }

    @Test("A client's stream is read as values")
    func stream() async throws {
        let server = try await HostileServer.start()
        let stream = try await HTTPClient().stream(server.request("values"))
        var parser = NDJSONParser()
        var values: [Value] = []
        for try await piece in stream { values += try parser.feed(piece) }
        #expect(try values + parser.finish() == [["n": 1], ["n": 2], ["n": 3]])
    }
}
