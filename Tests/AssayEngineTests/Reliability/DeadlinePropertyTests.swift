import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Foundation
import Synchronization
import Testing

/// The clock never passes the deadline and one grace time here: a run that waited for anything later would never end, and the
/// test would meet its time limit.
@Suite("Deadlines under every policy", .timeLimit(.minutes(3)))
struct DeadlinePropertyTests {
    private static let grace = Duration.milliseconds(250)

    /// Moves a clock to whatever is waited for next, on a thread of its own, but not past a limit, until it is stopped.
    private final class Driver: Sendable {
        private let isStopped = Atomic(false)

        init(_ clock: ManualClock, notPast limit: Duration) {
            Thread { [self] in
                while !isStopped.load(ordering: .relaxed) {
                    clock.advanceToNextSleeper(notPast: limit)
                    usleep(20)
                }
            }
            .start()
        }

        func stop() { isStopped.store(true, ordering: .relaxed) }
    }

    /// Takes its time, and answers or fails in some way, as seed and attempt say; it may also be deaf to being told to stop.
    private static func tool(_ name: String, _ salt: UInt64, isDeaf: Bool, _ clock: ManualClock) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: name, flags: .concurrent)) { call in
            var random = SplitMix64(seed: call.seed &* 31 &+ UInt64(call.attempt) &+ salt)
            let work = Duration.milliseconds(random.next() % 800)
            if isDeaf, random.next() % 3 == 0 {
                await Task { try? await clock.sleep(for: .seconds(1000)) }.value
            } else if random.next() % 8 != 0 {
                try await clock.sleep(for: work)
            }
            let wait: Duration? = random.next() % 3 == 0 ? .milliseconds(random.next() % 90_000) : nil
            switch random.next() % 4 {
            case 0: return ToolResult(["a": Value(Int(random.next() % 2))])
            case 1: throw AssayError(AssayError.Code(rawValue: "busy"), "busy", isRetryable: true, retryAfter: wait)
            case 2: throw AssayError(.toolFailed, "no luck", isRetryable: true)
            default: throw AssayError(.badOutput, "nonsense")
            }
        }
    }

    private static func config(_ random: inout SplitMix64) -> ReliabilityConfig {
        ReliabilityConfig(
            retry: RetryPolicy(
                maxRetries: Int(random.next() % 7),
                initialDelay: .milliseconds(1 + random.next() % 2000),
                maxDelay: .milliseconds(2000 + random.next() % 20_000)
            ),
            retryBudget: random.next() % 2 == 0 ? nil : RetryBudget(),
            circuitBreaker: random.next() % 2 == 0 ? CircuitBreakerConfig(failureThreshold: 3) : nil,
            maxConcurrentCalls: random.next() % 3 == 0 ? 2 : nil,
            hedgeAfter: random.next() % 2 == 0 ? .milliseconds(100) : nil,
            fallbacks: random.next() % 2 == 0 ? ["first": ["second"]] : [:]
        )
    }

    @Test(
        "2,000 random runs: none goes on beyond its deadline and one grace time, whatever fails, waits or hangs",
        arguments: 0..<8
    )
    func deadlines(batch: Int) async throws {
        var random = SplitMix64(seed: 900 + UInt64(batch))
        for _ in 0..<250 {
            let clock = ManualClock()
            let isDeaf = random.next() % 2 == 0
            let tools = ["first", "second"].map { Self.tool($0, random.next(), isDeaf: isDeaf, clock) }
            let orchestrator = try Reliable.orchestrator(tools, Self.config(&random), clock: clock)
            let deadline = Duration.milliseconds(1 + random.next() % 5000)
            var options: Object = ["k": Value(Int(1 + random.next() % 6)), "stop": "never"]
            options["max_parallel"] = Value(Int(1 + random.next() % 4))
            if random.next() % 2 == 0 { options["timeout_ms"] = Value(Int(1 + random.next() % 1000)) }
            let key = random.next() % 2 == 0 ? "order-7" : nil
            let driver = Driver(clock, notPast: deadline + Self.grace)
            defer {
                driver.stop()
                // What is deaf is let go.
                clock.advance(by: .seconds(2000))
            }
            let output = try await orchestrator.run(
                request: [:],
                toolName: "first",
                toolOptions: options,
                options: OrchestrationConfig(timeout: deadline, idempotencyKey: key)
            )
            #expect(Duration.milliseconds(output.bundle.meta.totalElapsedMS) <= deadline + Self.grace)
            let isCut = output.errors.contains { [.deadline, .cancelled].contains($0.code) }
            #expect(!isCut || output.bundle.meta.endedBy == .deadline)
        }
    }
}
