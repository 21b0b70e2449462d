/// The tokens of a call, counted alike for all providers.
public struct ModelUsage: Sendable, Hashable {
    /// All tokens read, cached ones included.
    public var inputTokens: Int64
    /// Those read from the provider's cache.
    public var cachedInputTokens: Int64?
    /// Those written to the provider's cache.
    public var cacheWriteTokens: Int64?
    /// All tokens written, reasoning included.
    public var outputTokens: Int64
    /// Those of the reasoning.
    public var reasoningTokens: Int64?
    /// Whether the numbers are an estimate of ours, because the provider's never came.
    public var isEstimated: Bool
    /// Whether the answer came from a cache of ours: these tokens were paid for before, and cost nothing now.
    public var isCached = false

    /// Creates a count.
    public init(
        inputTokens: Int64,
        outputTokens: Int64,
        cachedInputTokens: Int64? = nil,
        cacheWriteTokens: Int64? = nil,
        reasoningTokens: Int64? = nil,
        isEstimated: Bool = false
    ) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.cachedInputTokens = cachedInputTokens
        self.cacheWriteTokens = cacheWriteTokens
        self.reasoningTokens = reasoningTokens
        self.isEstimated = isEstimated
    }
}
