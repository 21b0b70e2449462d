import Foundation

/// Where the package lies, and where its products were built.
enum Package {
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path()

    static func path(_ relative: String) -> String { URL(filePath: root).appending(path: relative).path() }

    /// A product beside the bundle of the tests.
    static func product(_ name: String) throws -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path()
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
            .map { URL(filePath: $0).deletingLastPathComponent().path() }
        let folders = bundles + [program, path(".build/debug"), path(".build/release")]
        let places = folders.map { URL(filePath: $0).appending(path: name).path() }
        guard let found = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw Missing(name: name)
        }
        return found
    }

    struct Missing: Error {
        let name: String
    }
}
