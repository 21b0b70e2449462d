import AssayCore
import AssayEngine
import AssayTesting
import Synchronization

/// Tools that fail on purpose, and orchestrators over them.
enum Reliable {
    /// Fails that often at each replicate, then answers what the seed says.
    static func failing(
        _ times: Int,
        _ name: String = "flaky",
        flags: ToolDescriptor.Flags = .concurrent,
        error: AssayError = AssayError(.toolFailed, "no luck", isRetryable: true),
        counting calls: Calls = Calls()
    ) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: name, flags: flags, maximumUsage: Usage(tokens: 10))) { call in
            calls.note(call)
            call.signal(.usage(Usage(tokens: 3)))
            if call.attempt <= times { throw error }
            return ToolResult(["answer": Value(Int(call.seed % 2))], usage: Usage(tokens: 4))
        }
    }

    /// Answers when the gate is open.
    static func waiting(for gate: Gate, counting calls: Calls = Calls()) -> ScriptedTool {
        ScriptedTool(ToolDescriptor(name: "flaky", flags: .concurrent)) { call in
            calls.note(call)
            await gate.wait()
            return ToolResult(["a": 1])
        }
    }

    static func orchestrator(
        _ tools: [any Tool],
        _ reliability: ReliabilityConfig = ReliabilityConfig(),
        clock: any Clock<Duration> = ManualClock(),
        planner: RuleBasedPlanner = .byFit,
        store: any StateStore = InMemoryStateStore(),
        onBreakerChange: ReliableOrchestrator.BreakerObserver? = nil
    ) throws -> ReliableOrchestrator {
        let registry = ToolRegistry()
        for tool in tools { try registry.register(tool) }
        return try ReliableOrchestrator(
            registry: registry,
            engine: Engine(clock: clock),
            planner: planner,
            reliability: reliability,
            store: store,
            onBreakerChange: onBreakerChange
        )
    }

    static let all: Object = ["k": 4, "stop": "never"]
}

/// The calls a tool was given.
final class Calls: Sendable {
    private let seen = Mutex<[ToolCall]>([])

    var all: [ToolCall] { seen.withLock { $0 } }
    var count: Int { all.count }

    func note(_ call: ToolCall) { seen.withLock { $0.append(call) } }
}
