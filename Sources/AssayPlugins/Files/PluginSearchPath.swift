#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where plugins are looked for.
public enum PluginSearchPath {
    /// The directories to scan, first ones first.
    ///
    /// 1. each absolute path in `ASSAY_PLUGIN_PATH`, separated by colons;
    /// 2. `$XDG_DATA_HOME/assay/plugins`, where a missing or relative `XDG_DATA_HOME` counts as `$HOME/.local/share`;
    /// 3. the directory of the executable.
    ///
    /// Relative paths are left out: what they mean would depend on the current directory. Nothing is looked up on disk.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - executablePath: the absolute path of the running program; `nil` leaves out its directory.
    /// - Returns: absolute paths, each once.
    public static func directories(environment: [String: String], executablePath: String?) -> [String] {
        let listed = environment["ASSAY_PLUGIN_PATH"]?.split(separator: ":").map(String.init) ?? []
        let candidates = listed + dataDirectory(environment) + [executablePath.flatMap(parent)].compactMap(\.self)
        var seen: Set<String> = []
        return candidates.filter { $0.hasPrefix("/") && seen.insert($0).inserted }
    }

    /// The absolute path of the running program, where the system tells.
    public static func currentExecutable() -> String? {
        #if os(Linux)
            guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
            defer { free(resolved) }
            return String(cString: resolved)
        #else
            return nil
        #endif
    }

    private static func dataDirectory(_ environment: [String: String]) -> [String] {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return ["\(data)/assay/plugins"] }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return [] }
        return ["\(home)/.local/share/assay/plugins"]
    }

    private static func parent(_ path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
