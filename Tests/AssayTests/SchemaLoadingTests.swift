import Assay
import AssayTesting
import Foundation
import Testing

@Suite("Output schemas from files")
struct SchemaLoadingTests {
    private static let schema = #"{"type":"object","required":["answer"],"properties":{"answer":{"type":"integer"}}}"#

    @Test("A schema comes from a path or a file: URI, and answers are checked against it (S3-24)")
    func load() async throws {
        let folder = try Folder()
        let path = try folder.write("with space.json", Self.schema)
        let encoded = path.replacingOccurrences(of: " ", with: "%20")
        for uri in [path, "file://\(encoded)", "file://localhost\(encoded)", "file:\(encoded)", "FILE://\(encoded)"] {
            var options = BundleOptions(k: 2, stop: NeverRule())
            try await options.loadSchema(from: uri)
            #expect(options.schemaURI == uri)
            #expect(options.outputSchema?["required"] == ["answer"])
            let client = AssayClient()
            try client.registerTool(Tools.echo)
            let right = try await client.run(request: ["answer": 1], tool: "echo", bundle: options).output
            #expect(right.status == .complete)
            let wrong = try await client.run(request: ["answer": "x"], tool: "echo", bundle: options).output
            #expect(wrong.status == .failed)
            #expect(wrong.bundle.replicates.allSatisfy { $0.failure?.code == .badOutput && $0.data == ["answer": "x"] })
        }
    }

    @Test(
        "Nothing is fetched from a network",
        arguments: [
            "http://localhost/s.json", "https://e.org/s", "ftp://e.org/s", "file://elsewhere/s.json", "file:s.json",
        ]
    )
    func network(uri: String) async throws {
        var options = BundleOptions()
        let error = try await #require(throws: AssayError.self) { try await options.loadSchema(from: uri) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains("nothing is fetched from a network"))
        #expect(options.outputSchema == nil && options.schemaURI == nil)
    }

    @Test(
        "What is no schema is refused, naming the file, and the options stay as they were",
        arguments: [
            ("7", AssayError.Code.invalidSchema), (#"{"type":"blob"}"#, .invalidSchema), ("{", .invalidJSON),
            ("", .invalidJSON),
        ]
    )
    func noSchema(text: String, code: AssayError.Code) async throws {
        let folder = try Folder()
        let path = try folder.write("s.json", text)
        var options = BundleOptions()
        let error = try await #require(throws: AssayError.self) { try await options.loadSchema(from: path) }
        #expect(error.code == code)
        #expect(error.message.contains(path))
        #expect(options.outputSchema == nil && options.schemaURI == nil)
    }

    @Test("A schema file that is missing is refused")
    func missing() async throws {
        let folder = try Folder()
        var options = BundleOptions()
        let error = try await #require(throws: AssayError.self) {
            try await options.loadSchema(from: folder.file("none"))
        }
        #expect(error.code == .fileError)
        #expect(error.message.contains("there is no such file"))
    }
}
