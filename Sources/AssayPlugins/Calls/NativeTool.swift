internal import AssayCore
internal import CAssayPlugin

/// A tool's function in a plugin, and how it may be called.
struct NativeTool: @unchecked Sendable {  // The plugin's table is constant and plugins are never unloaded.
    let tool: UnsafePointer<assay_tool>
    let invoke: @convention(c) (UnsafePointer<assay_tool>?, UnsafePointer<assay_call>?) -> Int32
    /// Answers in place of `invoke` where the caller gave an idempotency key; `nil` for a tool that takes none.
    let invokeKeyed: Keyed?
    /// `nil` for a tool that may run on several threads.
    let gate: CallGate?

    typealias Keyed =
        @convention(c) (UnsafePointer<assay_tool>?, UnsafePointer<assay_call>?, assay_text) -> Int32

    /// Runs a function of the plugin, after its other calls where it needs that.
    func run(
        _ call: PluginCall,
        _ body: (UnsafePointer<assay_tool>, UnsafePointer<assay_call>) -> Int32
    ) throws(AssayError) {
        let status: Int32
        if let gate {
            status = try gate.pass(call) { call.lend { body(tool, $0) } }
        } else {
            status = call.lend { body(tool, $0) }
        }
        guard status != 0 else { return }
        throw call.failure()
    }
}
