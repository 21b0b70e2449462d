import AssayCore
import AssayEngine
import AssayTesting
import Testing

@Suite("A month in virtual time", .timeLimit(.minutes(15)))
struct MonthTests {
    private let clock = ManualClock()
    private let calls = Calls()

    private static let hours = 30 * 24
    /// From noon to three every day the tool fails, whatever is tried.
    private static func isOutage(_ hour: Int) -> Bool { (12..<15).contains(hour % 24) }
    /// How often the first attempts fail in an hour: not at all, once, or twice.
    private static func failures(_ hour: Int) -> Int { hour % 3 }

    /// Reads the hour from the clock, as a provider that has bad hours would.
    private var tool: ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "hourly", flags: [.concurrent, .idempotent])) { [clock, calls] call in
            calls.note(call)
            let hour = Int(clock.now.offset.components.seconds / 3600)
            guard !Self.isOutage(hour), call.attempt > Self.failures(hour) else {
                throw AssayError(.toolFailed, "a bad hour", isRetryable: true)
            }
            return ToolResult(["answer": Value(Int(call.seed % 2))])
        }
    }

    private func run(_ orchestrator: ReliableOrchestrator, _ hour: Int) async throws -> OrchestrationOutput {
        // The lease of the key is renewed as long as the call goes on; time passes only for its retries.
        try await clock.passing(beside: 1) {
            try await orchestrator.run(
                request: ["hour": Value(hour)],
                toolName: "hourly",
                toolOptions: ["k": 2, "stop": "never"],
                options: OrchestrationConfig(idempotencyKey: "hour-\(hour)")
            )
        }
    }

    @Test("For 30 days of retries, keys that expire and breakers nobody sleeps, and every call is accounted for (B13)")
    func month() async throws {
        let store = InMemoryStateStore(clock: clock.wallClock)
        let orchestrator = try Reliable.orchestrator(
            [tool],
            ReliabilityConfig(retryBudget: nil, idempotencyTTL: .seconds(7200)),
            clock: clock,
            store: store
        )
        var (answered, replayed, opened) = (0, 0, 0)
        for hour in 0..<Self.hours {
            clock.advance(by: .seconds(3600 * hour) - clock.now.offset)
            let before = calls.count
            let output = try await run(orchestrator, hour)
            #expect((output.status == .complete) == !Self.isOutage(hour), "hour \(hour)")
            if Self.isOutage(hour) {
                // The first bad hour tries everything and opens the breaker; in the next ones it lets a few through to see.
                let isFirst = !Self.isOutage(hour - 1)
                #expect(isFirst ? calls.count - before == 8 : (1..<8).contains(calls.count - before), "hour \(hour)")
                if orchestrator.breakers["hourly"] == .open { opened += 1 }
                continue
            }
            answered += 1
            #expect(calls.count - before == 2 * (1 + Self.failures(hour)), "hour \(hour)")
            if try await run(orchestrator, hour).isReplayed { replayed += 1 }
            #expect(calls.count - before == 2 * (1 + Self.failures(hour)), "hour \(hour)")
        }
        #expect(answered == Self.hours - 90 && replayed == answered && opened == 90)
        // The keys of the last two hours are kept, all older ones have expired.
        #expect(try await run(orchestrator, Self.hours - 1).isReplayed)
        #expect(try await !run(orchestrator, Self.hours - 5).isReplayed)
        #expect(clock.now.offset >= .seconds(3600 * (Self.hours - 1)))
        #expect(clock.sleeperCount == 0)
    }
}
