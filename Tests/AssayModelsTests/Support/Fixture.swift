import AssayCore
import Foundation
import Testing

/// A body or stream under `Fixtures`.
enum Fixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let root = try #require(Bundle.module.resourceURL)
        return Array(try Data(contentsOf: root.appendingPathComponent("Fixtures/\(name)")))
    }

    static func value(_ name: String) throws -> Value { try Value(jsonBytes: bytes(name)) }
}
