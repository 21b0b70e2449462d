import AssayCore
import AssayPlugins
import Foundation
import Testing

/// A small C library made for a test, and manifests about it.
struct Library {
    let folder: Folder
    let path: String

    struct CompilerFailure: Error {}

    init(_ source: String) throws {
        folder = try Folder()
        path = folder.file("libfixture.so")
        try Data(source.utf8).write(to: URL(filePath: folder.file("fixture.c")))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["cc", "-std=gnu11", "-O1", "-shared", "-fPIC", "-o", path, folder.file("fixture.c")]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CompilerFailure() }
        try Folder.setMode(0o755, path)
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
