public import AssayCore

/// One call of one model, failed or not.
public struct ModelAttempt: Sendable, Hashable {
    /// The model's id.
    public var model: String
    /// The provider's name.
    public var provider: String
    /// The turn of the conversation it was for, from 0; each time functions were called begins another.
    public var round: Int
    /// Why it failed; `nil` where it answered.
    public var failure: AssayError?
    /// The tokens; `nil` when nobody said.
    public var usage: ModelUsage?
    /// What it cost, in US dollars; `nil` when unknown.
    public var costUSD: Double?
    /// From the start to the last byte, in whole milliseconds.
    public var elapsedMS: Int64
    /// How long was waited before, in whole milliseconds.
    public var delayMS: Int64
    /// The provider's name for the HTTP request; `nil` where it gave none, and in the failure's message where that names it.
    public var requestID: String?

    /// As an object.
    public var document: Value {
        [
            "model": .string(model), "provider": .string(provider), "round": Value(round),
            "failure": .orNull(failure.map { ["code": .string($0.code.rawValue), "message": .string($0.message)] }),
            "usage": .orNull(usage?.document), "cost_usd": .orNull(costUSD),
            "elapsed_ms": .integer(elapsedMS), "delay_ms": .integer(delayMS),
            "request_id": .orNull(requestID),
        ]
    }
}

extension [ModelAttempt] {
    /// The tokens of those that said; `nil` when none did.
    var usage: ModelUsage? {
        compactMap(\.usage).reduce(nil as ModelUsage?) { sum, usage in sum.map { $0 + usage } ?? usage }
    }

    /// What those that were answered cost, in US dollars; `nil` when a part is unknown, or none was answered.
    var costUSD: Double? {
        let answered = filter { $0.failure == nil || $0.usage != nil }
        let costs = answered.compactMap(\.costUSD)
        return costs.isEmpty || costs.count < answered.count ? nil : costs.reduce(0, +)
    }
}

extension ModelUsage {
    /// The sum; it is estimated where a part is, and cached where all of it is.
    static func + (left: ModelUsage, right: ModelUsage) -> ModelUsage {
        var sum = ModelUsage(
            inputTokens: sum(left.inputTokens, right.inputTokens),
            outputTokens: sum(left.outputTokens, right.outputTokens),
            cachedInputTokens: sum(left.cachedInputTokens, right.cachedInputTokens),
            cacheWriteTokens: sum(left.cacheWriteTokens, right.cacheWriteTokens),
            reasoningTokens: sum(left.reasoningTokens, right.reasoningTokens),
            imageTokens: sum(left.imageTokens, right.imageTokens),
            isEstimated: left.isEstimated || right.isEstimated
        )
        sum.isCached = left.isCached && right.isCached
        return sum
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    private static func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        return sum(left, right)
    }
}
