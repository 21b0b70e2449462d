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

    init(_ source: String) throws {
        folder = try Folder()
        path = folder.file("libfixture.so")
        let known = Self.compiled.withLock { $0[source] }
        let bytes = try known ?? Self.compile(source, in: folder)
        Self.compiled.withLock { $0[source] = bytes }
        try bytes.write(to: URL(filePath: path))
        try Folder.setMode(0o755, path)
    }

    private static func compile(_ source: String, in folder: Folder) throws -> Data {
        let output = folder.file("compiled.so")
        try Data(source.utf8).write(to: URL(filePath: folder.file("fixture.c")))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["cc", "-std=gnu11", "-O1", "-shared", "-fPIC", "-o", output, folder.file("fixture.c")]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CompilerFailure() }
        return try Data(contentsOf: URL(filePath: output))
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
