import AssayCore
import AssayPlugins
import Testing

@Suite("Manifests against debug information")
struct SignatureCheckTests {
    private static let source = """
        #include <stdbool.h>
        #include <stddef.h>
        #include <stdint.h>
        typedef const double length_t;
        enum colour { red, green = 7 };
        typedef struct { int quot; int rem; } pair_t;
        struct outer { char tag; pair_t pair; double weight; };
        double add(length_t a, volatile double b) { return a + b; }
        float half(float x) { return x / 2; }
        unsigned char low(uint16_t x) { return (unsigned char)x; }
        bool both(bool a, bool b) { return a && b; }
        enum colour mix(enum colour a, char b) { return a == red ? (enum colour)b : green; }
        size_t count(const char *text) { size_t n = 0; while (text[n]) n++; return n; }
        int sum(const int *values, int n) { int s = 0; for (int i = 0; i < n; i++) s += values[i]; return s; }
        void fill(void *data, size_t size) { for (size_t i = 0; i < size; i++) ((char *)data)[i] = 'x'; }
        pair_t split(int a, int b) { pair_t p = {a / b, a % b}; return p; }
        double weigh(struct outer o) { return o.weight + o.pair.quot; }
        int apply(int (*f)(const void *, const void *), int *a) { return f(a, a); }
        int name_of(char **out) { static char text[] = "name"; *out = text; return 0; }
        int many(int n, ...) { return n; }
        void nothing(void) {}
        """

    private func load(_ function: String, _ structs: String = "{}") throws {
        let library = try Library(Self.source, options: ["-g"])
        let manifest = try library.manifest(function, structs: structs)
        _ = try ForeignLibrary.load(manifest: manifest)
        #expect(try manifest.check().allSatisfy(\.isChecked))
    }

    private static let pair = #""pair": [{"name": "quot", "type": "i32"}, {"name": "rem", "type": "i32"}]"#
    private static let outer =
        #"{\#(pair), "outer": [{"name": "tag", "type": "i8"}, {"name": "pair", "type": "pair"}, "#
        + #"{"name": "weight", "type": "f64"}]}"#

    private static func function(_ symbol: String, _ parameters: String, _ returns: String, rest: String = "") -> String
    {
        let result = returns.isEmpty ? "" : #", "returns": {"name": "value", "type": "\#(returns)"}"#
        return #"{"name": "f", "symbol": "\#(symbol)", "parameters": [\#(parameters)]\#(result)\#(rest)}"#
    }

