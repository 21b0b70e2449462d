/// How many tokens a call is likely to read and write.
struct CallSize: Sendable, Hashable {
    let input: Int64
    let output: Int64

    /// Goes by the requirements, and by the text where they do not say.
    init(prompt: String, _ requirements: ModelRequirements) {
        input = requirements.inputTokens.map(Int64.init) ?? TokenEstimate.likely(bytes: prompt.utf8.count)
        output = Int64(requirements.outputTokens ?? ModelRequirements.usualOutputTokens)
    }

    /// Read and written together.
    var total: Int64 { ModelUsage(inputTokens: input, outputTokens: output).totalTokens }

    /// What the call is likely to cost; `nil` when the price is unknown.
    func expectedCost(of model: ModelRecord) -> Double? {
        model.cost(ModelUsage(inputTokens: input, outputTokens: output))
    }
}
