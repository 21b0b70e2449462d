import AssayCore
import AssayEngine
import AssayTesting
import Testing

@Suite("Tools that take idempotency keys")
struct KeyedToolTests {
    private let clock = ManualClock()
    private let calls = Calls()

    private func run(
        _ flags: ToolDescriptor.Flags,
        key: String?,
        hedgeAfter: Duration? = nil
    ) async throws -> OrchestrationOutput {
        let retry = RetryPolicy(maxRetries: 2, initialDelay: .zero, maxDelay: .zero)
        let orchestrator = try Reliable.orchestrator(
            [Reliable.failing(1, flags: flags, counting: calls)],
            ReliabilityConfig(retry: retry, hedgeAfter: hedgeAfter),
            clock: clock
        )
        return try await orchestrator.run(
            request: [:],
            toolName: "flaky",
            options: OrchestrationConfig(idempotencyKey: key)
        )
    }

    @Test("A side effect is tried again under a key the tool takes, and every attempt has the same one")
    func retried() async throws {
        let output = try await run([.sideEffects, .idempotencyKeys], key: "order-7")
        #expect(output.status == .complete)
        #expect(calls.all.map(\.idempotencyKey) == ["order-7:flaky:r1", "order-7:flaky:r1"])
        #expect(calls.all.map(\.attempt) == [1, 2])
    }

    @Test(
        "Without a key, or for a tool that takes none, a side effect is not tried again",
        arguments: [([.sideEffects, .idempotencyKeys], nil), ([.sideEffects], "order-7")]
            as [(ToolDescriptor.Flags, String?)]
    )
    func notRetried(flags: ToolDescriptor.Flags, key: String?) async throws {
        let output = try await run(flags, key: key)
        #expect(output.status == .failed)
        #expect(calls.count == 1)
    }
}