    static let right = [
        function("add", #"{"name": "a", "type": "f64"}, {"name": "b", "type": "f64"}"#, "f64"),
        function("half", #"{"name": "x", "type": "f32"}"#, "f32"),
        function("low", #"{"name": "x", "type": "u16"}"#, "u8"),
        function("both", #"{"name": "a", "type": "bool"}, {"name": "b", "type": "bool"}"#, "bool"),
        function("mix", #"{"name": "a", "type": "i32"}, {"name": "b", "type": "u8"}"#, "u32"),
        function("count", #"{"name": "t", "type": "cstring"}"#, "u64"),
        function("count", #"{"name": "t", "type": "bytes", "length": 4}"#, "u64"),
        function(
            "sum",
            #"{"name": "v", "type": "array", "element": "i32", "length": "n"}, {"name": "n", "type": "i32"}"#,
            "i32"
        ),
        function("sum", #"{"name": "v", "type": "i32", "pointer": true}, {"name": "n", "type": "i32"}"#, "i32"),
        function(
            "fill",
            #"{"name": "d", "type": "bytes", "direction": "out", "length": "n"}, {"name": "n", "type": "u64"}"#,
            ""
        ),
        function("fill", #"{"name": "d", "type": "f64", "direction": "out"}, {"name": "n", "type": "u64"}"#, ""),
        function("split", #"{"name": "a", "type": "i32"}, {"name": "b", "type": "i32"}"#, "pair"),
        function("weigh", #"{"name": "o", "type": "outer"}"#, "f64"),
        function(
            "apply",
            #"{"name": "f", "type": "callback", "compare": {"element": "i32"}}, {"name": "a", "type": "i32", "direction": "inout"}"#,
            "i32"
        ),
        function("apply", #"{"name": "f", "type": "pointer"}, {"name": "a", "type": "pointer"}"#, "i32"),
        function("name_of", #"{"name": "o", "type": "cstring", "direction": "out"}"#, "i32"),
        function("many", #"{"name": "n", "type": "i32"}, {"name": "x", "type": "f64"}"#, "i32", rest: #", "fixed": 1"#),
        function("nothing", "", ""),
    ]

    @Test("A manifest that says what the library says is checked and loads", arguments: right)
    func agree(function: String) throws { try load(function, Self.outer) }

    static let wrong: [(String, String)] = [
        (
            function("add", #"{"name": "a", "type": "f64"}"#, "f64"),
            "the manifest says 1 parameter, the library says 2 parameters"
        ),
        (
            function("add", #"{"name": "a", "type": "f64"}, {"name": "b", "type": "f32"}"#, "f64"),
            "parameter b: the manifest says f32, the library says f64"
        ),
        (
            function("add", #"{"name": "a", "type": "i64"}, {"name": "b", "type": "f64"}"#, "f64"),
            "parameter a: the manifest says i64, the library says f64"
        ),
        (
            function("half", #"{"name": "x", "type": "f32"}"#, "f64"),
            "what it returns: the manifest says f64, the library says f32"
        ),
        (
            function("low", #"{"name": "x", "type": "i16"}"#, "u8"),
            "parameter x: the manifest says i16, the library says u16"
        ),
        (
            function("low", #"{"name": "x", "type": "u32"}"#, "u8"),
            "parameter x: the manifest says u32, the library says u16"
        ),
        (
            function("low", #"{"name": "x", "type": "u16"}"#, ""),
            "what it returns: the manifest says void, the library says u8"
        ),
        (function("nothing", "", "i32"), "what it returns: the manifest says i32, the library says void"),
        (
            function("both", #"{"name": "a", "type": "bool"}, {"name": "b", "type": "i32"}"#, "bool"),
            "parameter b: the manifest says i32, the library says bool"
        ),
        (
            function("mix", #"{"name": "a", "type": "i64"}, {"name": "b", "type": "u8"}"#, "u32"),
            "parameter a: the manifest says i64, the library says u32"
        ),
        (
            function("count", #"{"name": "t", "type": "u64"}"#, "u64"),
            "parameter t: the manifest says u64, the library says a pointer to i8"
        ),
        (
            function("low", #"{"name": "x", "type": "cstring"}"#, "u8"),
            "parameter x: the manifest says a pointer to text, the library says u16"
        ),
        (
            function("sum", #"{"name": "v", "type": "cstring"}, {"name": "n", "type": "i32"}"#, "i32"),
            "parameter v: the manifest says a pointer to text, the library says a pointer to i32"
        ),
        (
            function(
                "sum",
                #"{"name": "v", "type": "array", "element": "i64", "length": "n"}, {"name": "n", "type": "i32"}"#,
                "i32"
            ), "parameter v: the manifest says a pointer to i64, the library says a pointer to i32"
        ),
        (
            function(
                "apply",
                #"{"name": "f", "type": "bytes", "length": 4}, {"name": "a", "type": "i32", "direction": "inout"}"#,
                "i32"
            ), "parameter f: the manifest says a pointer to bytes, the library says a pointer to a function"
        ),
        (
            function(
                "sum",
                #"{"name": "f", "type": "callback", "compare": {"element": "i32"}}, {"name": "n", "type": "i32"}"#,
                "i32"
            ), "parameter f: the manifest says a pointer to a function, the library says a pointer to i32"
        ),
        (
            function("name_of", #"{"name": "o", "type": "cstring", "direction": "out", "capacity": 9}"#, "i32"),
            "parameter o: the manifest says a pointer to text, the library says a pointer to a pointer"
        ),
        (
            function("many", #"{"name": "n", "type": "i32"}"#, "i32"),
            "the manifest says a fixed number of parameters, the library says a variable number after the first 1"
        ),
        (
            function("low", #"{"name": "x", "type": "u16"}"#, "u8", rest: #", "fixed": 1"#),
            "the manifest says a variable number of parameters (fixed), the library says 1 parameter"
        ),
        (
            function(
                "many",
                #"{"name": "n", "type": "i32"}, {"name": "x", "type": "f64"}"#,
                "i32",
                rest: #", "fixed": 2"#
            ), "the manifest says 2 parameters, the library says 1 parameter"
        ),
        (
            function("split", #"{"name": "a", "type": "i32"}, {"name": "b", "type": "i32"}"#, "i64"),
            "what it returns: the manifest says i64, the library says struct pair_t of 8 bytes"
        ),
    ]

    @Test(
        "A manifest that says something else is refused with file, function, parameter and both types",
        arguments: wrong.indices
    )
    func refused(index: Int) throws {
        let (function, expected) = Self.wrong[index]
        let error = try #require(throws: AssayError.self) { try load(function) }
        #expect(error.code == .invalidManifest)
        #expect(error.message.hasPrefix("fixture.json: f: \(expected)"), "\(error.message)")
        #expect(error.message.contains("libfixture.so"))
    }

    static let structs: [(String, String)] = [
        (
            #"{"name": "quot", "type": "i32"}"#,
            "the manifest says struct s of 4 bytes, the library says struct pair_t of 8 bytes"
        ),
        (
            #"{"name": "rem", "type": "i32"}, {"name": "quot", "type": "i32"}"#,
            "field rem of struct s: the manifest says byte 0, the library says byte 4"
        ),
        (
            #"{"name": "quot", "type": "i32"}, {"name": "x", "type": "f32"}"#,
            "field x of struct s: the manifest says f32, the library says i32"
        ),
        (#"{"name": "both", "type": "i64"}"#, "field both of struct s: the manifest says i64, the library says i32"),
        (
            #"{"name": "quot", "type": "i32"}, {"name": "a", "type": "i16"}, {"name": "b", "type": "i16"}"#,
            "field a of struct s: the manifest says i16, the library says i32"
        ),
    ]

    @Test("A struct of another size, or with other fields, is refused", arguments: structs.indices)
    func structures(index: Int) throws {
        let (fields, expected) = Self.structs[index]
        let function = Self.function("split", #"{"name": "a", "type": "i32"}, {"name": "b", "type": "i32"}"#, "s")
        let error = try #require(throws: AssayError.self) { try load(function, #"{"s": [\#(fields)]}"#) }
        #expect(
            error.message.hasPrefix("fixture.json: f: what it returns, \(expected)")
                || error.message.contains(expected),
            "\(error.message)"
        )
    }

    @Test("A nested struct is compared field by field, through the nesting")
    func nested() throws {
        let function = Self.function("weigh", #"{"name": "o", "type": "outer"}"#, "f64")
        let flat =
            #"{"outer": [{"name": "tag", "type": "u8"}, {"name": "q", "type": "i32"}, {"name": "r", "type": "i32"}, {"name": "w", "type": "f64"}]}"#
        try load(function, flat)
        let wrong = Self.outer.replacing(#"{"name": "rem", "type": "i32"}"#, with: #"{"name": "rem", "type": "f32"}"#)
        let error = try #require(throws: AssayError.self) { try load(function, wrong) }
        #expect(
            error.message.contains(
                "parameter o, field pair.rem of struct outer: the manifest says f32, the library says i32"
            )
        )
    }

    @Test("A callback with another signature is refused")
    func callback() throws {
        let parameters = #"""
            {"name": "f", "type": "callback", "tool": "t", "returns": {"name": "v", "type": "f64"},
             "parameters": [{"name": "a", "type": "i32", "pointer": true}, {"name": "b", "type": "i32", "pointer": true}]},
            {"name": "a", "type": "i32", "direction": "inout"}
            """#
        let library = try Library(Self.source, options: ["-g"])
        for (text, expected) in [
            (parameters, "its , what it returns: the manifest says f64, the library says i32"),
            (
                parameters.replacing(#", {"name": "b", "type": "i32", "pointer": true}"#, with: ""),
                "its parameters: the manifest says 1, the library says 2"
            ),
            (
                parameters.replacing(#""b", "type": "i32", "pointer": true"#, with: #""b", "type": "i32""#),
                "its parameter b: the manifest says i32, the library says a pointer to anything"
            ),
        ] {
            let manifest = try library.manifest(Self.function("apply", text, "i32"))
            let error = try #require(throws: AssayError.self) {
                try ForeignLibrary.load(manifest: manifest) { _, _, _ in nil }
            }
            #expect(error.message.contains(expected.replacing("its , ", with: "")), "\(error.message)")
        }
    }

    @Test("A refused manifest has run nothing of the library, not even its constructors")
    func constructors() throws {
        let folder = try Folder()
        let mark = folder.file("ran")
        let source = """
            #include <stdio.h>
            __attribute__((constructor)) static void start(void) { FILE *f = fopen("\(mark)", "w"); if (f) fclose(f); }
            int get(void) { return 1; }
            """
        let library = try Library(source, options: ["-g"])
        let wrong = try library.manifest(Self.function("get", "", "f64"))
        #expect(throws: AssayError.self) { try ForeignLibrary.load(manifest: wrong) }
        #expect(!folder.has("ran"))
        _ = try ForeignLibrary.load(manifest: library.manifest(Self.function("get", "", "i32")))
        #expect(folder.has("ran"))
    }
}
