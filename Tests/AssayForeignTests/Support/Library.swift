import AssayCore
import AssayPlugins
import Foundation
import Synchronization
import Testing

/// A small C library made for a test, and manifests about it.
struct Library {
    let folder: Folder
    let path: String

    struct CompilerFailure: Error {}

    /// Compiling takes longest, so what was compiled is kept; files go away with their tests.
    private static let compiled = Mutex<[String: Data]>([:])

    /// Compiles a source; `-g` in the options makes debug information.
    init(_ source: String, options: [String] = []) throws {
        folder = try Folder()
        path = folder.file("libfixture.so")
        let key = options.joined(separator: " ") + "\n" + source
        let known = Self.compiled.withLock { $0[key] }
        let bytes = try known ?? Self.compile(source, options, in: folder)
        Self.compiled.withLock { $0[key] = bytes }
        try bytes.write(to: URL(filePath: path))
        try Folder.setMode(0o755, path)
    }

    private static func compile(_ source: String, _ options: [String], in folder: Folder) throws -> Data {
        let output = folder.file("compiled.so")
        try Data(source.utf8).write(to: URL(filePath: folder.file("fixture.c")))
        let words = ["cc", "-std=gnu11", "-O1", "-shared", "-fPIC"] + options
        try run(words + ["-o", output, folder.file("fixture.c")])
        return try Data(contentsOf: URL(filePath: output))
    }

    /// Runs a program of the compiler's.
    static func run(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CompilerFailure() }
    }

    /// A manifest with these functions.
    func manifest(_ functions: String, structs: String = "{}") throws -> ForeignManifest {
        let text = #"{"library": "\#(path)", "structs": \#(structs), "functions": [\#(functions)]}"#
        return try ForeignManifest(Value(json: text), file: "fixture.json")
    }

    /// The first tool of a manifest with these functions.
    func tool(_ functions: String, structs: String = "{}", callTool: ForeignToolCaller? = nil) throws -> any Tool {
        let manifest = try manifest(functions, structs: structs)
        return try #require(try ForeignLibrary.load(manifest: manifest, callTool: callTool).first)
    }
}
