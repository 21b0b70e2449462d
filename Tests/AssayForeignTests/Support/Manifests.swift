import AssayCore
import AssayPlugins
import Foundation
import Testing

/// The manifests of this package.
enum Manifests {
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path()

    static func shipped(_ name: String) throws -> ForeignManifest {
        let file = "Examples/Foreign/\(name).tool.json"
        let text = try String(contentsOfFile: URL(filePath: root).appending(path: file).path(), encoding: .utf8)
        return try ForeignManifest(Value(json: text), file: file)
    }

    static func tool(_ name: String, of manifest: String) throws -> any Tool {
        try #require(try ForeignLibrary.load(manifest: shipped(manifest)).first { $0.name == name })
    }

    /// A manifest about one function of the C library, with the rest of the function as JSON.
    static func function(_ rest: String, symbol: String = "abs", structs: String = "{}") throws -> ForeignManifest {
        let function = #"{"name": "f", "symbol": "\#(symbol)", \#(rest)}"#
        let text = #"{"library": "libc.so.6", "structs": \#(structs), "functions": [\#(function)]}"#
        return try ForeignManifest(Value(json: text), file: "m.json")
    }
}
