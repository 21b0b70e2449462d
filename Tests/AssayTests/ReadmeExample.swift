// What the README shows, as it stands there.
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
