// A program with four kinds of tools and one kind of evidence.
import Assay

func show(_ title: String, _ output: OrchestrationOutput) {
    print("\(title): \(output.content.canonicalJSON), \(output.status), confidence \(output.bundle.summary.confidence)")
}

let client = AssayClient()

// 1. A tool written in Swift, with its events shown while they happen.
try client.registerTool(MonteCarloPi())
let run = try client.run(
    request: ["points": 200_000],
    tool: "monte-carlo-pi",
    bundle: BundleOptions(k: 8, stop: NeverRule())
)
for await event in run.events {
    switch event.kind {
    case .replicateDone(let replicate, let isValid, _, _): print("  \(replicate) \(isValid ? "answered" : "failed")")
    case .bundleReady(let outcome, let replicates, _): print("  \(outcome) with \(replicates) replicates")
    default: break
    }
}
show("pi", try await run.output)

// 2. A plugin: the shared library beside this program.
try await client.loadPlugins()
show("dice", try await client.run(request: ["dice": 3], tool: "dice", bundle: BundleOptions(k: 5)).output)

// 3. A function of the C library, described by a manifest.
let power: Value = [
    "library": "libm.so.6",
    "functions": [
        [
            "name": "power", "symbol": "pow", "description": "x raised to the power y",
            "parameters": [["name": "x", "type": "f64"], ["name": "y", "type": "f64"]],
            "returns": ["name": "value", "type": "f64"],
        ]
    ],
]
let manifest = try ForeignManifest(power, file: "power")
for tool in try ForeignLibrary.load(manifest: manifest, isolation: .worker()) { try client.registerTool(tool) }
show("2^10", try await client.run(request: ["x": 2, "y": 10], tool: "power", bundle: BundleOptions(k: 2)).output)

// 4. No tool named: the planner finds the one that takes the request, and says why.
let plan = try client.plan(request: ["dice": 2], planner: RuleBasedPlanner())
print("planned: \(plan.tool), because \(plan.explanation.joined(separator: "; "))")
show("planned", try await client.run(request: ["dice": 2], plan: plan).output)
