/// Who a tool is, and what it takes and gives.
public struct ToolDescriptor: Sendable, Hashable {
    /// The unique name: a letter or underscore, then at most 63 letters, digits, `_` or `-`.
    public var name: String
    /// The version, as the author writes it.
    public var version: String
    /// One or two sentences on what the tool does.
    public var description: String
    /// Free words a planner matches, such as `clustering`.
    public var capabilities: [String]
    /// Who stands behind the tool: a company, a library, a team.
    public var provider: String?
    /// Options the tool uses where the caller gives none; an object.
    public var defaultOptions: Object
    /// The JSON Schema a request must meet; `nil` accepts every object.
    public var inputSchema: Value?
    /// The JSON Schema an output meets; `nil` accepts every value.
    public var outputSchema: Value?
    /// What the tool promises about its calls.
    public var flags: Flags
    /// The most one call may use, where the author declares it; it is what a budget reserves.
    public var maximumUsage: Usage?
    /// Whether answers repeat under the same seed.
    public var seedPromise: BundleMetadata.SeedPromise
    /// Where the tool came from.
    public var origin: Origin

    /// Creates a descriptor.
    public init(
        name: String,
        version: String = "1.0.0",
        description: String = "",
        capabilities: [String] = [],
        provider: String? = nil,
        defaultOptions: Object = [:],
        inputSchema: Value? = nil,
        outputSchema: Value? = nil,
        flags: Flags = [],
        maximumUsage: Usage? = nil,
        seedPromise: BundleMetadata.SeedPromise = .guaranteed,
        origin: Origin = .builtIn
    ) {
        self.name = name
        self.version = version
        self.description = description
        self.capabilities = capabilities
        self.provider = provider
        self.defaultOptions = defaultOptions
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.flags = flags
        self.maximumUsage = maximumUsage
        self.seedPromise = seedPromise
        self.origin = origin
    }

    /// Whether the engine may run the tool K times: everything that has no side effects.
    public var supportsBundle: Bool { !flags.contains(.sideEffects) }
}

extension ToolDescriptor {
    /// Promises of a tool about its calls.
    public struct Flags: OptionSet, Sendable, Hashable {
        /// The bits, as in the plugin interface.
        public let rawValue: UInt32

        /// Creates flags from bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// The answer depends on the request only, not on the seed.
        public static let deterministic = Flags(rawValue: 1)
        /// Calling twice has the effect of calling once.
        public static let idempotent = Flags(rawValue: 2)
        /// Calls may run at the same time on several threads.
        public static let concurrent = Flags(rawValue: 4)
        /// A call changes something outside the tool.
        public static let sideEffects = Flags(rawValue: 8)
        /// Calls under one idempotency key have the effect of one call; no bit of the plugin interface, where it is the
        /// extension `assay.idempotency/1`.
        public static let idempotencyKeys = Flags(rawValue: 1 << 16)

        /// Every flag there is.
        package static let all: Flags = [.deterministic, .idempotent, .concurrent, .sideEffects, .idempotencyKeys]

        /// The names of the flags that are set, in the order of their bits.
        public var names: [String] {
            let all: [(Flags, String)] = [
                (.deterministic, "deterministic"), (.idempotent, "idempotent"), (.concurrent, "concurrent"),
                (.sideEffects, "side_effects"), (.idempotencyKeys, "idempotency_keys"),
            ]
            return all.filter { contains($0.0) }.map(\.1)
        }
    }

    /// Where a tool came from.
    public enum Origin: Sendable, Hashable {
        /// Registered in code.
        case builtIn
        /// Loaded from a plugin file, with the SHA-256 of its bytes in lower-case hexadecimal.
        case plugin(path: String, sha256: String)
        /// A function of a library file, called as a manifest says; the second SHA-256 is that of the manifest's entry.
        case function(path: String, sha256: String, manifestSHA256: String)
        /// Put together from other tools.
        case composite(ToolComposition)

        /// SHA-256 of the file or files behind the tool; `nil` for tools registered in code.
        public var sha256: String? {
            switch self {
            case .builtIn: nil
            case .plugin(_, let sha256), .function(_, let sha256, _): sha256
            case .composite(let composition): composition.sha256
            }
        }

        /// The one file that was loaded.
        public var path: String? {
            switch self {
            case .builtIn, .composite: nil
            case .plugin(let path, _), .function(let path, _, _): path
            }
        }

        /// SHA-256 of what a manifest, or the manifests of all members, say about the function and its library.
        public var manifestSHA256: String? {
            switch self {
            case .builtIn, .plugin: nil
            case .function(_, _, let sha256): sha256
            case .composite(let composition): composition.manifestSHA256
            }
        }
    }
}
