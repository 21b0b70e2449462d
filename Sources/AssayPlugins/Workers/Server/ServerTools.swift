internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the worker has loaded.
struct ServerTools {
    let described: [DescribedTool]
    private let tools: [Kind]

    private enum Kind {
        case plugin(NativeTool)
        case batch(BatchPluginTool)
        case function(ForeignTool)
        case unknown

        init(_ tool: any Tool) {
            switch tool {
            case let tool as PluginTool: self = .plugin(tool.native)
            case let tool as BatchPluginTool: self = .batch(tool)
            case let tool as ForeignTool: self = .function(tool)
            default: self = .unknown
            }
        }
    }

    init(_ setup: WorkerSetup, _ connection: ServerConnection) throws(AssayError) {
        let tools: [any Tool]
        switch setup.subject {
        case .plugin(let path, let digest, let isLoadedByPath):
            tools = try Self.plugin(path, digest, isLoadedByPath, connection)
        case .functions(let manifest, let file):
            let limits = JSONLimits(maxBytes: 64 << 20, maxNodes: 16_000_000)
            let manifest = try ForeignManifest(Value(json: manifest, limits: limits), file: file)
            tools = try ForeignLibrary.load(manifest: manifest) { tool, request, _ in
                try connection.ask(tool, request)
            }
        }
        described = tools.map { DescribedTool(descriptor: $0.descriptor, columns: ($0 as? BatchPluginTool)?.columns) }
        self.tools = tools.map(Kind.init)
    }

    /// The bytes of one answer.
    func output(of tool: Int, _ call: ToolCall) throws(AssayError) -> [UInt8] {
        switch tools.indices.contains(tool) ? tools[tool] : .unknown {
        case .plugin(let native): return try native.output(call)
        case .batch(let tool): return try tool.native.output(call)
        case .function(let tool): return try tool.plan.answer(call).exactBytes
        case .unknown: throw PayloadReader.malformed()
        }
    }

    /// The tool that fills batches.
    func batch(_ tool: Int) throws(AssayError) -> BatchPluginTool {
        guard tools.indices.contains(tool), case .batch(let batch) = tools[tool] else {
            throw PayloadReader.malformed()
        }
        return batch
    }

    private static func plugin(
        _ path: String,
        _ digest: String,
        _ isLoadedByPath: Bool,
        _ connection: ServerConnection
    ) throws(AssayError) -> [any Tool] {
        let copy = "/proc/self/fd/\(ServerConnection.image)"
        if isLoadedByPath, try PluginFile(path: path).sha256 != digest {
            throw AssayError(.loadFailed, "\(path) changed after it was checked; load it again")
        }
        guard let handle = dlopen(isLoadedByPath ? path : copy, RTLD_NOW | RTLD_LOCAL) else {
            let reason = LoadedPlugins.loaderMessage().replacing(copy, with: path)
            throw AssayError(.loadFailed, "\(path) cannot be loaded: \(reason)")
        }
        guard let symbol = dlsym(handle, PluginImage.entryName) else {
            throw AssayError(.loadFailed, "\(path) is no plugin: \(PluginImage.entryName) cannot be found in it")
        }
        let entry = unsafeBitCast(symbol, to: PluginReader.Entry.self)
        let host = HostTable(path: path) { connection.log($0) }
        return try PluginReader(file: path, digest: digest).tools(from: entry, host: host)
    }
}
