internal import AssayCore
public import AssayPlugins
internal import Foundation

extension CrashQuarantine {
    /// A quarantine that outlives the process and holds for every process that names the file.
    ///
    /// - Parameter path: A JSON file, created when a plugin crashes. While it cannot be read or written, the quarantine is
    ///   this process's own.
    /// - Returns: the quarantine; keep one per process.
    public static func persistent(at path: String) -> CrashQuarantine {
        CrashQuarantine(archive: QuarantineFile(path: path))
    }

    /// Where a person's quarantine lies: `assay/quarantine.json` in the user's state directory.
    ///
    /// - Returns: the path; `nil` where the environment names neither a state directory nor a home.
    public static func defaultPath(environment: [String: String]) -> String? {
        StateDirectory.path(environment: environment).map { $0 + "/quarantine.json" }
    }
}

/// Crash histories in a JSON file.
struct QuarantineFile: CrashArchive {
    let path: String

    /// A file that is not there, or is damaged, keeps nobody out.
    func histories() -> [String: CrashHistory] {
        guard let document = try? JSONFile.read(path), let plugins = document["plugins"]?.object else { return [:] }
        var histories: [String: CrashHistory] = [:]
        for (digest, plugin) in plugins {
            histories[digest] = CrashHistory(
                crashesMS: plugin["crashes_ms"]?.array?.compactMap(\.int64) ?? [],
                quarantinedUntilMS: plugin["quarantined_until_ms"]?.int64
            )
        }
        return histories
    }

    @discardableResult
    func update(_ change: (inout [String: CrashHistory]) -> Void) -> Bool {
        guard let lock = lock() else { return false }
        // Closing it gives the lock back.
        defer { close(lock) }
        let before = histories()
        var histories = before
        change(&histories)
        guard histories != before else { return true }
        let document = Self.document(histories)
        return (try? JSONFile.write(path) { $0(document.canonicalJSON + "\n") }) != nil
    }

    private func lock() -> Int32? {
        let directory = URL(filePath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func document(_ histories: [String: CrashHistory]) -> Value {
        var plugins = Object()
        for (digest, history) in histories {
            plugins[digest] = [
                "crashes_ms": .array(history.crashesMS.map { .integer($0) }),
                "quarantined_until_ms": .orNull(history.quarantinedUntilMS),
            ]
        }
        return ["version": 1, "plugins": .object(plugins)]
    }
}
