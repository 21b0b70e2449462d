// Times the engine on tools that cost nothing, so that all there is to see is the engine.
//
// Prints one JSON object per case: name, replicates, median seconds of the runs, and the microseconds of one replicate.
import Assay

struct Trivial: Tool {
    let descriptor = ToolDescriptor(name: "trivial", flags: [.concurrent, .idempotent])

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["answer": 42]) }
}

struct Instant: InlineTool {
    let descriptor = ToolDescriptor(name: "instant", flags: [.concurrent, .idempotent])

    func answer(_ call: ToolCall) throws -> ToolResult { ToolResult(["answer": 42]) }
}

/// Computes for 30 microseconds: long beside a function call, short beside waking a thread.
struct Short: Tool {
    let descriptor = ToolDescriptor(name: "short", flags: [.concurrent, .idempotent])

    func execute(_ call: ToolCall) async throws -> ToolResult {
        let end = ContinuousClock.now + .microseconds(30)
        while ContinuousClock.now < end {}
        return ToolResult(["answer": 42])
    }
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

/// Times runs of one kind; with `digest`, the evidence is hashed as well, as everybody does who writes it down.
func time(
    _ name: String,
    _ tool: any Tool,
    _ options: BundleOptions,
    runs: Int = 1,
    samples: Int = 5,
    digest: Bool = false,
    onlyWhenAsked: Bool = false
) async throws {
    guard cases.contains(name) || (cases.isEmpty && !onlyWhenAsked) else { return }
    let seconds = try await median(samples) {
        for _ in 0..<runs {
            let bundle = try await engine.start(tool, request: [:], options: options).output.bundle
            if digest { precondition(bundle.digest.utf8.count == 64) }
        }
    }
    report(name, runs * options.k, seconds)
}

let ten = BundleOptions(k: 10, stop: NeverRule())
try await time("k10", Trivial(), ten, runs: 500)
try await time("k10-inline", Instant(), ten, runs: 500)
try await time("k10-digest", Trivial(), ten, runs: 500, digest: true)

let many = BundleOptions(k: 10_000, stop: NeverRule(), rounds: .eager, maxParallel: 2)
try await time("k10000", Trivial(), many)
try await time("k10000-digest", Trivial(), many, digest: true)

var million = BundleOptions(k: 1_000_000, stop: NeverRule(), rounds: .eager, maxParallel: 2)
try await time("batch", Column(), million, samples: 3)
try await time("batch-digest", Column(), million, samples: 3, digest: true)

// Not beside a peer, so only when asked for: attempts that could keep two cores busy, and what a schema adds to batches.
try await time("short", Short(), many, onlyWhenAsked: true)
million.outputSchema = [
    "type": "object", "required": ["value"],
    "properties": ["value": ["type": "number", "minimum": 0, "maximum": 1]],
]
try await time("schema", Column(), million, samples: 3, onlyWhenAsked: true)
