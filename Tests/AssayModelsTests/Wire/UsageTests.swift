import AssayCore
import AssayModels
import Testing

struct UsageTests {
    private func openAI(_ usage: String) async throws -> ModelUsage? {
        let body = #"{"choices":[{"message":{"content":"abcdef"},"finish_reason":"stop"}],"usage":\#(usage)}"#
        return try await Asking.respond(.openAI, body).usage
    }

    @Test("Chat completions count cached tokens with the input and reasoning with the output")
    func chatCompletions() async throws {
        let usage = try await openAI(
            """
            {"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
            "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},
            "completion_tokens_details":{"reasoning_tokens":30}}
            """
        )
        let expected = ModelUsage(
            inputTokens: 100,
            outputTokens: 50,
            cachedInputTokens: 60,
            cacheWriteTokens: 10,
            reasoningTokens: 30
        )
        #expect(usage == expected)
    }

    @Test("Reasoning that a server counts in the total only is part of the output")
    func reasoningApart() async throws {
        let usage = try await openAI(
            """
            {"prompt_tokens":100,"completion_tokens":50,"total_tokens":180,
            "completion_tokens_details":{"reasoning_tokens":30}}
            """
        )
        #expect(usage?.outputTokens == 80)
        #expect(usage?.reasoningTokens == 30)
    }

    @Test("Anthropic's input leaves out the cache, ours holds it; counts in a stream replace each other")
    func anthropic() async throws {
        let expected = ModelUsage(
            inputTokens: 115,
            outputTokens: 42,
            cachedInputTokens: 100,
            cacheWriteTokens: 5
        )
        let streamed = try await Asking.stream(.anthropic, [Fixture.bytes("anthropic-calls.sse")])
        #expect(streamed.finished?.usage == expected)
    }

    @Test("An answer that broke off keeps the input Anthropic gave and estimates the output from what came")
    func anthropicBrokenOff() async throws {
        let streamed = try await Asking.stream(.anthropic, [Fixture.bytes("anthropic-error.sse")])
        let usage = try #require(streamed.interrupted?.usage)
        #expect(usage.inputTokens == 9)
        #expect(usage.outputTokens == Int64("Half an answer".utf8.count + 2) / 3)
        #expect(usage.isEstimated)
    }

    @Test("Gemini's thoughts are output, its tool prompts input")
    func gemini() async throws {
        let streamed = try await Asking.stream(.gemini, [Fixture.bytes("gemini-calls.sse")])
        let expected = ModelUsage(inputTokens: 33, outputTokens: 25, cachedInputTokens: 8, reasoningTokens: 5)
        #expect(streamed.finished?.usage == expected)
    }

    @Test("Ollama counts what it evaluated")
    func ollama() async throws {
        let streamed = try await Asking.stream(.ollama, [Fixture.bytes("ollama-text.ndjson")])
        #expect(streamed.finished?.usage == ModelUsage(inputTokens: 26, outputTokens: 9))
    }

    @Test(
        "Counts that are absent or absurd never trap; what is missing is estimated and marked",
        arguments: [
            "null", "{}", "7", #"{"prompt_tokens":"12"}"#, #"{"prompt_tokens":1.5,"completion_tokens":-1e300}"#,
            #"{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807,"total_tokens":9223372036854775807,"completion_tokens_details":{"reasoning_tokens":9223372036854775807}}"#,
        ]
    )
    func absurd(_ usage: String) async throws {
        let read = try #require(try await openAI(usage))
        #expect(read.isEstimated == !usage.contains("total_tokens"))
        let anthropic = """
            {"type":"message","content":[],"stop_reason":"end_turn","usage":{"input_tokens":9223372036854775807,
            "cache_read_input_tokens":9223372036854775807,"output_tokens":1}}
            """
        #expect(try await Asking.respond(.anthropic, anthropic).usage != nil)
    }

    @Test("A seed that was sent is honoured as well as the provider can")
    func seeds() async throws {
        var request = Asking.question
        request.sampling.seed = 3
        let answers: [(ProviderKind, String, BundleMetadata.SeedPromise)] = [
            (.openAI, "openai-text.json", .bestEffort), (.anthropic, "anthropic-calls.json", .ignored),
            (.gemini, "gemini-calls.json", .bestEffort), (.ollama, "ollama-text.json", .bestEffort),
        ]
        for (kind, file, promise) in answers {
            let body = String(decoding: try Fixture.bytes(file), as: UTF8.self)
            #expect(try await Asking.respond(kind, body, request).seedHonoured == promise)
            #expect(try await Asking.respond(kind, body).seedHonoured == .ignored)
        }
    }
}
