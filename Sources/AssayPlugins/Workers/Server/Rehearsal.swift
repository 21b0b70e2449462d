internal import AssayCore
internal import CAssayPlugin

/// The life of a worker in small, with a plugin made of constants: it is told what to serve, describes it and is called.
///
/// A process looks up types, conformances and functions when it needs them for the first time, which is a third of what a
/// worker does before its first call. A launcher that has done so hands the results to its copies.
enum Rehearsal {
    static func run() {
        // What goes wrong here is of no consequence; each worker does all of it again, and tells.
        try? prepare()
        try? describeAndCall()
    }

    private static func prepare() throws(AssayError) {
        _ = ServerSandbox.libraryDirectories
        let setup = WorkerSetup(
            subject: .plugin(path: "/", digest: "0", isLoadedByPath: false),
            sandbox: .required,
            readable: ["/"],
            memoryLimit: 1,
            processorLimit: 1
        )
        var writer = PayloadWriter()
        setup.write(to: &writer)
        var decoder = FrameDecoder(limit: 1 << 20)
        decoder.append(Frame(kind: .setup, call: 1, nonce: 1, payload: writer.bytes).bytes)
        guard let frame = try decoder.next() else { return }
        var reader = PayloadReader(frame.payload)
        _ = try WorkerSetup(reading: &reader)
    }

    private static func describeAndCall() throws(AssayError) {
        let host = HostTable(path: "") { _ in }
        let tools = try PluginReader(file: "", digest: "0").tools(from: { _, _ in Rehearsal.plugin() }, host: host)
        for case let tool as PluginTool in tools {
            var writer = PayloadWriter()
            DescribedTool(descriptor: tool.descriptor, columns: nil).write(to: &writer)
            WorkerHealth().write(to: &writer)
            let call = ToolCall(request: try Value(json: #"{"text": "a", "number": 1}"#))
            _ = try tool.native.output(call)
        }
    }

    /// A plugin with one tool, which lives as long as the process, as those of plugins do.
    private static func plugin() -> UnsafePointer<assay_plugin>? {
        let tool = UnsafeMutablePointer<assay_tool>.allocate(capacity: 1)
        tool.initialize(to: assay_tool())
        tool.pointee.struct_size = UInt32(MemoryLayout<assay_tool>.size)
        tool.pointee.name = CallText.permanent("rehearsal")
        tool.pointee.version = CallText.permanent("1")
        tool.pointee.capabilities = CallText.permanent("[\"none\"]")
        tool.pointee.default_options = CallText.permanent("{\"a\": 1}")
        tool.pointee.input_schema = CallText.permanent("{\"properties\": {\"a\": {\"type\": \"number\"}}}")
        tool.pointee.maximum_usage = CallText.permanent("{\"tokens\": 1}")
        tool.pointee.invoke = { _, call in call?.pointee.write_output(call, "{}", 2) ?? 1 }
        let tools = UnsafeMutablePointer<UnsafePointer<assay_tool>?>.allocate(capacity: 1)
        tools.initialize(to: UnsafePointer(tool))
        let plugin = UnsafeMutablePointer<assay_plugin>.allocate(capacity: 1)
        plugin.initialize(to: assay_plugin())
        plugin.pointee.struct_size = UInt32(MemoryLayout<assay_plugin>.size)
        plugin.pointee.abi_major = ASSAY_ABI_MAJOR
        plugin.pointee.tool_count = 1
        plugin.pointee.tools = UnsafePointer(tools)
        return UnsafePointer(plugin)
    }
}
