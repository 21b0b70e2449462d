#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a worker may read of the current directory.
enum WorkingDirectory {
    /// The directory itself; of a home directory its visible entries, because keys lie in the hidden ones; nothing of `/`.
    static func readable() -> [String] {
        guard let path = canonical(".") else { return [] }
        guard path != "/" else { return [] }
        let home = getenv("HOME").flatMap { canonical(String(cString: $0)) }
        return path == home ? visibleEntries(of: path) : [path]
    }

    private static let entryLimit = 1000

    private static func canonical(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func visibleEntries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var entries: [String] = []
        while entries.count < entryLimit, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { entries.append("\(directory)/\(name)") }
        }
        return entries
    }
}
