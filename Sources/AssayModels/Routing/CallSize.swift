/// How many tokens a call is likely to read and write.
struct CallSize: Sendable, Hashable {
    let input: Int64
    let output: Int64

    /// Goes by the requirements, and by the text where they do not say.
    init(prompt: String, _ requirements: ModelRequirements) {
        input = requirements.inputTokens.map(Int64.init) ?? TokenEstimate.likely(bytes: prompt.utf8.count)
        output = Int64(requirements.outputTokens ?? ModelRequirements.usualOutputTokens)
    }

    private init(input: Int64, output: Int64) {
        self.input = input
        self.output = output
    }

    /// As much as a model's window holds of it, but never less than what must be read; without that, all of it.
    func cut(to window: Int?, least: Int?) -> CallSize {
        guard let window, let least else { return self }
        return CallSize(input: max(Int64(least), min(input, Int64(window) - output)), output: output)
    }

    /// Read and written together.
    var total: Int64 { ModelUsage(inputTokens: input, outputTokens: output).totalTokens }

    /// What the call is likely to cost; `nil` when the price is unknown.
    func expectedCost(of model: ModelRecord) -> Double? {
        model.cost(ModelUsage(inputTokens: input, outputTokens: output))
    }
}
