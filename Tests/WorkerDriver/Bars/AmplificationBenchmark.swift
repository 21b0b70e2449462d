import Assay
import Synchronization

/// Counts the attempts at calls that all fail.
struct AmplificationBenchmark {
    private let count: Int

    init(_ words: ArraySlice<String>) throws { count = try Caller.count(words, "amplification") }

    func run() async throws {
        let line: Value = [
            "calls": Value(count), "ratio": .number(try await ratio(RetryBudget())),
            "ratio_without_budget": .number(try await ratio(nil)),
        ]
        print(line.canonicalJSON)
    }

    private func ratio(_ budget: RetryBudget?) async throws -> Double {
        let tool = Failing()
        let client = AssayClient()
        try client.registerTool(tool)
        let orchestrator = try client.reliableOrchestrator(
            reliability: ReliabilityConfig(
                retry: RetryPolicy(initialDelay: .zero, maxDelay: .zero),
                retryBudget: budget,
                circuitBreaker: nil
            )
        )
        _ = try await orchestrator.run(
            request: [:],
            toolName: tool.name,
            toolOptions: ["k": Value(count), "stop": "never", "max_parallel": 16]
        )
        return Double(tool.attempts.withLock { $0 }) / Double(count)
    }

    private final class Failing: Tool {
        let descriptor = ToolDescriptor(name: "failing", flags: .concurrent)
        let attempts = Mutex(0)

        func execute(_ call: ToolCall) async throws -> ToolResult {
            attempts.withLock { $0 += 1 }
            throw AssayError(.toolFailed, "not today", isRetryable: true)
        }
    }
}
