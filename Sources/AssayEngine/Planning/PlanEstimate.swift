import AssayCore

/// The most a plan can use, as far as its tools declare what one call may use.
///
/// What a tool does not declare is unknown, `nil`, never 0. Early stopping can make it less.
public struct PlanEstimate: Sendable, Hashable {
    /// Tokens of all calls.
    public let tokens: Int64?
    /// Money for all calls, in US dollars.
    public let costUSD: Double?
    /// How long the run takes, in milliseconds.
    public let durationMS: Int64?

    /// Adds up `k` calls of each tool: `cost · k`, and `time · ⌈k / parallel⌉`.
    ///
    /// `parallel` is at most `maxParallel`, and 1 for a tool that is not concurrent. Tools of a chain take their time one
    /// after the other, tools beside each other as long as the slowest.
    init(_ tools: [ToolDescriptor], strategy: ExecutionStrategy, k: Int, maxParallel: Int) {
        tokens = Self.sum(tools.map { Self.times($0.maximumUsage?.tokens, k) })
        let costs = tools.compactMap { $0.maximumUsage?.costUSD }
        costUSD = costs.count == tools.count ? costs.reduce(0, +) * Double(k) : nil
        let times = tools.map { tool in
            let parallel = tool.flags.contains(.concurrent) ? maxParallel : 1
            return Self.times(tool.maximumUsage?.timeMS, 1 + (max(k, 1) - 1) / max(parallel, 1))
        }
        let isBeside = strategy == .parallel
        durationMS = isBeside ? (times.contains(nil) ? nil : times.compactMap { $0 }.max()) : Self.sum(times)
    }

    private static func times(_ value: Int64?, _ count: Int) -> Int64? {
        guard let value else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: Int64(count))
        return overflow ? .max : product
    }

    private static func sum(_ values: [Int64?]) -> Int64? {
        var sum: Int64 = 0
        for value in values {
            guard let value else { return nil }
            let (next, overflow) = sum.addingReportingOverflow(value)
            sum = overflow ? .max : next
        }
        return sum
    }

    /// What of a budget the estimate would pass, in words.
    func excess(over budget: Budget) -> [String] {
        var excess: [String] = []
        if let limit = budget.tokens, let tokens, tokens > limit { excess.append("tokens") }
        if let limit = budget.costUSD, let costUSD, costUSD > limit { excess.append("cost_usd") }
        return excess
    }
}
