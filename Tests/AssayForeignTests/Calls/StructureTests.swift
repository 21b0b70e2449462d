import AssayCore
import AssayPlugins
import Testing

@Suite("Structs by value and behind pointers")
struct StructureTests {
    private static let source = """
        #include <stdint.h>
        #include <stdbool.h>
        #include <math.h>
        struct point { double x, y; };
        struct mixed { int8_t a; double b; int16_t c; bool d; };
        struct segment { struct point from, to; uint8_t tag; };
        struct small { float a; int32_t b; };
        struct tiny { int8_t a; };
        struct point middle(struct segment s) {
            return (struct point){(s.from.x + s.to.x) / 2, (s.from.y + s.to.y) / 2};
        }
        struct segment join(struct point a, struct point b, uint8_t tag) { return (struct segment){a, b, tag}; }
        struct mixed twice(struct mixed m) { return (struct mixed){m.a * 2, m.b * 2, m.c * 2, !m.d}; }
        struct small flip(struct small s) { return (struct small){(float)s.b, (int32_t)s.a}; }
        struct tiny same(struct tiny t) { return t; }
        void shift(struct segment *s, double by) { s->from.x += by; s->to.x += by; s->tag++; }
        void fill(struct mixed *m) { *m = (struct mixed){-1, 0.5, 300, true}; }
        double length(const struct point *p) { return p->x * p->x + p->y * p->y; }
        void broken(struct segment *s) { *s = (struct segment){{1, 2}, {3, NAN}, 0}; }
        """

    private static let structs = """
        {"segment": [{"name": "from", "type": "point"}, {"name": "to", "type": "point"}, {"name": "tag", "type": "u8"}],
         "point": [{"name": "x", "type": "f64"}, {"name": "y", "type": "f64"}],
         "mixed": [{"name": "a", "type": "i8"}, {"name": "b", "type": "f64"}, {"name": "c", "type": "i16"},
                   {"name": "d", "type": "bool"}],
         "small": [{"name": "a", "type": "f32"}, {"name": "b", "type": "i32"}],
         "tiny": [{"name": "a", "type": "i8"}]}
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    private func tool(_ symbol: String, _ parameters: String, returns: String? = nil) throws -> any Tool {
        let returns = returns.map { #", "returns": {"name": "result", "type": "\#($0)"}"# } ?? ""
        let function = #"{"name": "f", "symbol": "\#(symbol)", "parameters": [\#(parameters)]\#(returns)}"#
        return try library.tool(function, structs: Self.structs)
    }

    private static let segment: Value = ["from": ["x": 1, "y": 2], "to": ["x": 3, "y": -4], "tag": 9]

    @Test("A nested struct goes in by value")
    func nestedIn() async throws {
        let middle = try tool("middle", #"{"name": "s", "type": "segment"}"#, returns: "point")
        #expect(try await middle.answer(["s": Self.segment]) == ["result": ["x": 2.0, "y": -1.0]])
    }

    @Test("A nested struct comes back by value")
    func nestedOut() async throws {
        let join = try tool(
            "join",
            #"{"name": "a", "type": "point"}, {"name": "b", "type": "point"}, {"name": "tag", "type": "u8"}"#,
            returns: "segment"
        )
        let answer = try await join.answer(["a": ["x": 1, "y": 2], "b": ["x": 3, "y": -4], "tag": 9])
        #expect(answer == ["result": Self.segment])
    }

    @Test("Padding between members is where C puts it")
    func padding() async throws {
        let twice = try tool("twice", #"{"name": "m", "type": "mixed"}"#, returns: "mixed")
        let answer = try await twice.answer(["m": ["a": -3, "b": 0.25, "c": 1000, "d": false]])
        #expect(answer == ["result": ["a": -6, "b": 0.5, "c": 2000, "d": true]])
    }

    @Test("Structs of eight bytes and of one byte pass in registers")
    func registers() async throws {
        let flip = try tool("flip", #"{"name": "s", "type": "small"}"#, returns: "small")
        #expect(try await flip.answer(["s": ["a": 7, "b": -2]]) == ["result": ["a": -2.0, "b": 7]])
        let same = try tool("same", #"{"name": "t", "type": "tiny"}"#, returns: "tiny")
        #expect(try await same.answer(["t": ["a": -128]]) == ["result": ["a": -128]])
    }

    @Test("A struct behind a pointer goes in, out, or both ways")
    func pointers() async throws {
        let length = try tool("length", #"{"name": "p", "type": "point", "pointer": true}"#, returns: "f64")
        #expect(try await length.answer(["p": ["x": 3, "y": 4]]) == ["result": 25.0])
        let fill = try tool("fill", #"{"name": "m", "type": "mixed", "direction": "out"}"#)
        #expect(try await fill.answer() == ["m": ["a": -1, "b": 0.5, "c": 300, "d": true]])
        let shift = try tool(
            "shift",
            #"{"name": "s", "type": "segment", "direction": "inout"}, {"name": "by", "type": "f64"}"#
        )
        let moved: Value = ["from": ["x": 11, "y": 2], "to": ["x": 13, "y": -4], "tag": 10]
        #expect(try await shift.answer(["s": Self.segment, "by": 10]) == ["s": moved])
    }

    static let misfits: [(value: Value, message: String)] = [
        (1, "f: s must be an object"),
        (["from": ["x": 1, "y": 2], "tag": 1], "f: s.to is missing"),
        (["from": ["x": 1, "y": 2], "to": ["x": 1], "tag": 1], "f: s.to.y is missing"),
        (
            ["from": ["x": 1, "y": "2"], "to": ["x": 1, "y": 1], "tag": 1],
            "f: s.from.y must be a number"
        ),
        (
            ["from": ["x": 1, "y": 2], "to": ["x": 1, "y": 1], "tag": 256],
            "f: s.tag must be an integer from 0 to 255"
        ),
        (
            ["from": ["x": 1, "y": 2, "z": 3], "to": ["x": 1, "y": 1], "tag": 1],
            "f: s.from has members other than x, y"
        ),
    ]

    @Test("What does not fit is refused with the path of the member", arguments: misfits.indices)
    func misfit(index: Int) async throws {
        let (value, message) = Self.misfits[index]
        let middle = try tool("middle", #"{"name": "s", "type": "segment"}"#, returns: "point")
        #expect(try !middle.accepts(["s": value]))
        #expect(try await middle.failure(["s": value]) == AssayError(.invalidRequest, message))
    }

    @Test("A number in a struct that JSON cannot hold is a failure with its path")
    func notFinite() async throws {
        let broken = try tool("broken", #"{"name": "s", "type": "segment", "direction": "out"}"#)
        let error = AssayError(.badOutput, "f: s.to.y is NaN, which JSON does not have")
        #expect(try await broken.failure() == error)
    }

    @Test("A struct may be a constant or a default")
    func givenStructs() async throws {
        let middle = try tool(
            "middle",
            """
            {"name": "s", "type": "segment",
             "value": {"from": {"x": 0, "y": 0}, "to": {"x": 2, "y": 4}, "tag": 0}}
            """,
            returns: "point"
        )
        #expect(try await middle.answer() == ["result": ["x": 1.0, "y": 2.0]])
    }
}
