import Foundation

/// Where things are in this package.
enum Package {
    static func path(_ relative: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../\(relative)").standardized.path()
    }

    /// A product of the build the tests belong to.
    static func product(_ name: String) throws -> String {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
            .map { URL(filePath: $0).deletingLastPathComponent().path() }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path()
        let places = (bundles + [program, path(".build/debug"), path(".build/release")]).map { "\($0)/\(name)" }
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
        }
        return place
    }
}
