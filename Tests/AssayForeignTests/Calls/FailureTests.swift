import AssayCore
import AssayPlugins
import Testing

@Suite("How functions say that they failed")
struct FailureTests {
    private static let source = """
        #include <errno.h>
        #include <stdint.h>
        int32_t status(int32_t code, int32_t number) { errno = number; return code; }
        uint32_t flags(uint32_t code) { return code; }
        void quiet(int32_t number) { errno = number; }
        int32_t seen(void) { return errno; }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func status(_ errors: String) throws -> any Tool {
        try library.tool(
            """
            {"name": "f", "symbol": "status", "parameters": [
                {"name": "code", "type": "i32"}, {"name": "errno", "type": "i32", "default": 0}],
             "returns": {"name": "status", "type": "i32"}, "errors": \(errors)}
            """
        )
    }

    static let failing: [(errors: String, code: Int64, errno: Int64, message: String)] = [
        (#"{"errno": true}"#, 0, 2, "failed: No such file or directory"),
        (#"{"nonzero": true}"#, 3, 0, "returned 3"),
        (#"{"nonzero": true}"#, -3, 2, "returned -3"),
        (#"{"negative": true}"#, -1, 0, "returned -1"),
        (#"{"negative": true, "errno": true}"#, -1, 13, "returned -1: Permission denied"),
        (#"{"negative": true, "errno": true}"#, -1, 0, "returned -1"),
        (#"{"nonzero": true, "codes": {"7": "the moon is full"}}"#, 7, 0, "returned 7: the moon is full"),
        (#"{"nonzero": true, "codes": {"7": "the moon is full"}}"#, 8, 0, "returned 8"),
        (
            #"{"nonzero": true, "errno": true, "codes": {"-7": "the moon is new"}}"#, -7, 2,
            "returned -7: the moon is new"
        ),
    ]

    @Test("A declared failure fails the call with its reason", arguments: failing.indices)
    func fails(index: Int) async throws {
        let (errors, code, number, message) = Self.failing[index]
        #expect(
            try await status(errors).failure(["code": .integer(code), "errno": .integer(number)])
                == AssayError(.toolFailed, "f: status \(message)")
        )
    }

    static let passing: [(errors: String, code: Int64, errno: Int64)] = [
        ("{}", -1, 2), (#"{"errno": true}"#, -1, 0), (#"{"nonzero": true}"#, 0, 2), (#"{"negative": true}"#, 1, 2),
        (#"{"negative": true, "errno": true}"#, 0, 13), (#"{"errno": false, "nonzero": false}"#, 5, 5),
        (#"{"codes": {"1": "one"}}"#, 1, 0),
    ]

    @Test("What is not declared a failure is an answer", arguments: passing.indices)
    func passes(index: Int) async throws {
        let (errors, code, number) = Self.passing[index]
        let answer = try await status(errors).answer(["code": .integer(code), "errno": .integer(number)])
        #expect(answer == ["status": .integer(code)])
    }

    @Test("An unsigned status may fail too")
    func unsigned() async throws {
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "flags", "parameters": [{"name": "code", "type": "u32"}],
             "returns": {"type": "u32"}, "errors": {"nonzero": true}}
            """
        )
        #expect(try await tool.answer(["code": 0]) == [:])
        #expect(try await tool.failure(["code": 4_294_967_295]).message == "f: flags returned 4294967295")
    }

    @Test("A function without a result fails through errno, and the next call starts clean")
    func noResult() async throws {
        let tools = try ForeignLibrary.load(
            manifest: library.manifest(
                """
                {"name": "f", "symbol": "quiet", "parameters": [{"name": "n", "type": "i32"}], "errors": {"errno": true}},
                {"name": "g", "symbol": "seen", "returns": {"name": "errno", "type": "i32"}}
                """
            )
        )
        #expect(try await tools[0].failure(["n": 22]).message == "f: quiet failed: Invalid argument")
        #expect(try await tools[1].answer() == ["errno": 0])
        #expect(try await tools[0].answer(["n": 0]) == [:])
    }
}
