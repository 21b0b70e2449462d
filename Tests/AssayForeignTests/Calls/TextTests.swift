import AssayCore
import AssayPlugins
import Testing

@Suite("Text in and out of C, and who owns it")
struct TextTests {
    private static let source = """
        #include <stdint.h>
        #include <stdlib.h>
        #include <string.h>
        static int32_t handed_out;
        const char *name(int32_t which) { return which == 0 ? "caf\\xc3\\xa9" : which == 1 ? "" : which == 2 ? "\\xff" : 0; }
        char *copy(const char *text) { handed_out++; return text ? strdup(text) : 0; }
        void give_back(void *memory) { handed_out--; free(memory); }
        int32_t balance(void) { return handed_out; }
        void split(const char *text, char **left, char **right) {
            const char *dash = strchr(text, '-');
            *left = dash ? strndup(text, (size_t)(dash - text)) : strdup(text);
            handed_out++;
            *right = dash ? (char *)dash + 1 : 0;
        }
        void upper(char *text) { for (; *text; text++) if (*text >= 'a' && *text <= 'z') *text -= 32; }
        void no_end(char *out) { memset(out, 'x', 8); }
        int32_t size(const char *text, uint32_t n) { return text ? (int32_t)(n * 1000 + strlen(text)) : -1; }
        uint8_t *dup(const uint8_t *data, size_t n, size_t *out_n) {
            uint8_t *copy = malloc(n + 1);
            memcpy(copy, data, n);
            handed_out++;
            *out_n = n;
            return n == 9 ? give_back(copy), (uint8_t *)0 : copy;
        }
        int32_t table(double **out, uint16_t *n) {
            static double numbers[3] = {1, 2, 4};
            *out = numbers; *n = 3;
            return 0;
        }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func tool(_ symbol: String, _ parameters: String, returns: String? = nil) throws -> any Tool {
        let returns = returns.map { #", "returns": {\#($0)}"# } ?? ""
        return try library.tool(
            #"{"name": "f", "symbol": "\#(symbol)", "parameters": [\#(parameters)]\#(returns)}"#
        )
    }

    private func balance() async throws -> Value? {
        try await tool("balance", "", returns: #""name": "n", "type": "i32""#).answer()["n"]
    }

    @Test("Returned text is UTF-8")
    func returned() async throws {
        let name = try tool(
            "name",
            #"{"name": "which", "type": "i32"}"#,
            returns: #""name": "text", "type": "cstring""#
        )
        #expect(try await name.answer(["which": 0]) == ["text": "caf\u{E9}"])
        #expect(try await name.answer(["which": 1]) == ["text": ""])
        #expect(try await name.failure(["which": 2]) == AssayError(.badOutput, "f: text is not UTF-8"))
        #expect(
            try await name.failure(["which": 3])
                == AssayError(.badOutput, "f: text is null; a manifest allows that with nullable: true")
        )
    }

    @Test("Null is null where the manifest allows it, and a failure where it says so")
    func null() async throws {
        let nullable = #""name": "text", "type": "cstring", "nullable": true"#
        let name = try tool("name", #"{"name": "which", "type": "i32"}"#, returns: nullable)
        #expect(try await name.answer(["which": 3]) == ["text": nil])
        let failing = try library.tool(
            """
            {"name": "f", "symbol": "name", "parameters": [{"name": "which", "type": "i32"}],
             "returns": {"name": "text", "type": "cstring"}, "errors": {"null": true}}
            """
        )
        #expect(try await failing.failure(["which": 3]) == AssayError(.toolFailed, "f: name returned null"))
    }

    @Test("Text that the library allocated goes back to it")
    func freed() async throws {
        let owned = #""name": "copy", "type": "cstring", "free": "give_back", "nullable": true"#
        let copy = try tool("copy", #"{"name": "text", "type": "cstring"}"#, returns: owned)
        #expect(try await copy.answer(["text": "h\u{E9}llo"]) == ["copy": "h\u{E9}llo"])
        #expect(try await balance() == 0)
    }

    @Test("Without a free function nothing is guessed")
    func notFreed() async throws {
        let kept = #""name": "copy", "type": "cstring""#
        let copy = try tool("copy", #"{"name": "text", "type": "cstring"}"#, returns: kept)
        _ = try await copy.answer(["text": "a"])
        #expect(try await balance() == 1)
    }

    @Test("Text is handed back when the answer is no good")
    func freedOnFailure() async throws {
        let copy = try library.tool(
            """
            {"name": "f", "symbol": "split", "parameters": [
                {"name": "text", "type": "cstring"},
                {"name": "left", "type": "cstring", "direction": "out", "free": "give_back"},
                {"name": "right", "type": "cstring", "direction": "out"}]}
            """
        )
        #expect(try await copy.answer(["text": "a-b"]) == ["left": "a", "right": "b"])
        #expect(try await copy.failure(["text": "ab"]).message.hasPrefix("f: right is null"))
        #expect(try await balance() == 0)
    }

    @Test("Text is changed in place and may use the room of its buffer")
    func inPlace() async throws {
        let upper = try tool("upper", #"{"name": "text", "type": "cstring", "direction": "inout"}"#)
        #expect(try await upper.answer(["text": "abc-d"]) == ["text": "ABC-D"])
        #expect(try await upper.answer(["text": ""]) == ["text": ""])
    }

    @Test("Text that does not end within its buffer is a failure")
    func unterminated() async throws {
        let noEnd = try tool("no_end", #"{"name": "text", "type": "cstring", "direction": "out", "capacity": 8}"#)
        #expect(
            try await noEnd.failure()
                == AssayError(.badOutput, "f: text is text without a zero byte within its 8 bytes")
        )
        let roomy = try tool("no_end", #"{"name": "text", "type": "cstring", "direction": "out", "capacity": 9}"#)
        #expect(try await roomy.answer() == ["text": "xxxxxxxx"])
    }

    @Test("The length of text is its UTF-8 bytes")
    func counted() async throws {
        let size = try tool(
            "size",
            #"{"name": "text", "type": "cstring", "length": "n", "nullable": true}, {"name": "n", "type": "u32"}"#,
            returns: #""name": "r", "type": "i32""#
        )
        #expect(try await size.answer(["text": "h\u{E9}"]) == ["r": 3003])
        #expect(try await size.answer(["text": nil]) == ["r": -1])
    }

    @Test("A buffer that the library allocated has the length it says, and goes back")
    func allocatedBytes() async throws {
        let dup = try tool(
            "dup",
            """
            {"name": "data", "type": "bytes", "length": "n"}, {"name": "n", "type": "u64"},
            {"name": "copied", "type": "u64", "direction": "out"}
            """,
            returns: #""name": "copy", "type": "bytes", "length": "copied", "free": "give_back", "nullable": true"#
        )
        #expect(try await dup.answer(["data": "AAEC"]) == ["copy": "AAEC"])
        #expect(try await dup.answer(["data": "AAECAAECAAEC"]) == ["copy": nil])
        #expect(try await balance() == 0)
    }

    @Test("A pointer to a table of the library's own is read as a list")
    func table() async throws {
        let table = try tool(
            "table",
            """
            {"name": "numbers", "type": "array", "element": "f64", "direction": "out", "allocated": true, "length": "n"},
            {"name": "n", "type": "u16", "direction": "out"}
            """
        )
        #expect(try await table.answer() == ["numbers": [1.0, 2.0, 4.0]])
    }

    @Test("Text with a zero byte is refused, and so is what is no text", arguments: ["a\u{0}", "\u{0}"])
    func zeroByte(text: String) async throws {
        let upper = try tool("upper", #"{"name": "text", "type": "cstring", "direction": "inout"}"#)
        let error = try await upper.failure(["text": .string(text)])
        #expect(error.code == .invalidRequest)
        #expect(error.message == "f: text must not hold a zero byte, which would end it for the library")
        #expect(try await upper.failure(["text": 1]).message == "f: text must be a string")
    }
}
