internal import AssayCore

/// How workers of one plugin or manifest are started.
struct WorkerPlan: Sendable {
    let program: String
    let setup: WorkerSetup
    /// The bytes of the plugin, sealed; `nil` for functions of a manifest.
    let image: Descriptor?
    let options: WorkerOptions
    let log: @Sendable (PluginLogLine) -> Void

    /// What the log lines are about.
    var path: String {
        switch setup.subject {
        case .plugin(let path, _, _): path
        case .functions(_, let file): file
        }
    }

    /// The longest payload a worker may send.
    ///
    /// A plugin's answers have a limit of their own; those of functions are as large as their buffers.
    var frameLimit: Int { image == nil ? 64 << 20 : PluginCall.outputLimit + (64 << 10) }
}
