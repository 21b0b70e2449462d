// Times the engine on tools that cost nothing, so that all there is to see is the engine.
//
// Prints one JSON object per case: name, replicates, median seconds of the runs, and the microseconds of one replicate.
import Assay

struct Trivial: Tool {
    let descriptor = ToolDescriptor(name: "trivial", flags: [.concurrent, .idempotent])

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["answer": 42]) }
}

struct Column: BatchTool {
    let descriptor = ToolDescriptor(name: "column", flags: [.concurrent, .idempotent])
    let columns = ["value"]

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["value": .number(Self.value(call.seed))]) }

    func executeBatch(_ call: ToolCall, seeds: [UInt64]) async throws -> [[Double]] { [seeds.map(Self.value)] }

    private static func value(_ seed: UInt64) -> Double {
        var random = SplitMix64(seed: seed)
        return Double(random.next() >> 11) * 0x1p-53
    }
}

func median(_ runs: Int, _ work: () async throws -> Void) async throws -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs {
        let start = clock.now
        try await work()
        times.append((clock.now - start) / .seconds(1))
    }
    return times.sorted()[runs / 2]
}

func report(_ name: String, _ replicates: Int, _ seconds: Double) {
    let value: Value = [
        "case": .string(name), "replicates": Value(replicates), "seconds": .number(seconds),
        "us_per_replicate": .number(seconds * 1e6 / Double(replicates)),
    ]
    print(value.canonicalJSON)
}

let engine = Engine()
let cases = CommandLine.arguments.dropFirst()

if cases.isEmpty || cases.contains("k10") {
    let bundles = 500
    let seconds = try await median(5) {
        for _ in 0..<bundles {
            _ = try await engine.start(Trivial(), request: [:], options: BundleOptions(k: 10, stop: NeverRule())).output
        }
    }
    report("k10", 10 * bundles, seconds)
}
if cases.isEmpty || cases.contains("k10000") {
    let options = BundleOptions(k: 10_000, stop: NeverRule(), rounds: .eager, maxParallel: 2)
    let seconds = try await median(5) { _ = try await engine.start(Trivial(), request: [:], options: options).output }
    report("k10000", 10_000, seconds)
}
if cases.isEmpty || cases.contains("batch") {
    let options = BundleOptions(k: 1_000_000, stop: NeverRule(), rounds: .eager, maxParallel: 2)
    let seconds = try await median(3) { _ = try await engine.start(Column(), request: [:], options: options).output }
    report("batch", 1_000_000, seconds)
}
// Not beside a peer, so only when asked for: what a schema adds to the batches.
if cases.contains("schema") {
    let schema: Value = [
        "type": "object", "required": ["value"],
        "properties": ["value": ["type": "number", "minimum": 0, "maximum": 1]],
    ]
    let options = BundleOptions(
        k: 1_000_000,
        stop: NeverRule(),
        rounds: .eager,
        maxParallel: 2,
        outputSchema: schema
    )
    let seconds = try await median(3) { _ = try await engine.start(Column(), request: [:], options: options).output }
    report("schema", 1_000_000, seconds)
}
