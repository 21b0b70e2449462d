// What the README shows, as it stands there, piece by piece.
// README BEGIN
import Assay

func askPanel(_ question: String, keys: [ProviderKind: Secret]) async throws -> PanelResult {
    let registry = try await initModels(hasKey: { _ in true })
    let panel = Panel(registry: registry, budget: Budget(costUSD: 0.10), isMock: keys.isEmpty)
    let client = try HTTPClient()
    for (kind, model) in [
        (ProviderKind.openAI, "gpt-5-mini"), (.anthropic, "claude-sonnet-4-5"), (.gemini, "gemini-2.5-flash"),
    ] {
        try panel.registerProvider(model, kind: kind, key: keys[kind], model: model, client: client)
    }
    let city: Value = ["type": "object", "required": ["city"], "properties": ["city": ["type": "string"]]]
    try panel.registerFunction("population", description: "How many people live in a city", parameters: city) { asked in
        asked["city"] == "Paris" ? 2_103_778 : .null
    }

    let orchestrator = ParallelOrchestrator(panel: panel, minResponsesNeeded: 2)
    let options = PanelOptions(sampling: ModelSampling(maxOutputTokens: 1000), deadline: .seconds(60))
    let result = try await orchestrator.process(question, options: options)
    print(result.outcome, result.explanation, result.cost.exactUSD ?? .nan)
    for member in result.members { print(member.member, member.status, member.text ?? "-", member.functionCalls.count) }
    return result
}
// README END

// README BEGIN
import Assay

func clusterIrises() async throws -> OrchestrationOutput {
    let client = AssayClient()
    try await client.loadPlugins()

    let run = try client.run(
        request: ["csv": "Examples/Data/iris.csv", "clusters": 3],
        tool: "kmeans",
        bundle: BundleOptions(k: 12, epsilon: 0.02)
    )
    for await event in run.events { print(event.name) }

    let output = try await run.output  // throws only for the caller's mistakes
    switch output.outcome {
    case .complete(let bundle): print(bundle.summary.consensus, bundle.summary.confidence)
    case .partial(let bundle, let failures): print(bundle.summary.consensus, failures.map(\.id))
    case .degraded, .abstained, .failed: print(output.explanation)
    }
    return output
}
// README END
