import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import AssayStatistics
import Testing

@Suite("A model behind the LiteLLM proxy")
struct LiteLLMTests {
    private static let answer = "An oak, as ever."

    @Test(
        "Both of its wire formats answer, plain and streamed, with the tokens the proxy counted",
        .timeLimit(.minutes(5))
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

    private static func run(_ provider: any ModelProvider, _ model: String, streams: Bool) async throws
        -> EvidenceBundle
    {
        let asked = AskedModel(provider, model: model, price: ModelPrice(input: 1, output: 2))
        let tool = try ModelTool([asked], sampling: ModelSampling(maxOutputTokens: 50), streams: streams)
        let options = BundleOptions(k: 3, stop: NeverRule())
        return try await Engine().start(tool, request: ["prompt": "Name a tree."], options: options).output.bundle
    }
}
