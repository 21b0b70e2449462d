import AssayCore
import AssayModels
import Testing

/// One way of counting tokens.
struct UsageRowTests {
    /// One call as each provider counts it: of 115 tokens read 100 came from a cache, of 42 written 7 were thoughts.
    private static let reports: [(kind: ProviderKind, usage: String)] = [
        (
            .openAI,
            """
            {"prompt_tokens":115,"completion_tokens":42,"total_tokens":157,
            "prompt_tokens_details":{"cached_tokens":100},"completion_tokens_details":{"reasoning_tokens":7}}
            """
        ),
        (
            .anthropic,
            """
            {"input_tokens":15,"cache_read_input_tokens":100,"output_tokens":42,
            "output_tokens_details":{"reasoning_tokens":7}}
            """
        ),
        (
            .gemini,
            """
            {"promptTokenCount":112,"toolUsePromptTokenCount":3,"cachedContentTokenCount":100,
            "candidatesTokenCount":35,"thoughtsTokenCount":7,"totalTokenCount":157}
            """
        ),
    ]

    private func body(_ kind: ProviderKind, _ usage: String) -> String {
        switch kind {
        case .anthropic:
            #"{"type":"message","content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","usage":\#(usage)}"#
        case .gemini:
            #"{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":\#(usage)}"#
        default: #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":\#(usage)}"#
        }
    }

    private func counted(_ report: (kind: ProviderKind, usage: String)) async throws -> ModelUsage? {
        try await Asking.respond(report.kind, body(report.kind, report.usage)).usage
    }

    @Test("S0-9: usage is read under both names there are for it, and written under one")
    func aliases() throws {
        let usage = ModelUsage(inputTokens: 115, outputTokens: 42, cachedInputTokens: 100, reasoningTokens: 7)
        #expect((usage.promptTokens, usage.completionTokens, usage.totalTokens) == (115, 42, 157))
        #expect(usage.document["input_tokens"] == 115 && usage.document["prompt_tokens"] == nil)
        #expect(try ModelUsage(document: usage.document) == usage)
        let others: Value = ["prompt_tokens": 115, "completion_tokens": 42, "total_tokens": 157]
        #expect(try ModelUsage(document: others) == ModelUsage(inputTokens: 115, outputTokens: 42))
        let both: Value = ["prompt_tokens": 115, "input_tokens": 115, "output_tokens": 42]
        #expect(try ModelUsage(document: both).inputTokens == 115)
        var cached = usage
        (cached.isCached, cached.isEstimated) = (true, true)
        #expect(try ModelUsage(document: cached.document) == cached)
    }

    private static let refusals: [(document: String, name: String)] = [
        (#"{"prompt_tokens": 1, "input_tokens": 2, "output_tokens": 3}"#, "prompt_tokens"),
        (#"{"output_tokens": 3}"#, "input_tokens"), (#"{"input_tokens": 3}"#, "output_tokens"),
        (#"{"input_tokens": -1, "output_tokens": 3}"#, "input_tokens"),
        (#"{"input_tokens": 1.5, "output_tokens": 3}"#, "input_tokens"),
        (#"{"input_tokens": 1, "output_tokens": 3, "reasoning_tokens": "7"}"#, "reasoning_tokens"),
        ("[1, 2]", "object"),
        (#"{"input_tokens": 1, "output_tokens": 3, "total_tokens": 5}"#, "total_tokens"),
    ]

    @Test("S0-9: usage that says two things, or none, is refused by name", arguments: refusals)
    func refusedUsage(document: String, name: String) throws {
        let value = try Value(json: document)
        let error = #expect(throws: AssayError.self) { try ModelUsage(document: value) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(name) == true)
    }

    @Test("S0-9: tokens are counted once, whatever the provider calls them")
    func canonical() async throws {
        let expected = ModelUsage(inputTokens: 115, outputTokens: 42, cachedInputTokens: 100, reasoningTokens: 7)
        for report in Self.reports { #expect(try await counted(report) == expected, "\(report.kind)") }
        for kind in WireSaying.kinds {
            let usage = try await Asking.respond(kind, WireSaying.hi(kind)).usage
            #expect(usage == ModelUsage(inputTokens: 12, outputTokens: 3), "\(kind)")
        }
    }

    @Test("S0-9: one call costs the same, whoever counts its tokens")
    func cost() async throws {
        let price = ModelPrice(input: 1, output: 10, cachedInput: 0.1)
        let registry = try SampleModels.registry([SampleModels.model("m", price: price)])
        for report in Self.reports {
            let usage = try #require(try await counted(report))
            // 15 fresh ones, 100 at a tenth of the price, and 42 written at ten times the price.
            let cost = try #require(registry.cost(of: usage, model: "m"))
            #expect(abs(cost - 0.000_445) < 1e-12, "\(report.kind)")
        }
    }

    @Test("S0-9: written down, the counts have the seed's names, and what is unknown is absent, not 0")
    func document() {
        let least = ModelUsage(inputTokens: 0, outputTokens: 5)
        #expect(least.document == ["input_tokens": 0, "output_tokens": 5])
        var all = ModelUsage(
            inputTokens: 115,
            outputTokens: 42,
            cachedInputTokens: 100,
            cacheWriteTokens: 5,
            reasoningTokens: 7,
            isEstimated: true
        )
        all.isCached = true
        #expect(
            all.document == [
                "input_tokens": 115, "output_tokens": 42, "cached_input_tokens": 100, "cache_write_tokens": 5,
                "reasoning_tokens": 7, "estimated": true, "cached": true,
            ]
        )
    }

    @Test("S0-9: sums of several calls keep what each said, and stop at the largest number there is")
    func sums() async throws {
        let last = ModelUsage(inputTokens: .max, outputTokens: 1, reasoningTokens: 1)
        let provider = ScriptedProvider("alpha") { _, number in
            number == 0 ? .calling(("1", "now", "{}")) : .text("noon", usage: last)
        }
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in .null }
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.usage == ModelUsage(inputTokens: .max, outputTokens: 6, reasoningTokens: 1))
        #expect(response.answerUsage == last)
        #expect(response.attempts.map(\.usage?.outputTokens) == [5, 1])
    }
}
