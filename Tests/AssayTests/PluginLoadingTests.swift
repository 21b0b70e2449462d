import Assay
import AssayTesting
import Foundation
import Testing

@Suite("Plugins of a client")
struct PluginLoadingTests {
    @Test("A plugin file is loaded and its tool runs")
    func file() async throws {
        let folder = try Folder()
        let path = try BundledPlugin.copy("kmeans", to: folder)
        let client = AssayClient()
        let report = try await client.loadPlugins(from: path)
        #expect(report.tools == ["kmeans"])
        #expect(report.refused.isEmpty)
        let output = try await client.run(
            request: BundledPlugin.request,
            tool: "kmeans",
            bundle: BundleOptions(k: 4, stop: NeverRule())
        ).output
        #expect(output.status == .complete)
        #expect(output.bundle.replicates.count == 4)
        #expect(output.bundle.execution.toolPath == path)
        #expect(output.content["clusters"] == 3)
    }

    @Test("A directory is loaded in the order of names; what cannot be used is reported and harms nothing")
    func directory() async throws {
        let folder = try Folder()
        for name in ["kmeans", "bootstrap"] { _ = try BundledPlugin.copy(name, to: folder) }
        try folder.write("libodd.so", "\u{7F}ELF and nothing more")
        try folder.write("notes.txt", "no plugin")
        let client = AssayClient()
        let report = try await client.loadPlugins(from: folder.path)
        #expect(report.tools == ["bootstrap", "bootstrap-regression", "kmeans"])
        #expect(report.refused.map(\.path) == [folder.file("libodd.so")])
        #expect(report.refused.first?.reason.code == .loadFailed)
        #expect(client.listTools().keys.sorted() == report.tools)
    }

    @Test("Loading a file twice changes nothing")
    func twice() async throws {
        let folder = try Folder()
        let path = try BundledPlugin.copy("kmeans", to: folder)
        let client = AssayClient()
        for _ in 1...2 { #expect(try await client.loadPlugins(from: path).tools == ["kmeans"]) }
        #expect(client.listTools().count == 1)
    }

    @Test("A path where nothing is, is refused; an empty directory holds nothing")
    func missing() async throws {
        let folder = try Folder()
        let client = AssayClient()
        let error = try await #require(throws: AssayError.self) {
            try await client.loadPlugins(from: folder.file("none.so"))
        }
        #expect(error.code == .loadFailed)
        #expect(error.message.contains("none.so: no such file or directory"))
        #expect(try await client.loadPlugins(from: folder.path) == PluginReport())
    }

    @Test("A named file that is no plugin is an error, not a report")
    func noPlugin() async throws {
        let folder = try Folder()
        let path = try folder.write("libtext.so", "text")
        let error = try await #require(throws: AssayError.self) { try await AssayClient().loadPlugins(from: path) }
        #expect(error.code == .loadFailed)
        #expect(error.message.contains(path))
    }

    @Test("A plugin of which one name is taken gives none of its tools")
    func allOrNothing() async throws {
        let folder = try Folder()
        let path = try BundledPlugin.copy("bootstrap", to: folder)
        let client = AssayClient()
        try client.registerTool(ScriptedTool("bootstrap-regression") { _ in [:] })
        let error = try await #require(throws: AssayError.self) { try await client.loadPlugins(from: path) }
        #expect(error.code == .duplicateTool)
        #expect(client.listTools().keys.sorted() == ["bootstrap-regression"])
        client.registry.unregister("bootstrap-regression")
        #expect(try await client.loadPlugins(from: path).tools == ["bootstrap", "bootstrap-regression"])
    }

    @Test("The search path comes from the environment that is handed in")
    func searchPath() async throws {
        let folder = try Folder()
        _ = try BundledPlugin.copy("kmeans", to: folder)
        let client = AssayClient()
        let environment = ["ASSAY_PLUGIN_PATH": "\(folder.file("none")):\(folder.path)"]
        #expect(try await client.loadPlugins(environment: [:], executablePath: nil) == PluginReport())
        #expect(try await client.loadPlugins(environment: environment, executablePath: nil).tools == ["kmeans"])
    }
}
