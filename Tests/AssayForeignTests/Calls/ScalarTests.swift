import AssayCore
import AssayPlugins
import Testing

@Suite("Numbers and truth values in and out of C")
struct ScalarTests {
    /// One function for each type and way: returned, stored behind a pointer, changed behind a pointer.
    private static let source = """
        #include <stdint.h>
        #include <stdbool.h>
        #define ALL(T, N) \\
            T same_##N(T x) { return x; } \\
            void put_##N(T x, T *out) { *out = x; } \\
            T swap_##N(T *x, T y) { T old = *x; *x = y; return old; } \\
            T peek_##N(const T *x) { return *x; }
        ALL(int8_t, i8) ALL(int16_t, i16) ALL(int32_t, i32) ALL(int64_t, i64)
        ALL(uint8_t, u8) ALL(uint16_t, u16) ALL(uint32_t, u32) ALL(uint64_t, u64)
        ALL(float, f32) ALL(double, f64) ALL(bool, bool)
        int64_t add(int8_t a, uint16_t b, int32_t c, uint64_t d) { return a + b + c + (int64_t)d; }
        double mix(float a, int8_t b, double c, bool d, int64_t e) { return a + b + c + d + (double)e; }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    static let values: [(type: String, value: Value)] = [
        ("i8", -128), ("i8", 127), ("i16", -32768), ("i16", 32767), ("i32", -2_147_483_648), ("i32", 2_147_483_647),
        ("i64", .integer(.min)), ("i64", .integer(.max)), ("i64", 9_007_199_254_740_993), ("u8", 0), ("u8", 255),
        ("u16", 65535), ("u32", 4_294_967_295), ("u64", Value(UInt64.max)), ("u64", 9_007_199_254_740_993),
        ("f32", 1.5), ("f32", .number(Double(Float.greatestFiniteMagnitude))), ("f32", -0.25),
        ("f64", 0.1), ("f64", .number(.greatestFiniteMagnitude)), ("f64", .number(.leastNonzeroMagnitude)),
        ("bool", true), ("bool", false),
    ]

    @Test("Every value comes back exactly as it went in", arguments: values.indices)
    func roundTrip(index: Int) async throws {
        let (type, value) = Self.values[index]
        let same = try library.tool(
            #"{"name": "f", "symbol": "same_\#(type)", "parameters": [{"name": "x", "type": "\#(type)"}], "returns": {"name": "y", "type": "\#(type)"}}"#
        )
        #expect(try await same.answer(["x": value]) == ["y": value])
    }

    @Test("Every value goes through an out-parameter", arguments: values.indices)
    func outParameter(index: Int) async throws {
        let (type, value) = Self.values[index]
        let put = try library.tool(
            """
            {"name": "f", "symbol": "put_\(type)", "parameters": [
                {"name": "x", "type": "\(type)"}, {"name": "out", "type": "\(type)", "direction": "out"}]}
            """
        )
        #expect(try await put.answer(["x": value]) == ["out": value])
        #expect(try put.accepts(["x": value]))
        #expect(try !put.accepts(["x": value, "out": value]))
    }

    @Test("Every value goes through an in-out parameter", arguments: values.indices)
    func inOutParameter(index: Int) async throws {
        let (type, value) = Self.values[index]
        let zero: Value = type == "bool" ? false : 0
        let swap = try library.tool(
            """
            {"name": "f", "symbol": "swap_\(type)", "parameters": [
                {"name": "x", "type": "\(type)", "direction": "inout"}, {"name": "y", "type": "\(type)"}],
             "returns": {"name": "old", "type": "\(type)"}}
            """
        )
        #expect(try await swap.answer(["x": value, "y": zero]) == ["old": value, "x": zero])
        #expect(try await swap.answer(["x": zero, "y": value]) == ["old": zero, "x": value])
    }

    @Test("A value may go in behind a pointer", arguments: values.indices)
    func pointer(index: Int) async throws {
        let (type, value) = Self.values[index]
        let peek = try library.tool(
            """
            {"name": "f", "symbol": "peek_\(type)", "parameters": [{"name": "x", "type": "\(type)", "pointer": true}],
             "returns": {"name": "y", "type": "\(type)"}}
            """
        )
        #expect(try await peek.answer(["x": value]) == ["y": value])
    }

    static let misfits: [(type: String, value: Value, reason: String)] = [
        ("i8", 128, "must be an integer from -128 to 127"),
        ("i8", -129, "must be an integer from -128 to 127"),
        ("i16", 32768, "must be an integer from -32768 to 32767"),
        ("i32", -2_147_483_649, "must be an integer from -2147483648 to 2147483647"),
        ("i64", Value(UInt64(1) << 63), "must be an integer from -9223372036854775808 to 9223372036854775807"),
        ("u8", -1, "must be an integer from 0 to 255"),
        ("u8", 256, "must be an integer from 0 to 255"),
        ("u16", 65536, "must be an integer from 0 to 65535"),
        ("u32", 4_294_967_296, "must be an integer from 0 to 4294967295"),
        ("u64", -1, "must be an integer from 0 to 18446744073709551615"),
        ("u64", 1e20, "must be an integer from 0 to 18446744073709551615"),
        ("i32", 1.5, "must be an integer from -2147483648 to 2147483647"),
        ("i32", "1", "must be an integer from -2147483648 to 2147483647"),
        ("f32", 1e39, "must fit a 32-bit float"),
        ("f64", true, "must be a number"),
        ("f64", nil, "must be a number"),
        ("bool", 1, "must be true or false"),
    ]

    @Test("What does not fit is refused by the schema and by the call", arguments: misfits.indices)
    func misfit(index: Int) async throws {
        let (type, value, reason) = Self.misfits[index]
        let same = try library.tool(
            #"{"name": "f", "symbol": "same_\#(type)", "parameters": [{"name": "x", "type": "\#(type)"}]}"#
        )
        #expect(try !same.accepts(["x": value]))
        #expect(try await same.failure(["x": value]) == AssayError(.invalidRequest, "f: x \(reason)"))
    }

    @Test("An integer written as 3.0 is an integer")
    func wholeNumber() async throws {
        let same = try library.tool(
            """
            {"name": "f", "symbol": "same_u8", "parameters": [{"name": "x", "type": "u8"}],
             "returns": {"name": "y", "type": "u8"}}
            """
        )
        #expect(try await same.answer(["x": 3.0])["y"]?.int64 == 3)
    }

    @Test("Arguments of many types keep their places")
    func mixedTypes() async throws {
        let tools = try ForeignLibrary.load(
            manifest: library.manifest(
                """
                {"name": "add", "symbol": "add", "returns": {"name": "sum", "type": "i64"}, "parameters": [
                    {"name": "a", "type": "i8"}, {"name": "b", "type": "u16"}, {"name": "c", "type": "i32"},
                    {"name": "d", "type": "u64"}]},
                {"name": "mix", "symbol": "mix", "returns": {"name": "sum", "type": "f64"}, "parameters": [
                    {"name": "a", "type": "f32"}, {"name": "b", "type": "i8"}, {"name": "c", "type": "f64"},
                    {"name": "d", "type": "bool"}, {"name": "e", "type": "i64"}]}
                """
            )
        )
        #expect(try await tools[0].answer(["a": -100, "b": 60000, "c": -7, "d": 1000]) == ["sum": 60893])
        #expect(try await tools[1].answer(["a": 0.5, "b": -2, "c": 0.25, "d": true, "e": 100]) == ["sum": 99.75])
    }

    @Test("A constant is not asked for and a default may be left out")
    func constantsAndDefaults() async throws {
        let add = try library.tool(
            """
            {"name": "f", "symbol": "add", "returns": {"name": "sum", "type": "i64"}, "parameters": [
                {"name": "a", "type": "i8", "value": 1}, {"name": "b", "type": "u16", "default": 20},
                {"name": "c", "type": "i32"}, {"name": "d", "type": "u64", "default": 4000}]}
            """
        )
        #expect(try await add.answer(["c": 300]) == ["sum": 4321])
        #expect(try await add.answer(["c": 300, "b": 0, "d": 0]) == ["sum": 301])
        #expect(try !add.accepts(["c": 300, "a": 1]))
        #expect(try !add.accepts([:]))
    }

    @Test("Limits narrow the schema and are checked")
    func limits() async throws {
        let same = try library.tool(
            """
            {"name": "f", "symbol": "same_f64", "returns": {"name": "y", "type": "f64"}, "parameters": [
                {"name": "x", "type": "f64", "minimum": -1, "maximum": 0.5}]}
            """
        )
        #expect(try await same.answer(["x": -1]) == ["y": -1.0])
        #expect(try await same.answer(["x": 0.5]) == ["y": 0.5])
        #expect(try !same.accepts(["x": 0.51]))
        #expect(try await same.failure(["x": 0.51]).message == "f: x must be at most 0.5")
        #expect(try await same.failure(["x": -1.5]).message == "f: x must be at least -1")
    }

    @Test("A result without a name is no part of the answer")
    func namelessResult() async throws {
        let same = try library.tool(
            """
            {"name": "f", "symbol": "same_i8", "parameters": [{"name": "x", "type": "i8"}], "returns": {"type": "i8"}}
            """
        )
        #expect(try await same.answer(["x": 1]) == [:])
    }
}
