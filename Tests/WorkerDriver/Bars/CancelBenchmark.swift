import Assay
import Foundation

/// Cancels runs of a plugin in workers at random times, and looks what is left.
struct CancelBenchmark {
    private let count: Int
    private let tool: CountedTool
    private let orchestrator: ReliableOrchestrator

    private static let together = 8

    init(_ words: ArraySlice<String>) throws {
        let path: String
        (count, path) = try Caller.countAndPath(words, "cancel")
        tool = CountedTool(try Caller.load(path))
        let client = AssayClient()
        try client.registerTool(tool)
        orchestrator = try client.reliableOrchestrator(
            reliability: ReliabilityConfig(circuitBreaker: nil, maxConcurrentCalls: Self.together)
        )
    }

    func run() async throws {
        // Every place has a worker before anything is counted.
        _ = try await cancelled(Self.together * 100, seed: 1)
        let before = (Holdings.residentKiB, Holdings.descriptors, Holdings.children)
        let times = try await cancelled(count, seed: 2)
        let line: Value = [
            "cancels": Value(count), "after_cancel": .object(times.document), "permits": Value(try await permits()),
            "more_kib": Value(Holdings.residentKiB - before.0),
            "more_descriptors": Value(Holdings.descriptors - before.1),
            "more_children": Value(Holdings.children - before.2),
        ]
        print(line.canonicalJSON)
    }

    /// Runs and cancels so often, several at a time.
    private func cancelled(_ count: Int, seed: UInt64) async throws -> Times {
        try await withThrowingTaskGroup(of: Times.self) { group in
            for part in 0..<Self.together {
                group.addTask { try await oneByOne(count / Self.together, seed: seed &* 64 &+ UInt64(part)) }
            }
            return try await group.reduce(into: Times()) { $0.add($1) }
        }
    }

    private func oneByOne(_ count: Int, seed: UInt64) async throws -> Times {
        var random = SplitMix64(seed: seed)
        var times = Times()
        for _ in 0..<count {
            let run = Task { try await output(k: 2) }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...12_000, using: &random)))
            let start = clock_gettime_nsec()
            run.cancel()
            _ = try? await run.value
            times.add(clock_gettime_nsec() - start)
        }
        return times
    }

    private func output(k: Int) async throws -> OrchestrationOutput {
        try await orchestrator.run(
            request: [:],
            toolName: tool.name,
            toolOptions: ["k": Value(k), "stop": "never", "max_parallel": Value(k)]
        )
    }

    /// How many calls at once are let through afterwards: a place that was lost would not be taken.
    private func permits() async throws -> Int {
        let left = tool.takeCounts().now
        guard left == 0 else { throw AssayError(.toolFailed, "\(left) calls still go on") }
        _ = try await output(k: Self.together * 8)
        return tool.takeCounts().peak
    }
}
