// Times what recording costs, beside the least it could cost: one page written to a file and synced.
//
// Prints one JSON object per case: name, count, the median and the 99th percentile in microseconds, and the ratio of the
// median to that of the bare page.
import Assay
import AssayCore
import AssayStorage
import Foundation

func microseconds(_ count: Int, _ work: (Int) async throws -> Void) async rethrows -> [Double] {
    let clock = ContinuousClock()
    var times: [Double] = []
    for place in 0..<count {
        let start = clock.now
        try await work(place)
        times.append((clock.now - start) / .microseconds(1))
    }
    return times.sorted()
}

func report(_ name: String, _ times: [Double], floor: Double) {
    let median = times[times.count / 2]
    let value: Value = [
        "case": .string(name), "count": Value(times.count), "p50_us": .number(median),
        "p99_us": .number(times[times.count * 99 / 100]), "ratio": .number(median / floor),
    ]
    print(value.canonicalJSON)
}

func bundle(_ id: String) throws -> EvidenceBundle {
    let execution = ExecutionRecord(
        runID: id,
        traceID: String(repeating: "a", count: 32),
        executor: "benchmark",
        maxParallel: 1
    )
    let options = BundleOptions(k: 1_000_000, stop: NeverRule())
    return try BundleBuilder(tool: ToolDescriptor(name: "benchmark"), request: [:], options: options)
        .plan(execution: execution)
}

let folder = FileManager.default.temporaryDirectory.appending(path: "assay-benchmark-\(UUID())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
defer { try? FileManager.default.removeItem(at: folder) }

let page = Data(repeating: 7, count: 4096)
let descriptor = open(folder.appending(path: "page").path(), O_RDWR | O_CREAT, 0o600)
// The file has its size before, as SQLite's log has after its first round.
for place in 0..<1000 { _ = page.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, 4096, off_t(place * 4096)) } }
fsync(descriptor)
let store = try await SQLiteStateStore(path: folder.appending(path: "state.db").path())
try await store.begin(bundle("run"))

// In turns, so that whatever else the disk does falls on both.
var (bare, single): ([Double], [Double]) = ([], [])
for place in 0..<2000 {
    bare += await microseconds(1) { _ in
        _ = page.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, 4096, off_t(place % 1000 * 4096)) }
        fdatasync(descriptor)
    }
    single += try await microseconds(1) { _ in
        try await store.record(StoredAttempt(replicate: place, number: 1, reserved: Usage(tokens: 10)), of: "run")
    }
}
bare.sort()
single.sort()
let floor = bare[bare.count / 2]
report("bare page", bare, floor: floor)
report("one attempt", single, floor: floor)
let grouped = try await microseconds(500) { round in
    let attempts = (0..<10).map { StoredAttempt(replicate: 10_000 + round * 10 + $0, number: 1, reserved: Usage()) }
    try await store.record(RunProgress(attempts: attempts), of: "run")
}
report("ten attempts together", grouped, floor: floor)

let tool = ScriptedRun()
for (name, context) in [("run of 100", RunContext()), ("run of 100, recorded", RunContext(store: store))] {
    let options = BundleOptions(k: 100, stop: NeverRule(), rounds: .eager)
    let times = try await microseconds(20) { _ in
        _ = try await Engine().start(tool, request: [:], options: options, context: context).output
    }
    report(name, times, floor: floor)
}

/// Answers at once.
struct ScriptedRun: Tool {
    let descriptor = ToolDescriptor(name: "trivial", flags: .concurrent)

    func execute(_ call: ToolCall) async throws -> ToolResult { ToolResult(["answer": 42]) }
}
