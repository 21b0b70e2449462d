import AssayCore
import AssayPlugins
import Foundation
import Testing

/// A plugin of this package, as `swift build` leaves it.
///
/// It is copied to a folder of its own first, because what may be written by a group is no safe place for plugins, and
/// a checkout often is such a place.
enum BundledPlugin {
    static func tools(_ product: String) throws -> [any Tool] {
        let folder = try Folder()
        let built = try #require(
            buildFolders.map { "\($0)/lib\(product).so" }.first { FileManager.default.fileExists(atPath: $0) }
        )
        let copy = try folder.write("lib\(product).so", try Folder.bytes(built), mode: 0o755)
        return try PluginLoader.load(path: copy)
    }

    static func tool(_ name: String, of product: String? = nil) throws -> any Tool {
        try #require(try tools(product ?? name).first { $0.name == name })
    }

    /// The bundle of the tests lies beside the products it was built with.
    private static var buildFolders: [String] {
        let program =
            PluginSearchPath.currentExecutable().map { [URL(filePath: $0).deletingLastPathComponent().path()] } ?? []
        let arguments = CommandLine.arguments.filter { $0.contains(".xctest") }
            .map { URL(filePath: $0).deletingLastPathComponent().path() }
        return program + arguments + [Package.path(".build/debug"), Package.path(".build/release")]
    }

    /// An example request, with the path of its data made absolute.
    static func request(_ name: String) throws -> Value {
        var request = try #require(try Value(json: Package.json("Examples/Requests/\(name).json")).object)
        let csv = try #require(request["csv"]?.string)
        request["csv"] = .string(Package.path(csv))
        return .object(request)
    }
}

extension Value {
    /// The request with one member replaced.
    func with(_ key: String, _ value: Value?) -> Value {
        var members = object ?? [:]
        members[key] = value
        return .object(members)
    }
}
