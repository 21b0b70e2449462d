import AssayCore
import AssayPlugins
import Synchronization
import Testing

@Suite("Functions that call back")
struct CallbackTests {
    private static let source = """
        #include <stdint.h>
        #include <stdlib.h>
        struct item { int32_t key; double weight; uint8_t rank; };
        void sort(struct item *items, size_t n, int (*compare)(const void *, const void *)) {
            qsort(items, n, sizeof(*items), compare);
        }
        void sort_any(void *values, size_t n, size_t size, int (*compare)(const void *, const void *)) {
            qsort(values, n, size, compare);
        }
        double integrate(double (*f)(double, void *), void *context, double from, double to, int32_t steps) {
            double sum = 0, width = (to - from) / steps;
            for (int32_t i = 0; i < steps; i++) sum += f(from + (i + 0.5) * width, context) * width;
            return sum;
        }
        int32_t apply(int8_t (*f)(int8_t, uint16_t), int8_t a, uint16_t b) { return f(a, b); }
        void say(void (*f)(const char *), const char *text) { f(text); }
        float twist(float (*f)(float), float x) { return f(f(x)); }
        int32_t null(int (*f)(const void *, const void *)) { return f(0, 0); }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func integrate(_ callTool: @escaping ForeignToolCaller) throws -> any Tool {
        try library.tool(
            """
            {"name": "integrate", "symbol": "integrate", "returns": {"name": "area", "type": "f64"}, "parameters": [
                {"name": "f", "type": "callback", "tool": "curve", "returns": {"name": "y", "type": "f64"},
                 "parameters": [{"name": "x", "type": "f64"}, {"name": "context", "type": "pointer"}]},
                {"name": "context", "type": "pointer"}, {"name": "from", "type": "f64"}, {"name": "to", "type": "f64"},
                {"name": "steps", "type": "i32", "default": 100}]}
            """,
            callTool: callTool
        )
    }

    private func sort(_ compare: String) throws -> any Tool {
        try library.tool(
            """
            {"name": "f", "symbol": "sort", "parameters": [
                {"name": "items", "type": "array", "element": "item", "direction": "inout", "length": "n"},
                {"name": "n", "type": "u64"},
                {"name": "compare", "type": "callback", "compare": {"element": "item", \(compare)}}]}
            """,
            structs: """
                {"item": [{"name": "key", "type": "i32"}, {"name": "weight", "type": "f64"}, {"name": "rank", "type": "u8"}]}
                """
        )
    }

    @Test(
        "Structs are sorted by the field that the manifest names",
        arguments: [
            (#""by": "key""#, [-5, 1, 3]), (#""by": "key", "order": "descending""#, [3, 1, -5]),
            (#""by": "weight""#, [1, 3, -5]), (#""by": "rank", "order": "ascending""#, [3, -5, 1]),
        ] as [(String, [Int64])]
    )
    func structs(compare: String, keys: [Int64]) async throws {
        let items: Value = [
            ["key": 3, "weight": 0.5, "rank": 1], ["key": -5, "weight": 7, "rank": 128],
            ["key": 1, "weight": -2, "rank": 255],
        ]
        let sorted = try await sort(compare).answer(["items": items])
        #expect(sorted["items"]?.array?.compactMap { $0["key"]?.int64 } == keys)
    }

    @Test(
        "Every kind of number is sorted",
        arguments: [
            ("i8", [-128, 127, 0]), ("u8", [200, 3, 255]), ("i16", [5, -300, 4]), ("u32", [4_294_967_295, 0]),
            ("i64", [.integer(.max), .integer(.min), 0]), ("u64", [Value(UInt64.max), 1]), ("f32", [0.5, -1.5, 3.0]),
            ("f64", [1e300, -1e300, 0.0]),
        ] as [(String, Value)]
    )
    func numbers(type: String, values: Value) async throws {
        let size = ["8": 1, "16": 2, "32": 4, "64": 8][String(type.dropFirst())] ?? 0
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "sort_any", "parameters": [
                {"name": "values", "type": "array", "element": "\(type)", "direction": "inout", "length": "n"},
                {"name": "n", "type": "u64"}, {"name": "size", "type": "u64", "value": \(size)},
                {"name": "compare", "type": "callback", "compare": {"element": "\(type)"}}]}
            """
        )
        let elements = try #require(values.array)
        let sorted = try await tool.answer(["values": values])["values"]?.array
        #expect(sorted == elements.sorted { ($0.double ?? 0) < ($1.double ?? 0) })
    }

    @Test("A callback asks a tool and goes on with its answer")
    func asksTool() async throws {
        let names = Mutex<Set<String>>([])
        let tool = try integrate { tool, request, _ in
            names.withLock { _ = $0.insert(tool) }
            let x = try #require(request["x"]?.double)
            #expect(request.object?.count == 1)
            return ["y": .number(3 * x * x)]
        }
        let area = try #require(try await tool.answer(["from": 0, "to": 2])["area"]?.double)
        #expect(abs(area - 8) < 0.001)
        #expect(names.withLock { $0 } == ["curve"])
    }

    @Test("The tool learns the seed of the call")
    func passesCall() async throws {
        let seeds = Mutex<[UInt64]>([])
        let tool = try integrate { _, _, call in
            seeds.withLock { $0.append(call.seed) }
            return ["y": 1]
        }
        _ = try await tool.execute(ToolCall(request: ["from": 0, "to": 1, "steps": 2], seed: 77))
        #expect(seeds.withLock { $0 } == [77, 77])
    }

    @Test("An error in a callback fails the call, and the tool is not asked again")
    func throwing() async throws {
        struct Odd: Error {}
        let count = Mutex(0)
        let known = try integrate { _, _, _ in
            count.withLock { $0 += 1 }
            throw AssayError(.timeout, "too slow", isRetryable: true)
        }
        #expect(
            try await known.failure(["from": 0, "to": 1])
                == AssayError(.timeout, "integrate: callback f: too slow", isRetryable: true)
        )
        #expect(count.withLock { $0 } == 1)
        let odd = try integrate { _, _, _ in throw Odd() }
        #expect(
            try await odd.failure(["from": 0, "to": 1])
                == AssayError(.toolFailed, "integrate: callback f: the tool curve failed")
        )
    }

    @Test(
        "An answer that does not fit the callback is a failure",
        arguments: [
            ([:], "the answer of curve has no y"), (["y": "1"], "y in the answer of curve must be a number"),
            (["z": 1], "the answer of curve has no y"),
        ] as [(Value, String)]
    )
    func badAnswer(answer: Value, message: String) async throws {
        let tool = try integrate { _, _, _ in answer }
        #expect(
            try await tool.failure(["from": 0, "to": 1])
                == AssayError(.badOutput, "integrate: callback f: \(message)")
        )
    }

    @Test("A cancelled call stops asking")
    func cancelled() async throws {
        let flag = CancellationFlag()
        let count = Mutex(0)
        let tool = try integrate { _, _, _ in
            flag.cancel()
            count.withLock { $0 += 1 }
            return ["y": 1]
        }
        let error = try await tool.failure(["from": 0, "to": 1, "steps": 50], cancellation: flag)
        #expect(error == AssayError(.cancelled, "integrate: the call was cancelled"))
        #expect(count.withLock { $0 } == 1)
    }

    @Test("A manifest whose callbacks ask tools needs somebody to ask")
    func nobodyToAsk() throws {
        let manifest = try library.manifest(
            """
            {"name": "g", "symbol": "say", "parameters": [
                {"name": "f", "type": "callback", "tool": "log", "parameters": [{"name": "t", "type": "cstring"}]},
                {"name": "text", "type": "cstring"}]}
            """
        )
        #expect(manifest.functions[0].calledTools == ["log"])
        let error = try #require(throws: AssayError.self) { try ForeignLibrary.load(manifest: manifest) }
        #expect(error == AssayError(.invalidManifest, "fixture.json: g: asks the tool log, and none can be asked"))
    }

    @Test("Small integers, floats, text and nothing travel through callbacks")
    func types() async throws {
        let apply = try library.tool(
            """
            {"name": "apply", "symbol": "apply", "returns": {"name": "r", "type": "i32"}, "parameters": [
                {"name": "f", "type": "callback", "tool": "t", "returns": {"name": "v", "type": "i8"},
                 "parameters": [{"name": "a", "type": "i8"}, {"name": "b", "type": "u16"}]},
                {"name": "a", "type": "i8"}, {"name": "b", "type": "u16"}]}
            """,
            callTool: { _, request, _ in
                #expect(request == ["a": -7, "b": 65535])
                return ["v": -100]
            }
        )
        #expect(try await apply.answer(["a": -7, "b": 65535]) == ["r": -100])
        let twist = try library.tool(
            """
            {"name": "twist", "symbol": "twist", "returns": {"name": "r", "type": "f32"}, "parameters": [
                {"name": "f", "type": "callback", "tool": "t", "returns": {"name": "v", "type": "f32"},
                 "parameters": [{"name": "x", "type": "f32"}]}, {"name": "x", "type": "f32"}]}
            """,
            callTool: { _, request, _ in ["v": .number(try #require(request["x"]?.double) * -2)] }
        )
        #expect(try await twist.answer(["x": 1.25]) == ["r": 5.0])
        let said = Mutex<[Value]>([])
        let say = try library.tool(
            """
            {"name": "say", "symbol": "say", "parameters": [
                {"name": "f", "type": "callback", "tool": "t", "parameters": [{"name": "text", "type": "cstring"}]},
                {"name": "text", "type": "cstring"}]}
            """,
            callTool: { _, request, _ in
                said.withLock { $0.append(request) }
                return [:]
            }
        )
        #expect(try await say.answer(["text": "h\u{E9}"]) == [:])
        #expect(said.withLock { $0 } == [["text": "h\u{E9}"]])
    }

    @Test("A tool may decide the order of elements")
    func comparingTool() async throws {
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "sort_any", "parameters": [
                {"name": "values", "type": "array", "element": "i32", "direction": "inout", "length": "n"},
                {"name": "n", "type": "u64"}, {"name": "size", "type": "u64", "value": 4},
                {"name": "compare", "type": "callback", "tool": "order", "returns": {"name": "order", "type": "i32"},
                 "parameters": [{"name": "a", "type": "i32", "pointer": true}, {"name": "b", "type": "i32", "pointer": true}]}]}
            """,
            callTool: { _, request, _ in
                let left = try #require(request["a"]?.int64).magnitude
                let right = try #require(request["b"]?.int64).magnitude
                return ["order": left < right ? -1 : left > right ? 1 : 0]
            }
        )
        #expect(try await tool.answer(["values": [-9, 4, 1, -2]]) == ["values": [1, -2, 4, -9]])
    }

    @Test("A null from the library where an element belongs is a failure")
    func nullElement() async throws {
        let tool = try library.tool(
            """
            {"name": "f", "symbol": "null", "parameters": [
                {"name": "c", "type": "callback", "compare": {"element": "i32"}}]}
            """
        )
        #expect(
            try await tool.failure()
                == AssayError(.protocolError, "f: callback c: the library gave null to compare")
        )
    }

    @Test("A callback may come back into the same library", .timeLimit(.minutes(10)))
    func reentrant() async throws {
        let inner = try integrate { _, _, _ in ["y": 2] }
        let plan = try library.tool(
            """
            {"name": "apply", "symbol": "twist", "returns": {"name": "r", "type": "f32"}, "parameters": [
                {"name": "f", "type": "callback", "tool": "inner", "returns": {"name": "area", "type": "f32"},
                 "parameters": [{"name": "to", "type": "f32"}]}, {"name": "x", "type": "f32"}]}
            """,
            callTool: { _, request, call in try Waiting.answer(inner, ["from": 0, "to": request["to"] ?? 0], call) }
        )
        #expect(try await plan.answer(["x": 1]) == ["r": 4.0])
    }
}
