import Assay
import AssayTesting
import Foundation

/// A folder of its own that goes away with the value.
final class Folder: Sendable {
    let path: String

    init() throws {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        path = parent.appending(path: "assay-client-\(UUID())").path()
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
        return file(name)
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

/// A plugin of this package, copied to a place nobody else can write.
enum BundledPlugin {
    static func copy(_ product: String, to folder: Folder) throws -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") }
            .map { URL(filePath: $0).deletingLastPathComponent() }
        let package = URL(filePath: #filePath).appending(path: "../../..").standardized
        let places =
            bundles + [program, package.appending(path: ".build/debug"), package.appending(path: ".build/release")]
        let files = places.map { $0.appending(path: "lib\(product).so").path() }
        guard let built = files.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw AssayError(.fileError, "lib\(product).so is not built")
        }
        let copy = folder.file("lib\(product).so")
        try FileManager.default.copyItem(atPath: built, toPath: copy)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy)
        return copy
    }

    /// A request to the tool `kmeans`.
    static let request: Value = {
        let data = URL(filePath: #filePath).appending(path: "../../../Examples/Data/iris.csv").standardized.path()
        return ["csv": .string(data), "clusters": 3]
    }()
}

/// Tools whose answers are known.
enum Tools {
    /// Answers its own request.
    static let echo = ScriptedTool("echo") { $0.request }

    /// Answers the last digit of its seed, so that the ten first seeds do not agree.
    static let digit = ScriptedTool("digit") { ["digit": Value(seed: $0.seed % 10)] }

    /// Fails at every other seed of the ten first.
    static let flaky = ScriptedTool("flaky") { call in
        if call.replicate % 2 == 1 { throw AssayError(.toolFailed, "no luck") }
        return ["answer": 42]
    }

    static let broken = ScriptedTool("broken") { _ in throw AssayError(.toolFailed, "never works") }

    /// Answers once the gate is open.
    static func waiting(_ gate: Gate) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "waiting", flags: [.concurrent])) { call in
            await gate.wait()
            if call.isCancelled { throw AssayError(.cancelled, "gave up") }
            return ToolResult(["answer": 42])
        }
    }
}
