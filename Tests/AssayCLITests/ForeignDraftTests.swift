import AssayCore
import Foundation
import Testing

@Suite("assay foreign draft and describe on a library with debug information")
struct ForeignDraftTests {
    private static let source = """
        #include <stdio.h>
        __attribute__((constructor)) static void start(void) { FILE *f = fopen("ran", "w"); if (f) fclose(f); }
        double mean(double a, double b) { return (a + b) / 2; }
        int sum(const int *values, int count) { int s = 0; while (count) s += values[--count]; return s; }
        """

    private func place(_ options: String = "-g") async throws -> Workplace {
        let place = try Workplace()
        try place.folder.write("fixture.c", Self.source)
        let built = try await place.shell(
            "cc \(options) -shared -fPIC -o libfixture.so fixture.c && chmod 755 libfixture.so"
        )
        #expect(built.code == 0, "\(built.errors)")
        return place
    }

    private func hasRun(_ place: Workplace) -> Bool {
        FileManager.default.fileExists(atPath: place.folder.file("ran"))
    }

    @Test("A draft in a file runs as it is, and drafting runs nothing of the library")
    func drafted() async throws {
        let place = try await place()
        let draft = try await place.assay(["foreign", "draft", "./libfixture.so", "mean", "-o", "m.tool.yaml"])
        #expect(draft.code == 0, "\(draft.errors)")
        #expect(draft.output.isEmpty)
        #expect(!hasRun(place))
        let described = try await place.assay(["foreign", "describe", "m.tool.yaml"])
        #expect(described.output.contains("mean  double mean(double a, double b)"))
        #expect(described.output.contains("types   checked against debug information"))
        #expect(!hasRun(place))
        // The sandbox of a worker would not let the library leave its trace.
        let words = ["run", "mean", "--trust", "--plugin", "m.tool.yaml", "--request", #"{"a":1,"b":4}"#, "--json"]
        #expect(try await place.assay(words).json["summary"]?["consensus"] == ["value": 2.5])
        #expect(hasRun(place))
    }

    @Test("The draft goes to stdout, as YAML with remarks or as JSON, with a note about what is open")
    func printed() async throws {
        let place = try await place()
        let text = try await place.assay(["foreign", "draft", "./libfixture.so", "sum"])
        #expect(text.output.contains("# values: one value (type: i32, pointer: true)"))
        #expect(text.errors.contains("types that start with ? are left to you"))
        let document = try await place.assay(["foreign", "draft", "./libfixture.so", "sum", "--json"]).json
        #expect(document["functions"]?.array?.first?["parameters"]?.array?.last == ["name": "count", "type": "i32"])
        try place.folder.write("open.tool.yaml", text.output)
        let refused = try await place.assay(["foreign", "describe", "open.tool.yaml"])
        #expect(refused.code == 2)
        #expect(refused.errors.contains("the type is still open (\"? a pointer to i32\")"))
    }

    @Test("Every example in the help text runs and succeeds")
    func examples() async throws {
        let place = try Workplace()
        try place.folder.copy(Package.path("Examples/Foreign"), as: "Examples/Foreign")
        let help = try await place.assay(["help", "foreign"]).output
        let examples = help.split(separator: "\n").filter { $0.hasPrefix("  assay ") }
        #expect(examples.contains { $0.contains("draft") } && examples.contains { $0.contains("describe") })
        for example in examples {
            let result = try await place.shell(String(example))
            #expect(result.code == 0, "\(example): \(result.errors)")
        }
        #expect(place.folder.exists("power.tool.yaml"))
    }

    @Test("What cannot be drafted says why, with an exit code")
    func refused() async throws {
        let place = try await place()
        for (words, code, fragment) in [
            (["./libfixture.so", "meen"], 5, #"has no function "meen"; it has "mean""#),
            (["./nothing.so", "mean"], 5, "nothing.so cannot be opened"),
            (["libfixture.so", "mean"], 5, "give its path, as in ./libfixture.so"),
            (["./libfixture.so", "_Z4meandd"], 5, "extern \"C\""),
            (["./libfixture.so", "mean", "-o", "-"], 64, "--out needs a file"),
            (["./libfixture.so"], 64, "usage: assay foreign draft LIBRARY SYMBOL"),
            (["./libfixture.so", "mean", "-o", "none/m.yaml"], 2, "none/m.yaml cannot be written"),
        ] {
            let result = try await place.assay(["foreign", "draft"] + words)
            #expect(Int(result.code ?? -1) == code, "\(words): \(result.errors)")
            #expect(result.errors.contains(fragment), "\(result.errors)")
        }
    }

    private func manifest(_ place: Workplace, library: String, type: String = "f64") throws {
        try place.folder.write(
            "m.tool.yaml",
            """
            library: \(library)
            functions:
              - name: mean
                symbol: mean
                parameters: [{name: a, type: f64}, {name: b, type: \(type)}]
                returns: {name: value, type: f64}
            """
        )
    }

    @Test("A manifest that the library contradicts is refused before any of its code runs")
    func contradicted() async throws {
        let place = try await place()
        try manifest(place, library: place.folder.file("libfixture.so"), type: "i32")
        let message = "m.tool.yaml: mean: parameter b: the manifest says i32, the library says f64"
        for words in [["foreign", "describe", "m.tool.yaml"], ["tools", "--plugin", "m.tool.yaml"]] {
            let result = try await place.assay(words)
            #expect(result.code == 2)
            #expect(result.errors.contains(message), "\(result.errors)")
        }
        #expect(!hasRun(place))
    }

    @Test("A manifest of a library that is not here can still be described")
    func absent() async throws {
        let place = try await place()
        try manifest(place, library: "/nowhere/libfixture.so")
        let result = try await place.assay(["foreign", "describe", "m.tool.yaml"])
        #expect(result.code == 0)
        #expect(result.output.contains("types   not checked: /nowhere/libfixture.so cannot be opened"))
    }

    @Test("Whether the types were checked is in the document, too", arguments: [("-g", true), ("-g0", false)])
    func document(option: String, isChecked: Bool) async throws {
        let place = try await place(option)
        try manifest(place, library: place.folder.file("libfixture.so"))
        let document = try await place.assay(["foreign", "describe", "m.tool.yaml", "--json"]).json
        let function = document["functions"]?.array?.first
        #expect(function?["signature_checked"] == .bool(isChecked))
        let file: Value = isChecked ? .string(place.folder.file("libfixture.so")) : .null
        #expect(function?["debug_file"] == file)
        let text = isChecked ? "checked against debug information" : "not checked: the library carries none"
        #expect(function?["signature_check"]?.string == text)
    }

    @Test("A library found by its bare name is checked like a file that is named, before any of its code runs")
    func bareName() async throws {
        let place = try await place()
        try manifest(place, library: "libfixture.so")
        let environment = ["LD_LIBRARY_PATH": place.folder.path]
        // Workers know nothing of LD_LIBRARY_PATH.
        let words = ["run", "mean", "--trust", "--plugin", "m.tool.yaml", "--request", #"{"a":1,"b":4}"#, "--k", "1"]
        try place.folder.setMode(0o777, "libfixture.so")
        let refused = try await place.assay(words, environment: environment)
        #expect(refused.code == 5)
        #expect(refused.errors.contains("libfixture.so can be written by others; remove that with: chmod go-w"))
        #expect(!hasRun(place))
        try place.folder.setMode(0o755, "libfixture.so")
        #expect(try await place.assay(words, environment: environment).code == 0)
    }

    @Test("Another manifest under the same name is another tool, and verification says so")
    func changedManifest() async throws {
        let place = try await place()
        let library = place.folder.file("libfixture.so")
        try manifest(place, library: library)
        let plugin = ["--plugin", "m.tool.yaml"]
        let words = ["run", "mean", "--request", #"{"a":1,"b":4}"#, "--k", "2", "--out", "b.json"]
        #expect(try await place.assay(words + plugin).code == 0)
        let same = try await place.assay(["verify", "b.json"] + plugin)
        #expect(same.code == 0)
        #expect(!same.output.contains("changed"))
        let text = try place.folder.text("m.tool.yaml")
        let note = "the tool changed: its manifest is not the one that made the bundle"
        try place.folder.write(
            "m.tool.yaml",
            text.replacing("{name: b, type: f64}", with: "{name: b, type: f64, value: 0}")
        )
        let other = try await place.assay(["verify", "b.json"] + plugin)
        #expect(other.errors.contains(note) || other.output.contains(note))
        #expect(other.code != 0)
        try place.folder.write(
            "m.tool.yaml",
            text.replacing("symbol: mean", with: "symbol: mean\n    description: Mean")
        )
        let described = try await place.assay(["verify", "b.json"] + plugin)
        #expect(described.code == 0)
        #expect(described.output.contains(note))
        let document = try await place.assay(["verify", "b.json", "--json"] + plugin).json
        #expect(document["same_tool_manifest"] == false)
        #expect(document["same_tool_file"] == true)
    }
}
