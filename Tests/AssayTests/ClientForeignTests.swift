import Assay
import AssayTesting
import Foundation
import Testing

@Suite("Functions of C libraries through a client")
struct ClientForeignTests {
    private static func example(_ name: String) -> String {
        URL(filePath: #filePath).appending(path: "../../../Examples/Foreign/\(name)").standardized.path()
    }

    @Test("A YAML manifest of one function makes one tool, and its bundle has the right answer")
    func yaml() async throws {
        let client = AssayClient()
        #expect(try await client.loadFunctions(from: Self.example("power.tool.yaml")) == ["power"])
        let output = try await client.run(request: ["x": 2, "y": 10], tool: "power").output
        #expect(output.content == ["value": 1024])
    }

    @Test("Every shipped manifest loads, beside the plugins and under the same roof")
    func shipped() async throws {
        let client = AssayClient()
        for name in ["libm", "libc", "zlib", "sqlite"] {
            let report = try await client.loadPlugins(from: Self.example("\(name).tool.json"))
            #expect(!report.tools.isEmpty)
        }
        #expect(client.listTools()["qsort"] != nil || client.listTools().keys.contains { $0.contains("sort") })
    }

    @Test("Of a manifest with a name that is taken, no function is registered")
    func duplicate() async throws {
        let client = AssayClient()
        try client.registerTool(ScriptedTool("modf") { $0.request })
        await #expect(throws: AssayError.self) { try await client.loadFunctions(from: Self.example("libm.tool.json")) }
        #expect(Array(client.listTools().keys) == ["modf"])
    }

    @Test("Manifests of a directory are found beside plugins, and loading them twice does no harm")
    func directory() async throws {
        let folder = try Folder()
        let client = AssayClient()
        for name in ["power.tool.yaml", "libm.tool.json"] {
            try folder.write(name, String(contentsOfFile: Self.example(name), encoding: .utf8))
        }
        try folder.write("broken.tool.yaml", "library: 3\n")
        try folder.write("open.tool.yaml", "library: libm.so.6\nfunctions: []\n", mode: 0o666)
        try folder.write("rules.yaml", "rules: []\n")
        for _ in 0..<2 {
            let report = try await client.loadPlugins(from: folder.path)
            #expect(report.tools.contains("power") && report.tools.contains("hypot"))
            #expect(
                report.refused.map { URL(filePath: $0.path).lastPathComponent } == [
                    "open.tool.yaml", "broken.tool.yaml",
                ]
            )
            #expect(report.refused.first?.reason.code == .unsafePath)
        }
        #expect(client.listTools()["pow"]?.origin.manifestSHA256 != nil)
    }

    @Test("A missing or wrong manifest is refused with its name")
    func wrong() async throws {
        let client = AssayClient()
        let folder = FileManager.default.temporaryDirectory.appending(path: "assay-foreign-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "bad.tool.yaml").path()
        try "library: libm.so.6\nfunctions: [{name: f, symbol: pow, parameters: [{name: x, type: f65}]}]\n"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let error = try await #require(throws: AssayError.self) { try await client.loadFunctions(from: path) }
        #expect(error.code == .invalidManifest)
        #expect(error.message.contains("bad.tool.yaml"))
        await #expect(throws: AssayError.self) { try await client.loadFunctions(from: path + ".tool.json") }
    }
}
