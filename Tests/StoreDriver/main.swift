// A process that uses a state store, for tests that need several of them.
//
//   StoreDriver race PATH KEYS    claims every key, appends a line to PATH.log for each claim it got, and completes it
//   StoreDriver record PATH       begins a run and records replicates for ever, printing each one's number when it is on disk
import AssayCore
import AssayStatistics
import AssayStorage
import Foundation

func claim(_ key: String) -> IdempotencyClaim {
    IdempotencyClaim(key: key, fingerprint: "f", owner: "driver", lease: .seconds(60), isRepeatable: false)
}

/// One line in one write, which no other process can get between.
func log(_ line: String, to path: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    _ = Array((line + "\n").utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
}

func plan() throws -> EvidenceBundle {
    let tool = ToolDescriptor(name: "driver")
    let options = BundleOptions(k: 1_000_000, stop: NeverRule())
    return try BundleBuilder(tool: tool, request: [:], options: options).bundle(
        replicates: [],
        ending: .cancelled,
        elapsedMS: 0,
        execution: ExecutionRecord(
            runID: "run-\(getpid())",
            traceID: String(repeating: "a", count: 32),
            executor: "test",
            maxParallel: 1
        )
    )
}

let arguments = CommandLine.arguments
let store = try await SQLiteStateStore(path: arguments[2])
switch arguments[1] {
case "race":
    for number in 0..<(Int(arguments[3]) ?? 0) {
        guard case .claimed(let token) = try await store.claim(claim("key-\(number)")) else { continue }
        log("key-\(number)", to: arguments[2] + ".log")
        try await store.complete("key-\(number)", token: token, result: [1, 2, 3], ttl: .seconds(3600))
    }
case "record":
    let plan = try plan()
    try await store.begin(plan)
    log("begun \(plan.execution.runID)", to: arguments[2] + ".log")
    for index in 0... {
        let replicate = Replicate(index: index, seed: UInt64(index), data: ["x": .integer(Int64(index))])
        try await store.record([replicate], of: plan.execution.runID)
        log("recorded \(index)", to: arguments[2] + ".log")
    }
default: exit(64)
}
