public import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Finds plugin files by reading them; nothing in them runs.
public enum PluginDiscovery {
    /// Looks at every shared library and manifest in a directory, in the order of their names.
    ///
    /// A library that does not export the entry function is no plugin and is left out. One that does, or cannot be
    /// told, and could not be loaded is refused with the reason. A directory that does not exist holds nothing.
    ///
    /// - Throws: ``AssayError/Code/fileError`` when the directory exists and cannot be read.
    public static func scan(_ directory: String) throws(AssayError) -> PluginScan {
        var scan = PluginScan()
        for name in try names(in: directory) {
            let path = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
            do throws(AssayError) {
                if isManifest(name) {
                    // What it says decides which code runs, so it is as dangerous as a plugin.
                    if let weakness = try PluginFile(path: path, kind: .manifest).weakness { throw weakness }
                    scan.manifests.append(path)
                } else if let plugin = try examine(path) {
                    scan.plugins.append(plugin)
                }
            } catch {
                scan.refused.append(RefusedPlugin(path: path, reason: error))
            }
        }
        return scan
    }

    /// Looks at one file that somebody named.
    ///
    /// - Throws: ``AssayError`` with the reason when it is no plugin or could not be loaded.
    public static func inspect(_ path: String) throws(AssayError) -> FoundPlugin {
        let file = try PluginFile(path: path)
        if let weakness = file.weakness { throw weakness }
        let image = try file.image()
        guard image.exportsEntry else { throw file.noEntry() }
        return FoundPlugin(file, image)
    }

    private static func examine(_ path: String) throws(AssayError) -> FoundPlugin? {
        let file = try PluginFile(path: path)
        #if os(Linux)
            // Text files named .so exist: they are scripts of the linker.
            guard PluginImage.isELF(file.bytes) else { return nil }
        #endif
        let image = try file.image()
        guard image.exportsEntry else { return nil }
        if let weakness = file.weakness { throw weakness }
        return FoundPlugin(file, image)
    }
}

extension PluginDiscovery {
    #if canImport(Darwin)
        private static let suffix = ".dylib"
    #else
        private static let suffix = ".so"
    #endif

    /// Whether a name is that of a manifest of functions.
    public static func isManifest(_ name: String) -> Bool {
        [".tool.yaml", ".tool.yml", ".tool.json"].contains { name.hasSuffix($0) }
    }

    private static func names(in directory: String) throws(AssayError) -> [String] {
        guard let stream = opendir(directory) else {
            let code = errno
            if code == ENOENT { return [] }
            throw AssayError(.fileError, "\(directory) cannot be listed: \(PluginFile.reason(code))")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if name.hasSuffix(suffix) || isManifest(name), name.utf8.first != UInt8(ascii: ".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
