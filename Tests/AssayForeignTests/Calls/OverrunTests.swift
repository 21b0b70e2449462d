import AssayCore
import AssayPlugins
import Testing

@Suite("Functions that write where they must not")
struct OverrunTests {
    private static let source = """
        #include <stdint.h>
        #include <string.h>
        void fill(char *out, int64_t n, int32_t byte) { memset(out, byte, (size_t)n); }
        void before(char *out) { out[-1] = 1; }
        void cell(int32_t *out) { out[0] = 1; out[1] = 2; }
        void input(char *text) { text[strlen(text) + 1] = 'x'; }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func fill() throws -> any Tool {
        try library.tool(
            """
            {"name": "f", "symbol": "fill", "parameters": [
                {"name": "out", "type": "bytes", "direction": "out", "length": 16}, {"name": "n", "type": "i64"},
                {"name": "byte", "type": "i32"}]}
            """
        )
    }

    @Test("Everything inside the buffer may be written")
    func inside() async throws {
        #expect(try await fill().answer(["n": 16, "byte": 0]) == ["out": "AAAAAAAAAAAAAAAAAAAAAA=="])
        #expect(try await fill().answer(["n": 15, "byte": 255]) == ["out": "////////////////////AA=="])
    }

    @Test("One byte or two hundred beyond the end are a failure", arguments: [17, 18, 200], [0, 0xA5, 0xFF])
    func beyond(size: Int, byte: Int) async throws {
        // One byte may happen to be what stands there already.
        guard size > 17 || byte != 0xA5 else { return }
        #expect(
            try await fill().failure(["n": Value(size), "byte": Value(byte)])
                == AssayError(.protocolError, "f: the function wrote outside the memory of out")
        )
    }

    @Test("A byte before the start is a failure")
    func before() async throws {
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "before", "parameters": [
                {"name": "out", "type": "bytes", "direction": "out", "length": 16}]}
            """
        )
        #expect(try await tool.failure().message == "f: the function wrote outside the memory of out")
    }

    @Test("A type that is too small for what the function stores is a failure")
    func cell() async throws {
        let tool = try library.tool(
            #"{"name": "f", "symbol": "cell", "parameters": [{"name": "x", "type": "i32", "direction": "out"}]}"#
        )
        #expect(try await tool.failure().message == "f: the function wrote outside the memory of x")
    }

    @Test("Text that goes in is guarded as well")
    func input() async throws {
        let tool = try library.tool(
            #"{"name": "f", "symbol": "input", "parameters": [{"name": "text", "type": "cstring"}]}"#
        )
        #expect(try await tool.failure(["text": "abc"]).message == "f: the function wrote outside the memory of text")
    }

    @Test("The next good call works")
    func nextCall() async throws {
        let tool = try fill()
        _ = try await tool.failure(["n": 40, "byte": 1])
        #expect(try await tool.answer(["n": 0, "byte": 1]) == ["out": "AAAAAAAAAAAAAAAAAAAAAA=="])
    }
}
