/// What a model costs, in US dollars per million tokens.
public struct ModelPrice: Sendable, Hashable {
    /// Tokens read anew.
    public var input: Double
    /// Tokens written, reasoning included.
    public var output: Double
    /// Tokens read from the provider's cache; `nil` when unknown.
    public var cachedInput: Double?
    /// Tokens written to the provider's cache; `nil` when unknown.
    public var cacheWrite: Double?

    /// Creates a price per million tokens.
    public init(input: Double, output: Double, cachedInput: Double? = nil, cacheWrite: Double? = nil) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
    }

    /// One price per thousand tokens, read or written, as older lists have it.
    public init(perThousand price: Double) { self.init(input: price * 1000, output: price * 1000) }

    /// Nothing at all, as for a model on a machine of one's own.
    public static let free = ModelPrice(input: 0, output: 0, cachedInput: 0, cacheWrite: 0)

    /// The price of a million tokens of which three quarters are read: `(3 · input + output) / 4`.
    public var blended: Double { (3 * input + output) / 4 }

    /// What a call cost; `nil` when a price it needs is unknown, or the counts contradict each other.
    ///
    /// Each token is paid once: those read from the cache, those written to it, those read anew, those written.
    public func cost(_ usage: ModelUsage) -> Double? {
        let cached = usage.cachedInputTokens ?? 0
        let written = usage.cacheWriteTokens ?? 0
        let (special, overflow) = cached.addingReportingOverflow(written)
        guard !overflow, min(cached, written, usage.inputTokens, usage.outputTokens) >= 0 else { return nil }
        guard
            special <= usage.inputTokens,
            let reading = Self.part(cached, cachedInput),
            let writing = Self.part(written, cacheWrite)
        else { return nil }
        let fresh = Double(usage.inputTokens - special) * input
        return (fresh + reading + writing + Double(usage.outputTokens) * output) / 1_000_000
    }

    private static func part(_ tokens: Int64, _ price: Double?) -> Double? {
        tokens == 0 ? 0 : price.map { Double(tokens) * $0 }
    }

    /// The most that many tokens can cost, whatever is cached.
    public func worstCase(input tokens: Int64, output: Int64) -> Double {
        let dearest = max(input, cachedInput ?? 0, cacheWrite ?? 0)
        return (Double(tokens) * dearest + Double(output) * self.output) / 1_000_000
    }
}
