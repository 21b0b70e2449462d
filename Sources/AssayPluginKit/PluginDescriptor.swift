/// Who a tool is, and what it takes and gives.
public struct PluginDescriptor: Sendable, Hashable {
    /// The unique name: a letter or underscore, then at most 63 letters, digits, `_` or `-`.
    public var name: String
    /// The version, such as `1.0.0`.
    public var version: String
    /// One or two sentences on what the tool does.
    public var description: String
    /// Who stands behind the tool.
    public var provider: String
    /// Free words a planner matches, such as `regression`.
    public var capabilities: [String]
    /// Options the tool uses where the caller gives none, as a JSON object.
    public var defaultOptions: String
    /// The JSON Schema a request must meet; empty accepts every object.
    public var inputSchema: String
    /// The JSON Schema of the answer; empty accepts every object.
    public var outputSchema: String
    /// What the tool promises about its calls.
    public var flags: PluginFlags
    /// The most one call may use, as a JSON object; empty when unknown.
    ///
    /// The members are `tokens`, `cost_usd` and `time_ms`, each where it is known.
    public var maximumUsage: String

    /// Creates a descriptor.
    public init(
        name: String,
        version: String,
        description: String = "",
        provider: String = "",
        capabilities: [String] = [],
        defaultOptions: String = "",
        inputSchema: String = "",
        outputSchema: String = "",
        flags: PluginFlags = [],
        maximumUsage: String = ""
    ) {
        self.name = name
        self.version = version
        self.description = description
        self.provider = provider
        self.capabilities = capabilities
        self.defaultOptions = defaultOptions
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.flags = flags
        self.maximumUsage = maximumUsage
    }
}
