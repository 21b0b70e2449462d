import Foundation
import TestSupport
import Testing

@testable import AssayCore
@testable import AssayPlugins

@Suite("Frames between host and worker", .offPool)
struct FrameTests {
    private let frame = Frame(kind: .answer, call: 7, nonce: 99, payload: Array("hello".utf8))

    @Test("A frame comes out as it went in, however the bytes are cut", arguments: 1...40)
    func pieces(size: Int) throws {
        var decoder = FrameDecoder(limit: 100)
        let bytes = frame.bytes + frame.bytes
        var frames: [Frame] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            decoder.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let frame = try decoder.next() { frames.append(frame) }
        }
        #expect(frames.count == 2)
        for found in frames {
            #expect(found.kind == .answer)
            #expect(found.call == 7)
            #expect(found.nonce == 99)
            #expect(found.payload == frame.payload)
        }
    }

    @Test("A frame over the limit is refused before its payload arrives")
    func tooLong() {
        var decoder = FrameDecoder(limit: 4)
        decoder.append(frame.bytes.prefix(Frame.headerSize))
        #expect(throws: AssayError.self) { try decoder.next() }
    }

    @Test("Wrong magic and an unknown kind are refused", arguments: [0, 8, 15])
    func damaged(place: Int) {
        var bytes = frame.bytes
        bytes[place] = 0xEE
        var decoder = FrameDecoder(limit: 100)
        decoder.append(bytes)
        #expect(throws: AssayError.self) { try decoder.next() }
    }

    @Test("Random bytes in a payload are refused or read, and never trap")
    func randomPayloads() {
        var generator = SystemRandomNumberGenerator()
        var read = 0
        for _ in 0..<20_000 {
            let size = Int.random(in: 0...60, using: &generator)
            let bytes = (0..<size).map { _ in UInt8.random(in: 0...3, using: &generator) }
            for attempt in Self.readers {
                var reader = PayloadReader(bytes)
                if (try? attempt(&reader)) != nil { read += 1 }
            }
        }
        #expect(read > 0)
    }

    private static let readers: [@Sendable (inout PayloadReader) throws -> Void] = [
        { _ = try ToolSignal(reading: &$0) }, { _ = try AssayError(reading: &$0) },
        { _ = try DescribedTool(reading: &$0) }, { _ = try WorkerSetup(reading: &$0) },
        { _ = try WorkerHealth(reading: &$0) },
    ]

    @Test("A cut description is refused at every length")
    func cutDescription() throws {
        var writer = PayloadWriter()
        let tool = DescribedTool(
            descriptor: ToolDescriptor(
                name: "tool",
                description: "does it",
                capabilities: ["a", "b"],
                provider: "somebody",
                defaultOptions: ["x": 1],
                inputSchema: ["type": "object"],
                maximumUsage: Usage(tokens: 5, costUSD: 0.5),
                origin: .plugin(path: "/p", sha256: "ab")
            ),
            columns: ["x", "y"]
        )
        tool.write(to: &writer)
        var whole = PayloadReader(writer.bytes)
        let read = try DescribedTool(reading: &whole)
        #expect(read.descriptor == tool.descriptor)
        #expect(read.columns == ["x", "y"])
        for length in 0..<writer.bytes.count {
            var reader = PayloadReader(Array(writer.bytes.prefix(length)))
            #expect(throws: AssayError.self) { try DescribedTool(reading: &reader) }
        }
    }

    @Test(
        "Signals keep their meaning",
        arguments: [
            ToolSignal.progress(fraction: 0.25, message: "a quarter"), .warning("careful"),
            .usage(Usage(tokens: 3, costUSD: 0.25, timeMS: nil)), .custom(name: "note.it", data: ["a": [1, nil]]),
        ]
    )
    func signals(signal: ToolSignal) throws {
        var writer = PayloadWriter()
        signal.write(to: &writer)
        var reader = PayloadReader(writer.bytes)
        #expect(try ToolSignal(reading: &reader) == signal)
    }

    @Test("Usage that cannot be is refused")
    func impossibleUsage() {
        for usage in [Usage(tokens: -1), Usage(costUSD: .infinity), Usage(costUSD: -0.5), Usage(timeMS: -1)] {
            var writer = PayloadWriter()
            usage.write(to: &writer)
            var reader = PayloadReader(writer.bytes)
            #expect(throws: AssayError.self) { try Usage(reading: &reader) }
        }
    }
}
