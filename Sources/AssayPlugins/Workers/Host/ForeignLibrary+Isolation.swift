public import AssayCore

extension ForeignLibrary {
    /// Loads the library of a manifest where it may run, and prepares its functions; none of them is called.
    ///
    /// - Parameters:
    ///   - manifest: what the library is and how its functions are called.
    ///   - isolation: where the functions run.
    ///   - callTool: asks the tools that callbacks are served by, in this process; it may be left out where there are none.
    /// - Returns: the tools, in the order of the manifest.
    /// - Throws: ``AssayError`` as ``load(manifest:callTool:)`` does, and what keeps a worker from running.
    public static func load(
        manifest: ForeignManifest,
        isolation: Isolation,
        callTool: ForeignToolCaller? = nil
    ) throws(AssayError) -> [any Tool] {
        switch isolation {
        case .inProcess: return try load(manifest: manifest, callTool: callTool)
        case .worker(let options):
            try checkCallbacks(of: manifest, callTool)
            return try WorkerTools(options: options, log: { _ in }).tools(of: manifest, callTool: callTool)
        }
    }
}
