import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Finding plugins in a folder")
struct PluginDiscoveryTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// A plugin whose constructor leaves a file behind.
    private func marking(_ marker: String) -> PluginSource {
        PluginSource(
            includes: "#include <stdio.h>",
            declarations: """
                __attribute__((constructor)) static void mark(void) {
                    FILE *file = fopen("\(marker)", "w");
                    if (file) fclose(file);
                }
                """
        )
    }

    @Test("Looking at a plugin runs none of its code; loading does")
    func noCodeRuns() throws {
        let marker = folder.file("marker")
        let path = try marking(marker).build(in: folder)
        #expect(try PluginDiscovery.scan(folder.path).plugins.map(\.path) == [path])
        _ = try PluginDiscovery.inspect(path)
        #expect(!FileManager.default.fileExists(atPath: marker))
        _ = try PluginLoader.load(path: path)
        #expect(FileManager.default.fileExists(atPath: marker))
    }

    @Test("Plugins are listed by name with their digest, and other files are left out")
    func listing() throws {
        for name in ["libb.so", "liba.so"] {
            _ = try PluginSource().build(in: folder, name: name, flags: ["-Wl,--no-as-needed"])
        }
        _ = try PluginSource.compile("int other(void) { return 1; }", in: folder, name: "libother.so")
        try folder.write("libscript.so", Array("INPUT(-lc)".utf8))
        try folder.write("README", Array("plugins".utf8))
        let scan = try PluginDiscovery.scan(folder.path)
        #expect(scan.plugins.map(\.path) == [folder.file("liba.so"), folder.file("libb.so")])
        #expect(scan.refused.isEmpty)
        let expected = try Shell.run(["sha256sum", folder.file("liba.so")]).prefix(64)
        #expect(scan.plugins[0].sha256 == expected)
        #expect(scan.plugins[0].neededLibraries.contains("libc.so.6"))
    }

    @Test("A damaged or unsafe plugin is refused with the reason and does not hide the others")
    func refusals() throws {
        let good = try PluginSource().build(in: folder, name: "libgood.so")
        let bytes = try Folder.bytes(good)
        try folder.write("libcut.so", Array(bytes[..<100]))
        try folder.write("libopen.so", bytes, mode: 0o777)
        let scan = try PluginDiscovery.scan(folder.path + "/")
        #expect(scan.plugins.map(\.path) == [good])
        #expect(scan.refused.map(\.path) == [folder.file("libcut.so"), folder.file("libopen.so")])
        #expect(scan.refused.map(\.reason.code) == [.loadFailed, .unsafePath])
    }

    @Test("An unsafe library that is no plugin is nobody's concern")
    func unsafeOther() throws {
        let path = try PluginSource.compile("int other(void) { return 1; }", in: folder, name: "libother.so")
        try Folder.setMode(0o777, path)
        #expect(try PluginDiscovery.scan(folder.path) == PluginScan())
    }

    @Test("A file somebody named is refused where a folder's file would be left out")
    func namedFile() throws {
        let path = try PluginSource.compile("int other(void) { return 1; }", in: folder, name: "libother.so")
        let error = try #require(throws: AssayError.self) { try PluginDiscovery.inspect(path) }
        #expect(error.message.hasPrefix("\(path) is no plugin: it does not export the function assay_plugin_entry"))
        try folder.write("notes.so", Array("notes".utf8))
        #expect(throws: AssayError.self) { try PluginDiscovery.inspect(folder.file("notes.so")) }
    }

    @Test("A folder that does not exist holds nothing; a file in its place is an error")
    func missingFolder() throws {
        #expect(try PluginDiscovery.scan(folder.file("none")) == PluginScan())
        try folder.write("file", [])
        let error = try #require(throws: AssayError.self) { try PluginDiscovery.scan(folder.file("file")) }
        #expect(error.code == .fileError)
    }
}
