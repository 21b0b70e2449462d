/// The counts of an answer as far as the provider gave them; events of a stream add to it.
struct UsageParts: Sendable {
    var input: Int64?
    var cachedInput: Int64?
    var cacheWrite: Int64?
    var output: Int64?
    var reasoning: Int64?
    var image: Int64?

    /// The usage, with an estimate for what is missing.
    ///
    /// - Parameters:
    ///   - request: What was asked, for the estimate.
    ///   - writtenBytes: The bytes of UTF-8 the model wrote, for the estimate.
    ///   - isWhole: Whether the answer came to its end; if not, the provider's last count of what was written is old.
    /// - Returns: The counts, marked as an estimate unless all of them are the provider's last word.
    func settled(_ request: ModelRequest, writtenBytes: Int, isWhole: Bool) -> ModelUsage {
        let written = TokenEstimate.likely(bytes: writtenBytes)
        return ModelUsage(
            inputTokens: input ?? TokenEstimate.likely(of: request),
            outputTokens: isWhole ? output ?? written : max(output ?? 0, written),
            cachedInputTokens: cachedInput,
            cacheWriteTokens: cacheWrite,
            reasoningTokens: reasoning,
            imageTokens: image,
            isEstimated: input == nil || output == nil || !isWhole
        )
    }
}
