import AssayCore
import Foundation
import Testing

@Suite("assay tools")
struct ToolsTests {
    @Test("Every bundled tool is listed with version, flags and the file it comes from")
    func list() async throws {
        let result = try await Workplace().assay(["tools"])
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        for name in Installation.bundledTools { #expect(result.output.contains("\(name) 1.0.0  [")) }
        #expect(result.output.contains(try URL(filePath: Installation.program()).deletingLastPathComponent().path()))
    }

    @Test("As a document, each tool has its schemas, its file and the hash of its file (S3-2)")
    func listDocument() async throws {
        let document = try await Workplace().assay(["tools", "--json"]).json
        let tools = try #require(document["tools"]?.array)
        #expect(tools.compactMap { $0["name"]?.string } == Installation.bundledTools)
        #expect(document["refused"] == [])
        for tool in tools {
            #expect(tool["supports_bundle"] == true)
            #expect(tool["input_schema"]?["type"] == "object")
            #expect(tool["output_schema"]?["type"] == "object")
            let path = try #require(tool["path"]?.string)
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            #expect(tool["sha256"]?.string == SHA256.hexDigest(of: bytes))
        }
    }

    @Test("One tool is described with its schemas, for people and for programs")
    func describe() async throws {
        let place = try Workplace()
        let text = try await place.assay(["tools", "kmeans"])
        #expect(text.code == 0)
        for part in ["capabilities", "default options", "input schema", "output schema", "\"clusters\""] {
            #expect(text.output.contains(part))
        }
        let document = try await place.assay(["tools", "kmeans", "--json"]).json
        #expect(document["name"] == "kmeans")
        #expect(document["input_schema"]?["properties"]?["clusters"] != nil)
    }

    @Test("An unknown tool is refused with the names there are")
    func unknown() async throws {
        let result = try await Workplace().assay(["tools", "nosuch"])
        #expect(result.code == 5)
        #expect(result.errors.contains("known tools: annealing, bootstrap, bootstrap-regression, kmeans"))
    }

    @Test("Without plugins the list is empty and says how to get some")
    func empty() async throws {
        let place = try Workplace(hasPlugins: false)
        let text = try await place.assay(["tools"])
        #expect(text.code == 0)
        #expect(text.output.isEmpty)
        #expect(text.errors.contains("ASSAY_PLUGIN_PATH"))
        #expect(try await place.assay(["tools", "--json"]).json["tools"] == [])
        #expect(try await place.assay(["tools", "--quiet"]).errors.isEmpty)
    }

    @Test("Plugins are found in ASSAY_PLUGIN_PATH, in XDG_DATA_HOME and by --plugin, and relative paths are left out")
    func searchPath() async throws {
        let place = try Workplace(hasPlugins: false)
        let probe = try URL(filePath: Installation.probe()).deletingLastPathComponent().path()
        try place.folder.folder("data/assay/plugins")
        try CPlugin(name: "at_home").build(in: place.folder, as: "data/assay/plugins/libhome.so")
        try place.folder.folder("relative")
        try CPlugin(name: "astray").build(in: place.folder, as: "relative/libastray.so")
        let paths = ["ASSAY_PLUGIN_PATH": "relative:\(place.folder.file("missing")):\(probe)"]
        func names(_ words: [String]) async throws -> [String] {
            let document = try await place.assay(["tools", "--json"] + words, environment: paths).json
            return try #require(document["tools"]?.array).compactMap { $0["name"]?.string }
        }
        #expect(try await names([]) == ["at_home", "probe"])
        #expect(try await names(["--plugin", "relative"]) == ["astray", "at_home", "probe"])
        #expect(
            try await names(["--plugin", "relative/libastray.so", "--plugin", probe]) == ["astray", "at_home", "probe"]
        )
    }

    @Test("Words of a plugin and names of files cannot steer the terminal")
    func hostileText() async throws {
        let place = try Workplace(hasPlugins: false)
        try CPlugin(fields: #".description = ASSAY_TEXT("a\033[31mred\nline"),"#)
            .build(in: place.folder, as: "lib\u{1B}[2J.so")
        let result = try await place.assay(["tools", "--plugin", place.folder.path])
        #expect(result.code == 0)
        #expect(!result.output.contains("\u{1B}"))
        #expect(result.output.contains("a\u{FFFD}[31mred\u{FFFD}line"))
    }
}
