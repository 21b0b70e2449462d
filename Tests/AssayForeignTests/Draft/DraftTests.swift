import AssayCore
import AssayPlugins
import AssayYAML
import Testing

@Suite("Drafts of manifests")
struct DraftTests {
    private static let source = """
        #include <stddef.h>
        typedef struct { int quot; int rem; } pair_t;
        struct outer { pair_t pair; double weight[2]; void *next; };
        struct __attribute__((packed)) tight { char c; int i; };
        double mean(double a, double b) { return (a + b) / 2; }
        pair_t split(int a, int b) { pair_t p = {a / b, a % b}; return p; }
        double weigh(struct outer o) { return o.weight[1]; }
        int take(struct tight t) { return t.i; }
        size_t count(const char *text) { size_t n = 0; while (text[n]) n++; return n; }
        int *fill(int *values, const double *weights, char *name, void *data, int (*f)(int), char **out)
        { (void)weights; (void)name; (void)data; (void)f; (void)out; return values; }
        long double wide(long double x) { return x; }
        int many(int n, ...) { return n; }
        void on(int y, int y2) { (void)y; (void)y2; }
        """

    private func draft(_ symbols: [String], options: [String] = ["-g"]) throws -> (Library, ForeignDraft) {
        let library = try Library(Self.source, options: options)
        return (library, try ForeignDraft(library: library.path, symbols: symbols))
    }

    private func tool(_ draft: ForeignDraft, _ name: String) throws -> any Tool {
        let manifest = try ForeignManifest(YAMLDocument(draft.yaml, file: "draft.yaml").value, file: "draft.yaml")
        return try #require(try ForeignLibrary.load(manifest: manifest).first { $0.name == name })
    }

    @Test("The draft of functions of numbers loads and runs as it is, with the names of the source")
    func scalars() async throws {
        let (library, draft) = try draft(["mean"])
        #expect(draft.isComplete)
        #expect(try await tool(draft, "mean").answer(["a": 1, "b": 4]) == ["value": 2.5])
        #expect(draft.debugFile == library.path)
    }

    @Test("Structs by value are defined, and the draft runs as it is")
    func structures() async throws {
        let (library, draft) = try draft(["split", "weigh", "count", "on"])
        #expect(draft.isComplete)
        #expect(try await tool(draft, "split").answer(["a": 17, "b": 5]) == ["value": ["quot": 3, "rem": 2]])
        let outer: Value = ["pair": ["quot": 1, "rem": 2], "weight_0": 1, "weight_1": 2.5, "next": 0]
        #expect(try await tool(draft, "weigh").answer(["o": outer]) == ["value": 2.5])
        #expect(try await tool(draft, "count").answer(["text": "four"]) == ["value": 4])
        #expect(try await tool(draft, "on").answer(["y": 1, "y2": 2]) == [:])
        let manifest = try ForeignManifest(draft.value, file: "draft.json")
        #expect(try manifest.check().allSatisfy { $0.debugFile == library.path })
    }

    @Test("JSON and YAML say the same")
    func documents() throws {
        let (_, draft) = try draft(["mean", "split", "weigh", "fill", "many", "on"])
        #expect(try YAMLDocument(draft.yaml, file: "draft.yaml").value == draft.value)
    }

    @Test("What a pointer is for is left open, with a remark, and the loader says what to write")
    func pointers() throws {
        let (_, draft) = try draft(["fill"])
        #expect(!draft.isComplete)
        for line in [
            "# values: one value (type: i32, direction: out or inout), or a list (type: array, element: i32,",
            "# weights: one value (type: f64, pointer: true), or a list (type: array, element: f64, length: …)",
            "# name: text that goes in (type: cstring), room for text",
            "# data: data (type: bytes, length: …), or null (type: pointer)",
            "# f: a callback (type: callback, with compare or tool)",
            "# out: memory the library hands out (type: cstring or bytes, direction: out",
            #"- {name: values, type: "? a pointer to i32"}"#,
        ] { #expect(draft.yaml.contains(line), "\(line)\n\(draft.yaml)") }
        let error = try #require(throws: AssayError.self) { try ForeignManifest(draft.value, file: "d.json") }
        #expect(error.code == .invalidManifest)
        #expect(
            error.message.contains(
                "the type is still open (\"? a pointer to i32\"), as the draft left it; write one of"
            )
        )
    }

    @Test("Without debug information every type is left open")
    func bare() throws {
        let (_, draft) = try draft(["mean"], options: [])
        #expect(draft.debugFile == nil)
        #expect(draft.yaml.contains("No debug information describes this function"))
        let error = try #require(throws: AssayError.self) { try ForeignManifest(draft.value, file: "d.json") }
        #expect(error.message.contains("the type is still open"))
    }

    @Test(
        "Types that manifests do not have are named",
        arguments: [("wide", "? long double"), ("take", "? struct tight of 5 bytes")]
    )
    func impossible(symbol: String, type: String) throws {
        let (_, draft) = try draft([symbol])
        #expect(draft.yaml.contains("manifests have no such type"))
        #expect(draft.yaml.contains(type), "\(draft.yaml)")
    }

    @Test("A variadic function gets its fixed parameters, and room for the others")
    func variadic() async throws {
        let (library, draft) = try draft(["many"])
        #expect(draft.yaml.contains("fixed: 1"))
        #expect(try await tool(draft, "many").answer(["n": 3]) == ["value": 3])
        #expect(draft.library == library.path)
    }

    @Test("A function that is not there is named with those that come near")
    func missing() throws {
        let error = try #require(throws: AssayError.self) { try draft(["meen"]) }
        #expect(error.code == .loadFailed)
        #expect(error.message.hasSuffix(#"has no function "meen"; it has "mean""#), "\(error.message)")
        let none = try #require(throws: AssayError.self) { try draft(["zzzzzzzz"]) }
        #expect(none.message.hasSuffix(#"has no function "zzzzzzzz""#))
    }

    @Test("C++ functions are refused, by their mangled and by their plain name")
    func mangled() throws {
        let library = try Library("int area(int w) { return w; }", options: ["-x", "c++", "-std=c++17"])
        for (symbol, text) in [
            ("_Z4areai", "is a name of C++, Swift or Rust"), ("area", "only the C++ function \"_Z4areai\""),
        ] {
            let error = try #require(throws: AssayError.self) {
                try ForeignDraft(library: library.path, symbols: [symbol])
            }
            #expect(error.message.contains(text), "\(error.message)")
            #expect(error.message.contains("extern \"C\""))
        }
    }

    @Test("A library that is not there is refused, by name and by path")
    func library() throws {
        let name = try #require(throws: AssayError.self) {
            try ForeignDraft(library: "libnone-at-all.so", symbols: ["f"])
        }
        #expect(name.message.contains("give its path, as in ./libnone-at-all.so"))
        #expect(throws: AssayError.self) { try ForeignDraft(library: "/nowhere/libnone.so", symbols: ["f"]) }
    }

    @Test("A library of the system keeps its bare name")
    func system() throws {
        let draft = try ForeignDraft(library: "libm.so.6", symbols: ["pow", "pow"])
        #expect(draft.value["library"] == "libm.so.6")
        #expect(draft.value["functions"]?.array?.count == 1)
    }
}
