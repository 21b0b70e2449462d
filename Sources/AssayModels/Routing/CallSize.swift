/// How many tokens a call reads and writes, as far as it can be known before.
struct CallSize: Sendable, Hashable {
    /// What is likely.
    var expected: Tokens
    /// What is possible at most; `nil` where nobody set a limit to the answer.
    var most: Tokens?

    struct Tokens: Sendable, Hashable {
        var input: Int
        var output: Int

        var total: Int { input + output }
    }

    /// Estimates from the text that is sent.
    ///
    /// A token of English is about four bytes and of most languages at least two, so a third of the bytes is taken as likely.
    /// No token has less than one byte, so the bytes are the most, with some for the frame of each turn.
    init(bytes: Int, turns: Int = 1, maxOutputTokens: Int? = nil, _ requirements: ModelRequirements) {
        let output = requirements.outputTokens ?? maxOutputTokens ?? ModelRequirements.usualOutputTokens
        expected = Tokens(input: requirements.inputTokens ?? (bytes + 2) / 3, output: output)
        most = maxOutputTokens.map { Tokens(input: bytes + 16 * turns, output: $0) }
    }

    /// What the call is likely to cost; `nil` when the price is unknown.
    func expectedCost(of model: ModelRecord) -> Double? {
        model.cost(ModelUsage(inputTokens: Int64(expected.input), outputTokens: Int64(expected.output)))
    }
}
