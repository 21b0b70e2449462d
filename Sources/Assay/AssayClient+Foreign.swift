public import AssayCore
internal import AssayEngine
public import AssayPlugins
internal import AssayYAML

extension AssayClient {
    /// Registers the functions that a manifest describes, each as a tool.
    ///
    /// A manifest that is wrong about a function is undefined behaviour: in a worker process it costs an answer, in this one
    /// it may cost everything. Callbacks may ask tools that are registered here.
    ///
    /// - Parameters:
    ///   - path: A `.tool.yaml` or `.tool.json` file.
    ///   - isolation: Where the functions run: in sandboxed worker processes unless they are trusted.
    /// - Returns: the names of the tools.
    /// - Throws: ``AssayError`` naming file and place where the manifest cannot be used; nothing is registered then.
    @discardableResult
    public func loadFunctions(from path: String, isolation: Isolation = .worker()) async throws -> [String] {
        try await onToolThread { [registry] in try Self.loadFunctions(from: path, isolation, into: registry) }
    }

    static func loadFunctions(
        from path: String,
        _ isolation: Isolation,
        into registry: ToolRegistry
    ) throws(AssayError) -> [String] {
        let manifest = try ForeignManifest(reading: path)
        let tools = try ForeignLibrary.load(manifest: manifest, isolation: isolation) { name, request, call in
            try ask(registry.tool(named: name), request, call)
        }
        var added: [String] = []
        // A function that is registered by this very manifest stays as it is, so that loading twice does no harm.
        for tool in tools where registry.listTools()[tool.name]?.origin != tool.descriptor.origin {
            do throws(AssayError) {
                try registry.register(tool)
            } catch {
                for name in added { registry.unregister(name) }
                throw error
            }
            added.append(tool.name)
        }
        return tools.map(\.name)
    }

    /// Answers a callback on the thread of the call that it came from, which is one of Assay's own and may wait.
    private static func ask(_ tool: any Tool, _ request: Value, _ call: ToolCall) throws -> Value {
        let options = tool.descriptor.options(merging: [:])
        return try waitOnToolThread { try await tool.execute(call.asking(request, options: options)).data } ?? .null
    }
}

extension ForeignManifest {
    /// Reads a manifest; YAML and JSON are told apart by the name of the file.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``AssayError`` naming file and place.
    public init(reading path: String) throws(AssayError) {
        let value =
            path.hasSuffix(".json") ? try JSONFile.read(path) : try YAMLDocument(TextFile.read(path), file: path).value
        try self.init(value, file: path)
    }
}
