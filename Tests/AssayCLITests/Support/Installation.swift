import Foundation

/// The program and its plugins, copied to a place nobody else can write, as an installation would have them.
///
/// A checkout is often a place its group can write to, and there no plugin is loaded.
enum Installation {
    private static let folder = Result { try install() }

    /// The program with the bundled plugins beside it.
    static func program() throws -> String { try folder.get().file("bin/assay") }

    /// The program alone.
    static func bareProgram() throws -> String { try folder.get().file("bare/assay") }

    /// The plugin whose calls do what their request says; see ``ProbePlugin``.
    static func probe() throws -> String { try folder.get().file("probe/libprobe.so") }

    static let bundledTools = ["annealing", "bootstrap", "bootstrap-regression", "kmeans"]

    private static func install() throws -> Folder {
        let folder = try Folder()
        for name in ["bin", "bare", "probe"] { try folder.folder(name) }
        for place in ["bin", "bare"] {
            for program in ["assay", "assay-worker"] {
                try folder.copy(Package.product(program), as: "\(place)/\(program)")
            }
        }
        for plugin in ["libkmeans.so", "libannealing.so", "libbootstrap.so"] {
            try folder.copy(Package.product(plugin), as: "bin/\(plugin)")
            try folder.setMode(0o755, "bin/\(plugin)")
        }
        try CPlugin.compile(ProbePlugin.source, to: folder.file("probe/libprobe.so"))
        // A global outlives every test, so its end must be asked for.
        atexit {
            if let folder = try? Installation.folder.get() { try? FileManager.default.removeItem(atPath: folder.path) }
        }
        return folder
    }
}
