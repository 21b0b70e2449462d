public import AssayCore

/// Loads plugin files into this process and makes their tools callable.
///
/// A plugin runs with the rights of this process and can end it; load only what you trust as much as your own code.
/// Loading is serialised, a file is loaded once however often it is asked for, and it is never unloaded.
public enum PluginLoader {
    /// Loads a plugin file and returns its tools.
    ///
    /// Before any of its code runs, the file must be safe from changes by others, be a shared library for this
    /// computer, export the entry function, and be named in `plugins.lock` where that file lies beside it. Everything the
    /// plugin says about its tools is then checked and copied.
    ///
    /// A tool's `execute` blocks its thread while the plugin works. Calls of one plugin run one after the other, except
    /// those of tools flagged ``ToolDescriptor/Flags/concurrent``.
    ///
    /// - Parameters:
    ///   - path: the file, with at least one `/`; symbolic links are followed.
    ///   - pinnedSHA256: what the SHA-256 of the bytes must be, in hexadecimal.
    ///   - log: where the plugin's log lines go, from any thread; only the first load of a file sets it.
    /// - Returns: its tools, in its own order; the same ones for every load of a file.
    /// - Throws: ``AssayError`` with ``AssayError/Code/unsafePath`` when others could have changed the file,
    ///   ``AssayError/Code/abiMismatch`` for another major version of the interface, else
    ///   ``AssayError/Code/loadFailed``.
    public static func load(
        path: String,
        pinnedSHA256: String? = nil,
        log: @escaping @Sendable (PluginLogLine) -> Void = { _ in }
    ) throws(AssayError) -> [any Tool] {
        let file = try checkedFile(path: path, pinnedSHA256: pinnedSHA256)
        return try LoadedPlugins.shared.tools(of: file, log: log)
    }

    /// Reads a file and makes sure that it is a plugin, safe, and the one that is meant.
    static func checkedFile(path: String, pinnedSHA256: String?) throws(AssayError) -> PluginFile {
        let file = try PluginFile(path: path)
        if let weakness = file.weakness { throw weakness }
        guard try file.image().exportsEntry else { throw file.noEntry() }
        try PluginLock(beside: file.path)?.check(file)
        guard let pinnedSHA256, pinnedSHA256.lowercased() != file.sha256 else { return file }
        throw AssayError(
            .loadFailed,
            "\(file.path) has SHA-256 \(file.sha256) and not the pinned \(shown(pinnedSHA256))"
        )
    }

    private static func shown(_ pin: String) -> String { CallText.sanitised(pin.utf8.prefix(80), limit: 80) }
}
