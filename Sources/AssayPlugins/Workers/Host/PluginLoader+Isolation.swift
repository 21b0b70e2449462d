public import AssayCore

extension PluginLoader {
    /// Loads a plugin file where it may run, and returns its tools.
    ///
    /// In workers the plugin is loaded and described outside this process; what is loaded there is a copy of the bytes
    /// that were checked here, so a file that changes later changes nothing.
    ///
    /// - Parameters:
    ///   - path: the file, with at least one `/`; symbolic links are followed.
    ///   - isolation: where the plugin runs.
    ///   - pinnedSHA256: what the SHA-256 of the bytes must be, in hexadecimal.
    ///   - log: where the plugin's log lines go, from any thread.
    /// - Returns: its tools, in its own order.
    /// - Throws: ``AssayError`` as ``load(path:pinnedSHA256:log:)`` does, ``AssayError/Code/workerUnavailable`` and
    ///   ``AssayError/Code/sandboxUnavailable`` where it cannot be held in, and how the worker ended where it did.
    public static func load(
        path: String,
        isolation: Isolation,
        pinnedSHA256: String? = nil,
        log: @escaping @Sendable (PluginLogLine) -> Void = { _ in }
    ) throws(AssayError) -> [any Tool] {
        switch isolation {
        case .inProcess: return try load(path: path, pinnedSHA256: pinnedSHA256, log: log)
        case .worker(let options):
            let file = try checkedFile(path: path, pinnedSHA256: pinnedSHA256)
            return try WorkerTools(options: options, log: log).tools(of: file)
        }
    }
}
