import AssayCore
@testable import AssayHTTP
import Foundation
import Testing

@Suite("Server-sent events")
struct ServerSentEventParserTests {
    private typealias Event = ServerSentEvent

    /// A stream and its events, without and with what an unfinished end adds.
    struct Vector: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let events: [ServerSentEvent]
        var unfinished: [ServerSentEvent] = []
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ events: [ServerSentEvent], unfinished: [ServerSentEvent] = []) {
            self.init(name, bytes: Array(text.utf8), events, unfinished: unfinished)
        }

        init(_ name: String, bytes: [UInt8], _ events: [ServerSentEvent], unfinished: [ServerSentEvent] = []) {
            self.name = name
            self.bytes = bytes
            self.events = events
            self.unfinished = unfinished
        }
    }

    private static func data(_ texts: String...) -> [ServerSentEvent] { texts.map { Event(data: $0) } }

    static let vectors: [Vector] = [
        Vector("nothing", "", []),
        Vector("one event", "data: a\n\n", data("a")),
        Vector("carriage returns", "data: a\r\rdata: b\r\r", data("a", "b")),
        Vector("both line ends", "data: a\r\n\r\ndata: b\r\n\r\n", data("a", "b")),
        Vector("mixed line ends", "data: a\ndata: b\r\ndata: c\r\ndata: d\r\r\ndata: e\n\r\n", data("a\nb\nc\nd", "e")),
        Vector("several lines", "data: a\ndata\ndata:b\n\n", data("a\n\nb")),
        Vector("one blank only is dropped", "data:  a \n\n", data(" a ")),
        Vector("empty data counts", "data\n\ndata:\n\ndata\ndata\n\n", data("", "", "\n")),
        Vector("no data, no event", "event: a\nid: 1\n\ndata: b\n\n", [Event(data: "b", lastID: "1")]),
        Vector(
            "a name lasts for one event",
            "event: a\ndata: 1\n\ndata: 2\n\n",
            [Event(name: "a", data: "1"), Event(data: "2")]
        ),
        Vector("an empty name is message", "event: a\nevent\ndata: 1\n\n", data("1")),
        Vector(
            "an id lasts",
            "id: 7\ndata: 1\n\ndata: 2\n\nid\ndata: 3\n\n",
            [
                Event(data: "1", lastID: "7"), Event(data: "2", lastID: "7"), Event(data: "3"),
            ]
        ),
        Vector("an id with NUL is ignored", "id: 7\nid: a\0b\ndata: 1\n\n", [Event(data: "1", lastID: "7")]),
        Vector("comments and unknown fields", ": hello\n:\nfoo: bar\nDATA: no\n data: no\ndata: a\n\n", data("a")),
        Vector("colons in data", "data: a:b: c\n\n", data("a:b: c")),
        Vector("a byte order mark at the start", "\u{FEFF}data: a\n\n", data("a")),
        Vector("one only", "\u{FEFF}\u{FEFF}data: a\n\ndata: b\n\n", data("b")),
        Vector("none later", "data: a\n\n\u{FEFF}data: b\n\n", data("a")),
        Vector("a byte order mark alone", "\u{FEFF}\n\ndata: a\n\n", data("a")),
        Vector("many bytes for a character", "data: é€😀\n\n", data("é€😀")),
        Vector(
            "invalid UTF-8",
            bytes: Array("data: ".utf8) + [0xFF, 97, 0xE2, 0x82, 10, 10],
            data("\u{FFFD}a\u{FFFD}")
        ),
        Vector("an unfinished event", "data: a\n\ndata: b\n", data("a"), unfinished: data("b")),
        Vector("an unfinished line", "data: a\n\ndata: [DONE]", data("a"), unfinished: data("[DONE]")),
        Vector("an unfinished line end", "data: a\n\ndata: b\r", data("a"), unfinished: data("b")),
        Vector("a line end too few", "data: a\r\n\r", data("a")),
        Vector("empty lines", "\n\n\r\r\n\ndata: a\n\n\n\n", data("a")),
    ]

    private func events(_ pieces: [[UInt8]], flushes: Bool) throws -> [ServerSentEvent] {
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        for piece in pieces { events += try parser.feed(piece) }
        return try events + parser.finish(flushesLastEvent: flushes)
    }

    @Test("A stream has the same events wherever it is cut, and byte by byte", arguments: vectors, [false, true])
    func splits(vector: Vector, flushes: Bool) throws {
        let expected = vector.events + (flushes ? vector.unfinished : [])
        for cut in 0...vector.bytes.count {
            let pieces = [Array(vector.bytes[..<cut]), [], Array(vector.bytes[cut...])]
            #expect(try events(pieces, flushes: flushes) == expected, "cut at \(cut)")
        }
        #expect(try events(vector.bytes.map { [$0] }, flushes: flushes) == expected)
    }

    @Test(
        "The time to wait before connecting again is a number of digits",
        arguments: [
            ("10", 10), ("0", 0), ("010", 10), ("1e3", nil), ("-1", nil), ("", nil), ("1.5", nil), ("١", nil),
            ("99999999999999999999999", 2_592_000_000), ("9223372036854775807", 2_592_000_000),
        ] as [(String, Int64?)]
    )
    func retry(value: String, milliseconds: Int64?) throws {
        var parser = ServerSentEventParser()
        #expect(try parser.feed(Array("retry: \(value)\n\n".utf8)).isEmpty)
        #expect(parser.reconnectionTime == milliseconds.map { .milliseconds($0) })
    }

    @Test("An event over the limit is refused before it is complete, however it comes")
    func eventLimit() throws {
        let limits = ServerSentEventLimits(maxEventBytes: 100)
        for text in [String(repeating: "x", count: 101), String(repeating: "data: 1234\n", count: 11)] {
            var whole = ServerSentEventParser(limits: limits)
            #expect(throws: AssayError.self) { try whole.feed(Array(text.utf8)) }
            var single = ServerSentEventParser(limits: limits)
            let error = #expect(throws: AssayError.self) { for byte in text.utf8 { _ = try single.feed([byte]) } }
            #expect(error?.code == .httpTooLarge)
        }
        var parser = ServerSentEventParser(limits: limits)
        let text = "data: \(String(repeating: "x", count: 94))\n\n"
        for _ in 0..<10 { #expect(try parser.feed(Array(text.utf8)).count == 1) }
    }

    @Test("A stream may have as many events as the limit says, not more")
    func countLimit() throws {
        var parser = ServerSentEventParser(limits: ServerSentEventLimits(maxEvents: 3))
        #expect(try parser.feed(Array("data\n\ndata\n\n: no event\n\ndata\n\n".utf8)).count == 3)
        let error = #expect(throws: AssayError.self) { try parser.feed(Array("data\n\n".utf8)) }
        #expect(error?.code == .httpTooLarge)
    }

    /// The bytes of a long line.
    private static let long = ProcessInfo.processInfo.environment["ASSAY_SOAK"] == "1" ? 8 << 20 : 1 << 20

    @Test("The work for a long line is linear, however small the pieces", arguments: [(long, 1), (long, 1000)])
    func linear(size: Int, pieceSize: Int) throws {
        var parser = ServerSentEventParser()
        let line = Array("data: ".utf8) + [UInt8](repeating: 120, count: size - 6)
        for start in stride(from: 0, to: size, by: pieceSize) {
            _ = try parser.feed(Array(line[start..<min(start + pieceSize, size)]))
        }
        let events = try parser.feed([10, 10])
        #expect(events.first?.data.utf8.count == size - 6)
        // Each byte is looked at once and moved once.
        #expect(parser.work <= 2 * (size + 2))
    }

    @Test("A client's stream is read as events")
    func stream() async throws {
        let server = try await HostileServer.start()
        let stream = try await HTTPClient().stream(server.request("events"))
        #expect(stream.headers["content-type"] == "text/event-stream")
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        for try await piece in stream { events += try parser.feed(piece) }
        #expect(events == [Event(name: "a", data: "1"), Event(data: "2")])
        #expect(try parser.finish(flushesLastEvent: true) == [Event(data: "cut")])
    }
}
