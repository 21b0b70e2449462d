/// How large a YAML text may be before it is refused.
public struct YAMLLimits: Sendable, Hashable {
    /// The deepest nesting any reader accepts; walking a tree uses stack for every level.
    public static let deepestNesting = 128

    /// The most bytes of text.
    public var maxBytes: Int
    /// The most sequences and mappings inside each other.
    public let maxDepth: Int
    /// The most nodes, counting everything but keys, and an alias as all it stands for.
    public var maxNodes: Int
    /// The most aliases; 0 refuses aliases and anchors.
    public var maxAliases: Int

    /// Creates limits; a depth above ``deepestNesting`` counts as that.
    public init(maxBytes: Int = 1 << 20, maxDepth: Int = 64, maxNodes: Int = 100_000, maxAliases: Int = 0) {
        self.maxBytes = maxBytes
        self.maxDepth = min(maxDepth, Self.deepestNesting)
        self.maxNodes = maxNodes
        self.maxAliases = maxAliases
    }
}
