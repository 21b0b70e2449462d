/// How large a JSON text may be before it is refused.
public struct JSONLimits: Sendable, Hashable {
    /// The deepest nesting any reader accepts; walking a value uses stack for every level.
    public static let deepestNesting = 512

    /// The most bytes of text.
    public var maxBytes: Int
    /// The most arrays and objects inside each other.
    public let maxDepth: Int
    /// The most values, counting arrays, objects and everything in them, but not keys.
    public var maxNodes: Int

    /// Creates limits; a depth above ``deepestNesting`` counts as that.
    public init(maxBytes: Int = 16 << 20, maxDepth: Int = 128, maxNodes: Int = 1_000_000) {
        self.maxBytes = maxBytes
        self.maxDepth = min(maxDepth, Self.deepestNesting)
        self.maxNodes = maxNodes
    }
}
