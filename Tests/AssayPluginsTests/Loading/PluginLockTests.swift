import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Plugins pinned by plugins.lock (P3)")
struct PluginLockTests {
    private let folder: Folder
    private let plugin: String
    private let digest: String

    init() throws {
        folder = try Folder()
        plugin = try PluginSource().build(in: folder)
        digest = try PluginDiscovery.inspect(plugin).sha256
    }

    private var name: String { URL(filePath: plugin).lastPathComponent }

    private func lock(_ text: String) throws { _ = try folder.write("plugins.lock", Array(text.utf8)) }

    private func failure() -> AssayError? {
        do throws(AssayError) {
            _ = try PluginLoader.load(path: plugin)
            return nil
        } catch {
            return error
        }
    }

    @Test("What sha256sum writes lets the plugins it names be loaded, from whatever directory it was told to look")
    func written() throws {
        for command in ["sha256sum *.so", "sha256sum ./*.so", "sha256sum -b *.so"] {
            try Shell.run(["sh", "-c", "cd '\(folder.path)' && \(command) > plugins.lock"])
            #expect(failure() == nil, "\(command)")
        }
    }

    @Test("Comments, empty lines, capital digits and a second digest of the same name do no harm")
    func lenient() throws {
        try lock("# ours\n\n\(digest.uppercased())  \(name)\n\(String(repeating: "0", count: 64))  \(name)\n")
        #expect(failure() == nil)
    }

    @Test("A plugin with other bytes, or that is not named, is refused, and none of its code runs")
    func refused() throws {
        let marker = folder.file("marker")
        let path = try PluginSource(
            includes: "#include <stdio.h>",
            entry: "(void)error; fclose(fopen(\"\(marker)\", \"a\")); return &plugin;"
        ).build(in: folder)
        try lock("\(String(repeating: "0", count: 64))  \(name)\n")
        let changed = #expect(throws: AssayError.self) { try PluginLoader.load(path: path) }
        #expect(changed?.code == .loadFailed)
        #expect(changed?.message.contains("plugins.lock does not name for it") == true)
        try lock("")
        let unnamed = #expect(throws: AssayError.self) { try PluginLoader.load(path: path) }
        #expect(unnamed?.message.contains("is not in \(folder.path)/plugins.lock") == true)
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test(
        "What is no list of digests is an error that names the line, and nothing is loaded",
        arguments: ["sample.so", "0123  sample.so", "DIGEST sample.so", "DIGEST  ", "DIGEST  ../NAME", "\u{FF}"]
    )
    func malformed(line: String) throws {
        try lock("\(digest)  \(name)\n\(line.replacing("DIGEST", with: digest).replacing("NAME", with: name))\n")
        #expect(failure()?.code == .loadFailed)
        #expect(failure()?.message.contains("plugins.lock line 2 is no SHA-256 and name of a plugin") == true)
    }

    @Test("A list that others could change pins nothing and lets nothing through")
    func unsafe() throws {
        try lock("\(digest)  \(name)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: folder.file("plugins.lock"))
        #expect(failure()?.code == .unsafePath)
    }
}
