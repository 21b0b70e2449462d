import Assay

/// Runs the same 64 replicates under ever other faults, waits and parallelism, and counts the digests that come out.
struct DeterminismBenchmark {
    private let count: Int

    init(_ words: ArraySlice<String>) throws { count = try Caller.count(words, "determinism") }

    func run() async throws {
        var digests: Set<String> = []
        for round in 0..<count {
            var random = SplitMix64(seed: UInt64(round))
            let client = AssayClient()
            try client.registerTool(Moody(round: UInt64(round)))
            let orchestrator = try client.reliableOrchestrator(
                reliability: ReliabilityConfig(
                    retry: RetryPolicy(maxRetries: 9, initialDelay: .microseconds(100), maxDelay: .microseconds(100)),
                    retryBudget: nil,
                    circuitBreaker: nil
                )
            )
            let output = try await orchestrator.run(
                request: [:],
                toolName: "moody",
                toolOptions: ["k": 64, "stop": "never", "max_parallel": Value(Int.random(in: 1...64, using: &random))]
            )
            guard output.status == .complete else { throw AssayError(.toolFailed, "a round is not complete") }
            digests.insert(output.bundle.digest)
        }
        let line: Value = [
            "runs": Value(count), "digests": .array(digests.sorted().map { .string($0) }),
        ]
        print(line.canonicalJSON)
    }

    /// Its answer depends on the seed alone; whether and when it comes also on the round.
    private struct Moody: Tool {
        let round: UInt64
        let descriptor = ToolDescriptor(name: "moody", flags: .concurrent)

        func execute(_ call: ToolCall) async throws -> ToolResult {
            var mood = SplitMix64(seed: round &* 1_000_003 &+ UInt64(call.replicate * 16 + call.attempt))
            try await Task.sleep(for: .microseconds(Int.random(in: 0...500, using: &mood)))
            guard Int.random(in: 0..<4, using: &mood) > 0 else {
                throw AssayError(.toolFailed, "not in the mood", isRetryable: true)
            }
            var random = SplitMix64(seed: call.seed)
            return ToolResult([
                "letter": .string(["a", "b", "c"].randomElement(using: &random) ?? "a"),
                "size": .number(Double.random(in: 0...1, using: &random)),
            ])
        }
    }
}
