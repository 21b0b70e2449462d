import AssayCore
import AssayModels
import Testing

struct TokenEstimateTests {
    private func request(_ text: String) -> ModelRequest { ModelRequest(model: "m", messages: [.user(text)]) }

    /// Counts of `cl100k_base` from OpenAI's cookbook on counting tokens.
    @Test(
        "The upper bound is above what a tokenizer counts",
        arguments: [
            ("antidisestablishmentarianism", 6), ("2 + 2 = 4", 7), ("お誕生日おめでとう", 9), ("tiktoken is great!", 6),
        ]
    )
    func known(text: String, tokens: Int64) {
        let bound = TokenEstimate.upperBound(of: request(text)) - TokenEstimate.upperBound(of: request(""))
        #expect(bound >= tokens)
        #expect(bound == Int64(text.utf8.count))
        #expect(TokenEstimate.likely(bytes: text.utf8.count) * 3 >= tokens)
        #expect(TokenEstimate.likely(of: request(text)) < TokenEstimate.upperBound(of: request(text)))
    }

    @Test("Everything the model reads counts: turns, calls, results, functions, schema and what goes back unchanged")
    func everything() {
        var request = Conversations.withResults(Conversations.twoCalls)
        var last = TokenEstimate.upperBound(of: request)
        func grows(_ change: (inout ModelRequest) -> Void) -> Bool {
            change(&request)
            defer { last = TokenEstimate.upperBound(of: request) }
            return TokenEstimate.upperBound(of: request) > last
        }
        #expect(grows { $0.messages.append(.system("")) })
        #expect(grows { $0.messages.append(.user("more")) })
        #expect(grows { $0.functions.append(Conversations.add) })
        #expect(grows { $0.answerSchema = ["type": "object"] })
        #expect(grows { $0.messages[2].payload = ProviderPayload(provider: .gemini, value: "signature") })
        #expect(grows { $0.messages[2].parts.append(.call(FunctionCall(id: "", name: "f", rawArguments: "{}"))) })
        #expect(grows { $0.messages[3].parts.append(.result(FunctionResult(id: "", name: "f", output: [1, 2]))) })
    }

    @Test("No text has no tokens, and no count of bytes traps", arguments: [(0, 0), (1, 1), (3, 1), (4, 2), (-5, 0)])
    func bytes(count: Int, tokens: Int64) {
        #expect(TokenEstimate.likely(bytes: count) == tokens)
        #expect(TokenEstimate.likely(bytes: .max - 2) > 0)
    }
}
