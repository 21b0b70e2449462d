import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Loading a plugin file")
struct PluginLoaderTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func failure(_ path: String, pin: String? = nil) throws -> AssayError {
        try #require(throws: AssayError.self) { try PluginLoader.load(path: path, pinnedSHA256: pin) }
    }

    /// A plugin that appends a letter to a file each time its entry function runs.
    private func counting(_ marker: String) -> PluginSource {
        PluginSource(
            includes: "#include <stdio.h>",
            entry: """
                (void)error;
                FILE *file = fopen("\(marker)", "a");
                if (file) { fputc('x', file); fclose(file); }
                return &plugin;
                """
        )
    }

    @Test("A pinned digest is compared without regard to case")
    func pinned() throws {
        let path = try PluginSource().build(in: folder)
        let digest = try PluginDiscovery.inspect(path).sha256
        #expect(try PluginLoader.load(path: path, pinnedSHA256: digest.uppercased()).count == 1)
        let error = try failure(path, pin: String(repeating: "0", count: 64))
        #expect(error.code == .loadFailed)
        #expect(error.message.contains("has SHA-256 \(digest) and not the pinned 0000"))
    }

    @Test("A plugin with another digest than the pinned one runs no code")
    func pinnedBeforeCode() throws {
        let marker = folder.file("marker")
        let path = try counting(marker).build(in: folder)
        _ = try failure(path, pin: "0")
        #expect(!FileManager.default.fileExists(atPath: marker))
    }

    @Test("One file is loaded once, under whatever name")
    func once() throws {
        let marker = folder.file("marker")
        let path = try counting(marker).build(in: folder)
        let link = folder.file("link.so")
        let hard = folder.file("hard.so")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        try FileManager.default.linkItem(atPath: path, toPath: hard)
        for name in [path, link, hard, path] { #expect(try PluginLoader.load(path: name).map(\.name) == ["sample"]) }
        #expect(try Folder.bytes(marker).count == 1)
    }

    @Test("Threads that load at once get the same plugin, entered once")
    func concurrentLoads() async throws {
        let marker = folder.file("marker")
        let path = try counting(marker).build(in: folder)
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try PluginLoader.load(path: path).count } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 1, count: 8))
        #expect(try Folder.bytes(marker).count == 1)
    }

    @Test("A plugin that refused to load may be asked again")
    func askedAgain() throws {
        let path = try PluginSource(
            entry: "(void)error; static int calls; return calls++ ? &plugin : 0;"
        ).build(in: folder)
        #expect(try failure(path).message.hasSuffix("refused to load and gave no reason"))
        #expect(try PluginLoader.load(path: path).count == 1)
    }

    @Test("A file put in the place of a loaded one is refused rather than answered by the old code")
    func replaced() throws {
        let path = try PluginSource().build(in: folder)
        let tools = try PluginLoader.load(path: path)
        try FileManager.default.moveItem(atPath: path, toPath: folder.file("old.so"))
        _ = try PluginSource(version: "ASSAY_TEXT(\"2\")").build(in: folder)
        #expect(try failure(path).message.contains("replaced a plugin that is still loaded"))
        #expect(try PluginLoader.load(path: folder.file("old.so")).map(\.name) == tools.map(\.name))
    }

    @Test("A file that was written to after it was loaded is refused")
    func changedInPlace() throws {
        let path = try PluginSource().build(in: folder)
        _ = try PluginLoader.load(path: path)
        let file = try #require(FileHandle(forWritingAtPath: path))
        // Behind everything that is mapped, so that the running code stays as it is.
        try file.seekToEnd()
        try file.write(contentsOf: Data([0]))
        try file.close()
        #expect(try failure(path).message.contains("changed after it was loaded"))
    }

    @Test("A library with a symbol that nobody has cannot be loaded")
    func missingSymbol() throws {
        let source = PluginSource(declarations: "void nobody_has_this(void);", invoke: "nobody_has_this(); return 1;")
        let path = try source.build(in: folder)
        let error = try failure(path)
        #expect(error.code == .loadFailed)
        #expect(error.message.contains("cannot be loaded"))
        #expect(error.message.contains("nobody_has_this"))
    }

    @Test("A library without the entry function is no plugin")
    func noEntry() throws {
        let path = try PluginSource.compile("int other(void) { return 1; }", in: folder, name: "libother.so")
        #expect(try failure(path).message.contains("is no plugin"))
    }

    @Test("Text is no plugin")
    func text() throws {
        let path = try folder.write("notes.so", Array("notes".utf8))
        #expect(try failure(path).message.contains("is not an ELF file"))
    }

    @Test("What a plugin logs arrives cut and clean, with its level")
    func log() throws {
        let lines = SignalRecorder<PluginLogLine>()
        let path = try PluginSource(
            entry: #"""
                (void)error;
                static char long_line[4000];
                memset(long_line, 'x', sizeof(long_line));
                host->log(host, ASSAY_LOG_WARNING, assay_text_of("two\nlines\x1b[2J"));
                host->log(host, 99, (assay_text){long_line, sizeof(long_line)});
                host->log(host, 3, (assay_text){0, 7});
                host->log(0, 3, assay_text_of("nobody"));
                return &plugin;
                """#
        ).build(in: folder)
        _ = try PluginLoader.load(path: path) { lines.record($0) }
        #expect(lines.signals.map(\.level) == [.warning, .info])
        #expect(lines.signals.map(\.path) == [path, path])
        #expect(lines.signals[0].message == "two lines [2J")
        #expect(lines.signals[1].message == String(repeating: "x", count: 1024))
    }
}
