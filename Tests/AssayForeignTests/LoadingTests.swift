import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Loading the library of a manifest")
struct LoadingTests {
    private func load(_ library: String, _ symbol: String, rest: String = "") throws -> [any Tool] {
        let json = #"{"library": "\#(library)", "functions": [{"name": "f", "symbol": "\#(symbol)"\#(rest)}]}"#
        return try ForeignLibrary.load(manifest: ForeignManifest(Value(json: json), file: "m.json"))
    }

    private func refusal(_ library: String, _ symbol: String, rest: String = "") throws -> AssayError {
        try #require(throws: AssayError.self) { try load(library, symbol, rest: rest) }
    }

    @Test("A library that the system does not have is refused")
    func missingLibrary() throws {
        let error = try refusal("libassay-none.so.9", "f")
        #expect(error.code == .loadFailed)
        #expect(error.message.hasPrefix("libassay-none.so.9 cannot be loaded: "))
        #expect(try refusal("/nowhere/libnone.so", "f").message.contains("No such file"))
    }

    @Test("A function that the library does not have is refused before anything is called")
    func missingSymbol() throws {
        let error = try refusal("libm.so.6", "power")
        #expect(error.code == .loadFailed)
        #expect(error.message.hasPrefix("m.json: f: /"))
        #expect(error.message.hasSuffix("libm.so.6 has no function power"))
    }

    @Test("A free function that the library does not have is refused")
    func missingFree() throws {
        let rest = #", "returns": {"name": "x", "type": "cstring", "free": "releases"}"#
        #expect(try refusal("libm.so.6", "cos", rest: rest).message.hasSuffix("has no function releases"))
    }

    @Test("Data is no function")
    func data() throws {
        let library = try Library("int counter = 1; const int limit = 2; int get(void) { return counter + limit; }")
        for symbol in ["counter", "limit"] {
            let error = try refusal(library.path, symbol)
            #expect(error == AssayError(.loadFailed, "m.json: f: \(symbol) in \(library.path) is data and no function"))
        }
        #expect(try load(library.path, "get").count == 1)
    }

    @Test("A library that others could have changed is refused", arguments: [0o777, 0o775])
    func unsafeFile(mode: Int) throws {
        let library = try Library("int get(void) { return 1; }")
        try Folder.setMode(mode, library.path)
        let error = try refusal(library.path, "get")
        #expect(error.code == .unsafePath)
        #expect(error.message == "\(library.path) can be written by others; remove that with: chmod go-w")
    }

    @Test("A library below a folder that others can write to is refused as a library, not as a plugin")
    func unsafeFolder() throws {
        let library = try Library("int get(void) { return 1; }")
        try Folder.setMode(0o777, library.folder.path)
        let message = try refusal(library.path, "get").message
        #expect(
            message == "\(library.folder.path), above a library, can be written by others; remove that with: chmod go-w"
        )
    }

    @Test("A file that is no shared library is refused before it is loaded")
    func otherFile() throws {
        let library = try Library("int get(void) { return 1; }")
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: library.path))
        let error = try refusal(library.path, "get")
        #expect(error.code == .loadFailed)
        #expect(error.message.contains("a library is a 64-bit"))
    }

    @Test("What the manifest says about a function, the structs and the library decides its digest, and nothing else")
    func manifestDigest() throws {
        func digest(_ text: String) throws -> String {
            let value = try Value(json: text)
            return try #require(ForeignManifest(value, file: "m.json").functions.first).manifestSHA256
        }
        let text = #"{"library": "libm.so.6", "functions": [{"name": "f", "symbol": "cos"}]}"#
        let base = try digest(text)
        #expect(base.count == 64)
        #expect(try digest(text.replacing(#""symbol": "cos""#, with: #""symbol":"cos""#)) == base)
        #expect(try digest(text.replacing("]}", with: #", {"name": "g", "symbol": "sin"}]}"#)) == base)
        #expect(try digest(text.replacing("cos", with: "sin")) != base)
        #expect(try digest(text.replacing("libm.so.6", with: "libm.so")) != base)
        #expect(
            try digest(text.replacing("{\"lib", with: #"{"structs": {"s": [{"name": "x", "type": "i8"}]}, "lib"#))
                != base
        )
    }

    @Test("A library that changed after it was loaded is refused")
    func changed() throws {
        let library = try Library("int get(void) { return 1; }")
        #expect(try load(library.path, "get").count == 1)
        let other = try Library("int get(void) { return 2; }")
        try FileManager.default.removeItem(atPath: library.path)
        try FileManager.default.copyItem(atPath: other.path, toPath: library.path)
        let error = try refusal(library.path, "get")
        #expect(error.code == .loadFailed)
        #expect(error.message.hasSuffix("changed after it was loaded; start the program again to use it"))
    }

    @Test("Two manifests share one loaded library")
    func shared() async throws {
        let library = try Library("int next(void) { static int n; return ++n; }")
        let rest = #", "returns": {"name": "n", "type": "i32"}"#
        #expect(try await load(library.path, "next", rest: rest)[0].answer() == ["n": 1])
        #expect(try await load(library.path, "next", rest: rest)[0].answer() == ["n": 2])
    }

    @Test("The tool carries what the manifest says and the library's digest")
    func descriptor() throws {
        let library = try Library("int get(void) { return 1; }")
        let json = """
            {"library": "\(library.path)", "version": "3.2.1", "provider": "Us", "namespace": "us", "functions": [
                {"name": "get", "symbol": "get", "description": "One", "capabilities": ["counting"],
                 "flags": {"deterministic": false}}]}
            """
        let tool = try #require(
            try ForeignLibrary.load(manifest: ForeignManifest(Value(json: json), file: "m.json")).first
        )
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: library.path)))
        let expected = ToolDescriptor(
            name: "us-get",
            version: "3.2.1",
            description: "One",
            capabilities: ["counting"],
            provider: "Us",
            inputSchema: tool.descriptor.inputSchema,
            outputSchema: tool.descriptor.outputSchema,
            flags: [.idempotent],
            origin: .function(
                path: library.path,
                sha256: SHA256.hexDigest(of: bytes),
                manifestSHA256: try #require(tool.descriptor.origin.manifestSHA256)
            )
        )
        #expect(tool.descriptor == expected)
    }
}
