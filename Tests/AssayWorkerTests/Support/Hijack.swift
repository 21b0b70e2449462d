import Assay
import Foundation
import Testing

/// A way for somebody else to get code of theirs into a worker.
struct Hijack: Sendable, CustomTestStringConvertible {
    let name: String
    var needsRoot = false
    /// Tries it, and tells whether it was refused for the right reason, with nothing run.
    let isRefused: @Sendable (Stage) async throws -> Bool

    var testDescription: String { name }

    /// Where it is tried: a folder of its own with a plugin that leaves a mark when it is loaded.
    struct Stage {
        let folder: Folder
        let plugin: String

        init() throws {
            folder = try Folder()
            plugin = try Self.plugin(in: folder)
        }

        /// Builds a plugin that leaves a mark.
        static func plugin(in folder: Folder) throws -> String {
            try Sample(
                declarations: """
                    __attribute__((constructor)) static void start(void) {
                        close(open("\(folder.file("mark"))", O_CREAT | O_WRONLY, 0600));
                    }
                    """
            ).build(in: folder)
        }

        var hasRun: Bool { FileManager.default.fileExists(atPath: folder.file("mark")) }

        /// Whether loading that path is refused with that code, and nothing has run.
        func refuses(_ path: String, _ code: AssayError.Code = .unsafePath, pin: String? = nil) -> Bool {
            var options = WorkerOptions.test
            // A sandbox would keep the mark from being left.
            options.sandbox = .off
            do throws(AssayError) {
                _ = try PluginLoader.load(path: path, isolation: .worker(options), pinnedSHA256: pin)
                return false
            } catch {
                return error.code == code && !hasRun
            }
        }

        /// Whether the plugin is refused when its file has that mode.
        func refusesMode(_ mode: Int) throws -> Bool {
            try setMode(mode, plugin)
            return refuses(plugin)
        }

        func setMode(_ mode: Int, _ path: String) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }

        /// Moves the plugin into a new folder of that mode, and returns its path there.
        func move(into name: String, mode: Int) throws -> String {
            let inner = folder.file(name)
            try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
            try FileManager.default.moveItem(atPath: plugin, toPath: "\(inner)/libsample.so")
            try setMode(mode, folder.file(String(name.split(separator: "/")[0])))
            return "\(inner)/libsample.so"
        }
    }
}

extension Hijack {
    static let all = writable + replaced + unexpected + environment + owned

    private static let writable = [
        Hijack(name: "a file its group may write") { try $0.refusesMode(0o775) },
        Hijack(name: "a file everybody may write") { try $0.refusesMode(0o757) },
        Hijack(name: "a setuid file") { try $0.refusesMode(0o4755) },
        Hijack(name: "a setgid file") { try $0.refusesMode(0o2755) },
        Hijack(name: "a folder its group may write") { $0.refuses(try $0.move(into: "open", mode: 0o775)) },
        Hijack(name: "a folder everybody may write") { $0.refuses(try $0.move(into: "open", mode: 0o777)) },
        Hijack(name: "a writable folder further up") { $0.refuses(try $0.move(into: "open/inner", mode: 0o777)) },
    ]

    private static let replaced = [
        Hijack(name: "a link that leads to a file others may write") { stage in
            try FileManager.default.createSymbolicLink(
                atPath: stage.folder.file("link.so"),
                withDestinationPath: try stage.move(into: "open", mode: 0o777)
            )
            return stage.refuses(stage.folder.file("link.so"))
        },
        Hijack(name: "a folder replaced by a link to one others may write") { stage in
            _ = try stage.move(into: "open", mode: 0o777)
            try FileManager.default.createSymbolicLink(
                atPath: stage.folder.file("safe"),
                withDestinationPath: stage.folder.file("open")
            )
            return stage.refuses(stage.folder.file("safe/libsample.so"))
        },
        Hijack(name: "another file than the pinned one") { stage in
            stage.refuses(stage.plugin, .loadFailed, pin: String(repeating: "0", count: 64))
        },
        Hijack(name: "a file swapped between check and load") { try await isSwapRefused($0) },
    ]

    private static let unexpected = [
        Hijack(name: "a pipe") { stage in
            let pipe = stage.folder.file("pipe.so")
            guard mkfifo(pipe, 0o600) == 0 else { return false }
            return stage.refuses(pipe)
        },
        Hijack(name: "a device") { $0.refuses("/dev/zero") },
        Hijack(name: "a folder") { $0.refuses($0.folder.path) },
        Hijack(name: "a file over 64 MiB") { stage in
            guard truncate(stage.plugin, 64 << 20 + 1) == 0 else { return false }
            return stage.refuses(stage.plugin, .loadFailed)
        },
        Hijack(name: "a bare name, which the loader would search for") { $0.refuses("libm.so.6", .loadFailed) },
        Hijack(name: "a path that a zero byte cuts short") { $0.refuses("\($0.plugin)\0.txt", .loadFailed) },
    ]

    private static let environment = [
        Hijack(name: "LD_PRELOAD of the host") { stage in
            let preloaded = try stage.neighbours().foreign
            return try stage.isDeaf(to: ["LD_PRELOAD": preloaded])
        },
        Hijack(name: "LD_LIBRARY_PATH of the host") { stage in
            _ = try stage.neighbours()
            return try stage.isDeaf(to: ["LD_LIBRARY_PATH": stage.folder.file("foreign")])
        },
    ]

    private static let owned = [
        Hijack(name: "a file of another user", needsRoot: true) { stage in
            guard chown(stage.plugin, 12345, 12345) == 0 else { return false }
            return stage.refuses(stage.plugin)
        },
        Hijack(name: "a folder of another user", needsRoot: true) { stage in
            guard chown(stage.folder.path, 12345, 12345) == 0 else { return false }
            return stage.refuses(stage.plugin)
        },
    ]

    /// A plugin with a library beside it is loaded from its path, where it can be changed after the check.
    private static func isSwapRefused(_ stage: Stage) async throws -> Bool {
        let path = try stage.neighbours().plugin
        var options = WorkerOptions.test
        options.sandbox = .off
        options.callsPerWorker = 1
        let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        guard try await tool.ask()["possible"] == 0 else { return false }
        let foreign = try Stage()
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: foreign.plugin, toPath: path)
        return try await tool.failure().code == .loadFailed && !foreign.hasRun
    }
}

extension Hijack.Stage {
    /// Builds a plugin that answers what a library beside it says, 0, and a foreign one of the same name that says 1.
    fileprivate func neighbours() throws -> (plugin: String, foreign: String) {
        var built: [String] = []
        for (place, answer) in [("own", 0), ("foreign", 1)] {
            try FileManager.default.createDirectory(atPath: folder.file(place), withIntermediateDirectories: false)
            let source = try folder.write(
                "\(place)/other.c",
                "int from_the_other_library(void) { return \(answer); }"
            )
            built.append(try Compiler.library(source, to: folder.file("\(place)/libother.so")))
        }
        let plugin = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/12-needs-library.c"),
            to: folder.file("own/lib12.so"),
            flags: ["-L\(folder.file("own"))", "-Wl,--no-as-needed", "-lother", "-Wl,-rpath,$ORIGIN"]
        )
        return (plugin, built[1])
    }

    /// Whether a host with these variables still gets the answer of the library beside the plugin.
    fileprivate func isDeaf(to variables: [String: String]) throws -> Bool {
        let good = try Sample().build(in: folder, name: "good.so")
        let lines = try Driver.trial([good, folder.file("own/lib12.so")], variables: variables)
        return lines.first?["stage"] == "answer" && lines.first?["possible"] == 0
    }
}
