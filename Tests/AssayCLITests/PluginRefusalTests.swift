import AssayCore
import Foundation
import Testing

@Suite("Plugins that cannot be used")
struct PluginRefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let plugin: CPlugin
        let fragment: String
    }

    static let cases = [
        Case(
            testDescription: "no entry function",
            plugin: CPlugin(entryName: "another_entry"),
            fragment: "does not export the function assay_plugin_entry"
        ),
        Case(
            testDescription: "another major version",
            plugin: CPlugin(major: "7u"),
            fragment: "built for version 7 of the plugin interface and this host has version 1"
        ),
        Case(
            testDescription: "a plugin struct that is too small",
            plugin: CPlugin(pluginSize: "12"),
            fragment: "assay_plugin.struct_size is 12 and must be at least"
        ),
        Case(
            testDescription: "a tool struct that is too small",
            plugin: CPlugin(toolSize: "16"),
            fragment: "assay_tool.struct_size is 16 and must be at least"
        ),
        Case(
            testDescription: "a null table",
            plugin: CPlugin(entry: "return NULL;"),
            fragment: "refused to load and gave no reason"
        ),
        Case(
            testDescription: "a reason of its own",
            plugin: CPlugin(entry: #"strcpy(error->message, "needs a licence"); return NULL;"#),
            fragment: "refused to load: needs a licence"
        ),
        Case(
            testDescription: "a null list of tools",
            plugin: CPlugin(toolsField: "NULL"),
            fragment: "tools is null or not aligned"
        ),
        Case(testDescription: "a null tool", plugin: CPlugin(tools: "{NULL}"), fragment: "tool 1 is null"),
        Case(
            testDescription: "a null function",
            plugin: CPlugin(invokeField: "NULL"),
            fragment: "tool 1 has a null invoke; every tool needs one"
        ),
        Case(
            testDescription: "no tools",
            plugin: CPlugin(toolCount: "0"),
            fragment: "tool_count is 0; a plugin has from 1"
        ),
        Case(
            testDescription: "too many tools",
            plugin: CPlugin(toolCount: "4000000000u"),
            fragment: "tool_count is 4000000000"
        ),
        Case(
            testDescription: "two tools of one name",
            plugin: CPlugin(tools: "{&tool, &tool}", toolCount: "2"),
            fragment: "two tools are named sample"
        ),
        Case(
            testDescription: "a name that is none",
            plugin: CPlugin(name: "no name!"),
            fragment: "tool 1 has no valid name"
        ),
        Case(testDescription: "no version", plugin: CPlugin(version: ""), fragment: "tool 1 has no version"),
        Case(
            testDescription: "a schema that is not JSON",
            plugin: CPlugin(fields: #".input_schema = ASSAY_TEXT("{"),"#),
            fragment: "has an input_schema that is not JSON"
        ),
        Case(
            testDescription: "a schema that is no schema",
            plugin: CPlugin(fields: #".output_schema = ASSAY_TEXT("{\"type\":\"blob\"}"),"#),
            fragment: "has an output_schema that is no JSON Schema"
        ),
        Case(
            testDescription: "text that is not UTF-8",
            plugin: CPlugin(fields: #".description = ASSAY_TEXT("\xff\xfe"),"#),
            fragment: "description that is not UTF-8"
        ),
        Case(
            testDescription: "text without an address",
            plugin: CPlugin(fields: ".description = {NULL, 5},"),
            fragment: "has a null description with a size"
        ),
        Case(
            testDescription: "a missing library function",
            plugin: CPlugin(entry: "extern int nowhere_to_be_found(void); nowhere_to_be_found(); return &plugin;"),
            fragment: "undefined symbol: nowhere_to_be_found"
        ),
    ]

    @Test(
        "A plugin that breaks the interface is refused when named, with exit code 5, naming file, fault and remedy",
        arguments: cases
    )
    func namedPlugin(refusal: Case) async throws {
        let place = try Workplace()
        try refusal.plugin.build(in: place.folder)
        let result = try await place.assay(Workplace.kmeans + ["--plugin", "libsample.so"])
        #expect(result.code == 5)
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1)
        #expect(result.errors.contains(place.folder.file("libsample.so")))
        #expect(result.errors.contains(refusal.fragment), "\(result.errors)")
    }

    @Test("In a directory, refused plugins are named and do not keep the others from working")
    func directory() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.folder("plugins")
        for (index, refusal) in Self.cases.dropFirst().prefix(6).enumerated() {
            try refusal.plugin.build(in: place.folder, as: "plugins/lib\(index).so")
        }
        try place.folder.write("plugins/libtext.so", "INPUT(-lm)")
        try CPlugin(name: "works").build(in: place.folder, as: "plugins/libzz.so")
        let path = ["ASSAY_PLUGIN_PATH": place.folder.file("plugins")]
        let listed = try await place.assay(["tools", "--json"], environment: path)
        #expect(listed.code == 0)
        #expect(try listed.json["tools"]?.array?.map { $0["name"] } == ["works"])
        let refused = try #require(try listed.json["refused"]?.array)
        #expect(refused.count == 6)
        for (place, refusal) in zip(refused, Self.cases.dropFirst()) {
            #expect(place["message"]?.string?.contains(refusal.fragment) == true)
        }
        #expect(listed.errorLines.count == 6)
        #expect(listed.errorLines.allSatisfy { $0.hasPrefix("refused: ") })
        let run = try await place.assay(["run", "works", "--request", "{}", "--json"], environment: path)
        #expect(run.code == 0)
        #expect(try run.json["outcome"] == "complete")
        #expect(try await place.assay(["tools", "--quiet"], environment: path).errors.isEmpty)
    }

    @Test(
        "A file that is no library for this computer is refused when named",
        arguments: [
            ("text", "is not an ELF file"), ("empty", "is not an ELF file"), ("cut", "the file ends inside its header"),
            ("half", "is damaged"), ("machine", "is built for AArch64"), ("word size", "is not 64-bit"),
            ("program", "is no shared library"),
        ]
    )
    func otherFiles(kind: String, fragment: String) async throws {
        let place = try Workplace()
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: Installation.probe())))
        switch kind {
        case "text": bytes = Array("#!/bin/sh\nexit 0\n".utf8)
        case "empty": bytes = []
        case "cut": bytes = Array(bytes.prefix(40))
        case "half": bytes = Array(bytes.prefix(bytes.count / 2))
        case "machine": bytes[18] = bytes[18] == 183 ? 62 : 183
        case "word size": bytes[4] = 1
        default: bytes[16] = 2
        }
        try place.folder.write("libx.so", bytes: bytes, mode: 0o755)
        let result = try await place.assay(["tools", "--plugin", "libx.so"])
        #expect(result.code == 5)
        #expect(result.errors.contains("libx.so"))
        #expect(result.errors.contains(fragment), "\(result.errors)")
    }

    @Test("A plugin or its directory that others can write is refused, with the command that mends it")
    func writableByOthers() async throws {
        let place = try Workplace(hasPlugins: false)
        try place.folder.folder("plugins")
        try CPlugin().build(in: place.folder, as: "plugins/libsample.so")
        try place.folder.setMode(0o777, "plugins/libsample.so")
        let file = try await place.assay(["tools", "--plugin", "plugins/libsample.so"])
        #expect(file.code == 5)
        #expect(file.errors.contains("can be written by others; remove that with: chmod go-w"))
        try place.folder.setMode(0o755, "plugins/libsample.so")
        #expect(try await place.assay(["tools", "--plugin", "plugins/libsample.so"]).code == 0)
        try place.folder.setMode(0o777, "plugins")
        let folder = try await place.assay(["tools", "--plugin", "plugins", "--json"])
        #expect(try folder.json["tools"] == [])
        #expect(try folder.json["refused"]?[0]?["code"] == "unsafe_path")
    }

    @Test("A plugin that is not there is refused with exit code 5", arguments: ["missing.so", "no/such/folder"])
    func missing(path: String) async throws {
        let result = try await Workplace().assay(Workplace.kmeans + ["--plugin", path])
        #expect(result.code == 5)
        #expect(result.errors.contains("\(path): no such file or directory; give a plugin or a directory of plugins"))
    }

    @Test("A name that is taken is refused with both files; the one named first wins over the search path")
    func duplicateNames() async throws {
        let place = try Workplace()
        try CPlugin(name: "kmeans", version: "9.9.9").build(in: place.folder, as: "libmine.so")
        try CPlugin(name: "kmeans", version: "8.8.8").build(in: place.folder, as: "libother.so")
        let shadowed = try await place.assay(["tools", "kmeans", "--plugin", "libmine.so"])
        #expect(shadowed.code == 0)
        #expect(shadowed.output.hasPrefix("kmeans 9.9.9"))
        #expect(shadowed.errors.contains("tool kmeans 1.0.0"))
        #expect(shadowed.errors.contains("kmeans 9.9.9 (\(place.folder.file("libmine.so"))) has the name"))
        let refused = try await place.assay(["tools", "--plugin", "libmine.so", "--plugin", "libother.so"])
        #expect(refused.code == 5)
        for part in ["kmeans 9.9.9", "kmeans 8.8.8", "libmine.so", "libother.so"] {
            #expect(refused.errors.contains(part))
        }
    }
}
