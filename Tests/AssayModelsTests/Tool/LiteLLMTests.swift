import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import AssayStatistics
import TestSupport
import Testing

@Suite("A model behind the LiteLLM proxy")
struct LiteLLMTests {
    private static let answer = "An oak, as ever."

    @Test(
        "Both of its wire formats answer, plain and streamed, with the tokens the proxy counted",
        .timeLimit(.minutes(5 * Sanitizer.patience))
    )
    func bothFormats() async throws {
        try #require(LiteLLMProxy.isInstalled, "the LiteLLM proxy is not there: run Tests/need-litellm.sh")
        let proxy = try await LiteLLMProxy.start(saying: Self.answer)
        let client = try HTTPClient()
        for (kind, model, path) in [(ProviderKind.openAI, "tree", "/v1"), (.anthropic, "claude-tree", "")] {
            for streams in [false, true] {
                let provider = try HTTPModelProvider(id: "proxy", kind: kind, client: client, base: proxy.base(path))
                let bundle = try await Self.run(provider, model, streams: streams)
                #expect(bundle.outcome == .complete, "\(kind) \(bundle.explanation)")
                #expect(bundle.summary.consensus["answer"]?.string == Self.answer)
                for replicate in bundle.replicates {
                    #expect(replicate.usage?.tokens ?? 0 > 0)
                    #expect(replicate.usage?.costUSD ?? 0 > 0)
                    #expect(replicate.quality.warnings.isEmpty, "the count is the proxy's, not an estimate")
                }
            }
        }
        withExtendedLifetime(proxy) {}
    }

    // The proxy makes up no calls in streams, so these are whole answers.
    @Test(
        "In both formats a model calls a function, and takes what it says",
        .timeLimit(.minutes(5 * Sanitizer.patience))
    )
    func functions() async throws {
        try #require(LiteLLMProxy.isInstalled, "the LiteLLM proxy is not there: run Tests/need-litellm.sh")
        let proxy = try await LiteLLMProxy.start(saying: Self.answer)
        let client = try HTTPClient()
        for (kind, model, path) in [(ProviderKind.openAI, "lookup", "/v1"), (.anthropic, "claude-lookup", "")] {
            let provider = try HTTPModelProvider(id: "proxy", kind: kind, client: client, base: proxy.base(path))
            let record = ModelRecord(
                id: model,
                provider: "proxy",
                price: ModelPrice(input: 1, output: 2),
                features: [.functions]
            )
            let registry = try SampleModels.registry([record])
            let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
            try orchestrator.registerFunction("lookup", parameters: ["type": "object"]) { arguments in
                ["tree": "oak", "place": arguments["place"] ?? .null]
            }
            let options = RouteOptions(sampling: ModelSampling(maxOutputTokens: 50), maxFunctionRounds: 1)
            let response = try await orchestrator.routeRequest("Which tree?", options: options)
            // The second turn was asked with the result of the first, and wants the same again.
            #expect(response.attempts.map(\.failure) == [nil, nil], "\(kind)")
            #expect(response.functionCalls.map(\.result.output) == [["tree": "oak", "place": "Ulm"]])
            #expect(response.functionCall?.name == "lookup" && response.content == "Let me see.")
            #expect(response.finish == .functionCalls && response.costUSD ?? 0 > 0)
        }
        withExtendedLifetime(proxy) {}
    }

    private static func run(_ provider: any ModelProvider, _ model: String, streams: Bool) async throws
        -> EvidenceBundle
    {
        let asked = AskedModel(provider, model: model, price: ModelPrice(input: 1, output: 2))
        let tool = try ModelTool([asked], sampling: ModelSampling(maxOutputTokens: 50), streams: streams)
        let options = BundleOptions(k: 3, stop: NeverRule())
        return try await Engine().start(tool, request: ["prompt": "Name a tree."], options: options).output.bundle
    }
}
