import AssayCore
import AssayPlugins
import Testing

@Suite("Buffers and lists")
struct BufferTests {
    private static let source = """
        #include <stdint.h>
        #include <string.h>
        #include <stddef.h>
        struct point { int32_t x; double y; };
        void copy(const void *from, void *to, size_t n) { memcpy(to, from, n); }
        double dot(const double *a, const double *b, int32_t n) {
            double sum = 0;
            for (int32_t i = 0; i < n; i++) sum += a[i] * b[i];
            return sum;
        }
        void scale(float *values, uint16_t n, float by) { for (int i = 0; i < n; i++) values[i] *= by; }
        int64_t evens(const int64_t *in, size_t n, int64_t *out) {
            int64_t found = 0;
            for (size_t i = 0; i < n; i++) if (in[i] % 2 == 0) out[found++] = in[i];
            return found;
        }
        void range(int32_t *out, size_t room, size_t *used) {
            for (size_t i = 0; i < room / 2; i++) out[i] = (int32_t)i;
            *used = room / 2;
        }
        void append(int8_t *values, size_t *n, size_t room) {
            if (*n < room) values[*n] = 42, ++*n;
        }
        int32_t sum_x(const struct point *points, size_t n) {
            int32_t sum = 0;
            for (size_t i = 0; i < n; i++) sum += points[i].x;
            return sum;
        }
        void key(const uint8_t *key, uint8_t *out) { for (int i = 0; i < 4; i++) out[i] = key[3 - i]; }
        int32_t is_null(const void *p, size_t n) { return p == 0 ? -1 : (int32_t)n; }
        void lies(void *out, size_t *n) { (void)out; *n += 1; }
        int32_t lies_below(void *out) { (void)out; return -1; }
        void zeros(double *out, size_t n) { (void)out; (void)n; }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func tool(_ symbol: String, _ parameters: String, returns: String? = nil) throws -> any Tool {
        let returns = returns.map { #", "returns": {\#($0)}"# } ?? ""
        return try library.tool(
            #"{"name": "f", "symbol": "\#(symbol)", "parameters": [\#(parameters)]\#(returns)}"#,
            structs: #"{"point": [{"name": "x", "type": "i32"}, {"name": "y", "type": "f64"}]}"#
        )
    }

    private func copy() throws -> any Tool {
        try tool(
            "copy",
            """
            {"name": "data", "type": "bytes", "length": "n"},
            {"name": "copy", "type": "bytes", "direction": "out", "length": "n"}, {"name": "n", "type": "u64"}
            """
        )
    }

    static let encodings = [
        "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy", "AAAA", "////", "+/+/", "/w==", "AA==",
    ]

    @Test("Bytes are base64 and come back the same", arguments: encodings)
    func bytes(text: String) async throws {
        #expect(try await copy().answer(["data": .string(text)]) == ["copy": .string(text)])
    }

    @Test(
        "Base64 has one spelling for each sequence of bytes",
        arguments: [
            "Z", "Zg", "Zg=", "Zm8", "Zh==", "Zm9=", "=", "====", "A===", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-_",
            "Zm9vé",
            "Zg==\u{0}", "Zm=v",
        ]
    )
    func badBase64(text: String) async throws {
        #expect(
            try await copy().failure(["data": .string(text)])
                == AssayError(.invalidRequest, "f: data must be base64 with padding and without line breaks")
        )
    }

    @Test("A length that two buffers share is counted once and not asked for")
    func sharedLength() async throws {
        let dot = try tool(
            "dot",
            """
            {"name": "a", "type": "array", "element": "f64", "length": "n"},
            {"name": "b", "type": "array", "element": "f64", "length": "n"}, {"name": "n", "type": "i32"}
            """,
            returns: #""name": "value", "type": "f64""#
        )
        #expect(try await dot.answer(["a": [1, 2, 3], "b": [4, 5, 6]]) == ["value": 32.0])
        #expect(try !dot.accepts(["a": [1], "b": [1], "n": 1]))
        #expect(
            try await dot.failure(["a": [1, 2], "b": [1]])
                == AssayError(.invalidRequest, "f: b must have as many elements as the other lists that n counts")
        )
    }

    @Test("A list goes both ways and keeps its length")
    func bothWays() async throws {
        let scale = try tool(
            "scale",
            """
            {"name": "values", "type": "array", "element": "f32", "direction": "inout", "length": "n"},
            {"name": "n", "type": "u16"}, {"name": "by", "type": "f32"}
            """
        )
        #expect(try await scale.answer(["values": [1, 2.5], "by": -2]) == ["values": [-2.0, -5.0]])
        let long = Value.array(Array(repeating: 1, count: 65536))
        #expect(
            try await scale.failure(["values": long, "by": 1])
                == AssayError(.invalidRequest, "f: n must be an integer from 0 to 65535")
        )
        #expect(
            try await scale.failure(["values": [0, 1e38], "by": 1e38])
                == AssayError(.badOutput, "f: values[1] is infinity, which JSON does not have")
        )
    }

    @Test("The function may return how much of a buffer it filled")
    func lengthReturned() async throws {
        let evens = try tool(
            "evens",
            """
            {"name": "values", "type": "array", "element": "i64", "length": "n"}, {"name": "n", "type": "u64"},
            {"name": "even", "type": "array", "element": "i64", "direction": "out", "capacity": "n", "length": "count"}
            """,
            returns: #""name": "count", "type": "i64""#
        )
        let values: Value = [1, 2, 4, .integer(.min), 7]
        #expect(try await evens.answer(["values": values]) == ["even": [2, 4, .integer(.min)], "count": 3])
    }

    @Test("A parameter may say how much of a buffer was filled")
    func lengthStored() async throws {
        let range = try tool(
            "range",
            """
            {"name": "values", "type": "array", "element": "i32", "direction": "out", "capacity": "room", "length": "n"},
            {"name": "room", "type": "u64"}, {"name": "n", "type": "u64", "direction": "out"}
            """
        )
        #expect(try await range.answer(["room": 7]) == ["values": [0, 1, 2]])
        #expect(try await range.answer(["room": 0]) == ["values": []])
        #expect(try !range.accepts(["room": 1_000_001]))
        #expect(
            try await range.failure(["room": 1_000_001]).message == "f: room must be an integer from 0 to 1000000"
        )
    }

    @Test("A buffer may have more room than it has elements")
    func growing() async throws {
        let append = try tool(
            "append",
            """
            {"name": "values", "type": "array", "element": "i8", "direction": "inout", "length": "n", "capacity": "room"},
            {"name": "n", "type": "u64", "direction": "inout"}, {"name": "room", "type": "u64"}
            """
        )
        #expect(try await append.answer(["values": [1, 2], "room": 3]) == ["values": [1, 2, 42]])
        #expect(try await append.answer(["values": [1, 2], "room": 2]) == ["values": [1, 2]])
        #expect(
            try await append.failure(["values": [1, 2], "room": 1])
                == AssayError(.invalidRequest, "f: values does not fit the capacity of its buffer")
        )
    }

    @Test("A list may hold structs")
    func structures() async throws {
        let sum = try tool(
            "sum_x",
            #"{"name": "points", "type": "array", "element": "point", "length": "n"}, {"name": "n", "type": "u64"}"#,
            returns: #""name": "sum", "type": "i32""#
        )
        #expect(try await sum.answer(["points": [["x": 3, "y": 0.5], ["x": -10, "y": 1]]]) == ["sum": -7])
        #expect(
            try await sum.failure(["points": [["x": 3, "y": 0.5], ["x": 1]]]).message == "f: points[1].y is missing"
        )
    }

    @Test("A fixed length is asked for exactly")
    func fixedLength() async throws {
        let key = try tool(
            "key",
            """
            {"name": "key", "type": "bytes", "length": 4}, {"name": "out", "type": "bytes", "direction": "out", "length": 4}
            """
        )
        #expect(try await key.answer(["key": "AQIDBA=="]) == ["out": "BAMCAQ=="])
        #expect(
            try await key.failure(["key": "AQID"]) == AssayError(.invalidRequest, "f: key must have exactly 4 elements")
        )
        #expect(try !key.accepts(["key": "AQID"]))
    }

    @Test("Null instead of a buffer is allowed where the manifest says so")
    func nullable() async throws {
        let parameters =
            #"{"name": "p", "type": "bytes", "length": "n", "nullable": true}, {"name": "n", "type": "u64"}"#
        let optional = try tool("is_null", parameters, returns: #""name": "r", "type": "i32""#)
        #expect(try await optional.answer(["p": nil]) == ["r": -1])
        #expect(try await optional.answer(["p": ""]) == ["r": 0])
        #expect(try await copy().failure(["data": nil]).message == "f: data must be a string of base64")
    }

    @Test("A length that the library made up is a failure, not a read beyond the buffer")
    func wrongLength() async throws {
        let lies = try tool(
            "lies",
            """
            {"name": "out", "type": "bytes", "direction": "out", "length": "n"},
            {"name": "n", "type": "u64", "direction": "inout", "default": 8}
            """
        )
        let message = "has a length, as the library says, that is not from 0 to 8"
        #expect(try await lies.failure() == AssayError(.badOutput, "f: out \(message)"))
        let below = try tool(
            "lies_below",
            #"{"name": "out", "type": "bytes", "direction": "out", "capacity": 8, "length": "n"}"#,
            returns: #""name": "n", "type": "i32""#
        )
        #expect(try await below.failure() == AssayError(.badOutput, "f: out \(message)"))
    }

    @Test("A constant says the room there is, and what is not written is zero")
    func constantCapacity() async throws {
        let zeros = try tool(
            "zeros",
            """
            {"name": "out", "type": "array", "element": "f64", "direction": "out", "length": "n", "capacity": 3},
            {"name": "n", "type": "u64"}
            """
        )
        #expect(try await zeros.answer() == ["out": [0.0, 0.0, 0.0]])
    }

    @Test("All buffers of a call together are bounded")
    func totalSize() async throws {
        let parameters = (0..<5).map {
            #"{"name": "b\#($0)", "type": "bytes", "direction": "out", "length": 67108864}"#
        }
        let many = try tool("zeros", parameters.joined(separator: ","))
        #expect(
            try await many.failure().message == "f: the buffers of a call have at most 268435456 bytes together"
        )
    }
}
