import Synchronization

/// The tools an application has, by name.
public final class ToolRegistry: Sendable {
    private let tools = Mutex<[String: any Tool]>([:])

    /// Creates an empty registry.
    public init() {}

    /// Adds a tool.
    ///
    /// - Throws: ``AssayError/Code/duplicateTool`` when the name is taken, naming both; ``AssayError/Code/invalidArgument``
    ///   when the name is not legal; ``AssayError/Code/invalidSchema`` when a schema of the tool cannot be used.
    public func register(_ tool: any Tool) throws(AssayError) {
        try tool.descriptor.validate()
        let existing = tools.withLock { tools in
            let existing = tools[tool.name]
            if existing == nil { tools[tool.name] = tool }
            return existing
        }
        if let existing {
            throw AssayError(
                .duplicateTool,
                "tool \(tool.name) \(tool.descriptor.version) (\(tool.descriptor.origin)) is refused: "
                    + "\(existing.name) \(existing.descriptor.version) (\(existing.descriptor.origin)) has the name"
            )
        }
    }

    /// Removes a tool; runs that use it go on.
    ///
    /// - Returns: the tool, or `nil` when there was none of that name.
    @discardableResult
    public func unregister(_ name: String) -> (any Tool)? { tools.withLock { $0.removeValue(forKey: name) } }

    /// Finds a tool.
    ///
    /// - Throws: ``AssayError/Code/unknownTool`` listing the names there are.
    public func tool(named name: String) throws(AssayError) -> any Tool {
        let (tool, names) = tools.withLock { ($0[name], $0.keys.sorted()) }
        guard let tool else {
            let known = names.isEmpty ? "no tools are registered" : "known tools: \(names.joined(separator: ", "))"
            throw AssayError(.unknownTool, "no tool has that name; \(known)")
        }
        return tool
    }

    /// What each tool is, by name.
    public func listTools() -> [String: ToolDescriptor] { tools.withLock { $0.mapValues(\.descriptor) } }
}

extension ToolDescriptor {
    /// Refuses descriptors that no engine could use.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for an illegal name, ``AssayError/Code/invalidSchema`` for a schema or
    ///   an `x-assay` annotation that cannot be used.
    public func validate() throws(AssayError) {
        guard Self.isLegal(name: name) else {
            throw AssayError(
                .invalidArgument,
                "a tool name is a letter or underscore, then at most 63 letters, digits, underscores or hyphens"
            )
        }
        try maximumUsage?.validate(of: name)
        for (key, schema) in [("input", inputSchema), ("output", outputSchema)] {
            do throws(AssayError) {
                _ = try FieldRules(schema: schema)
            } catch {
                throw AssayError(error.code, "\(key) schema of \(name): \(error.message)")
            }
        }
    }

    /// Whether a name is legal for every provider and protocol a tool may be offered through.
    public static func isLegal(name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, bytes.count <= 64, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
}

extension Usage {
    fileprivate func validate(of name: String) throws(AssayError) {
        let isValid = (tokens ?? 0) >= 0 && (timeMS ?? 0) >= 0 && (costUSD.map { $0 >= 0 && $0.isFinite } ?? true)
        guard isValid else {
            throw AssayError(.invalidArgument, "maximum usage of \(name) must not be negative, infinite or NaN")
        }
    }
}

extension ToolDescriptor.Origin: CustomStringConvertible {
    /// `built in`, or the path of the file, or how other tools are put together.
    public var description: String {
        switch self {
        case .builtIn: "built in"
        case .plugin(let path, _), .function(let path, _, _): path
        case .composite(let composition): composition.kind.rawValue
        }
    }
}
