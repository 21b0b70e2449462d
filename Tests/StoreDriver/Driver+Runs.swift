import AssayCore
import AssayEngine
import AssayStorage
import Foundation

extension Driver {
    func run() async throws {
        let output = try await orchestrator(["first", "second"]).run(
            request: ["question": "why"],
            toolName: "first",
            toolOptions: ["k": 8, "stop": "never"],
            options: OrchestrationConfig(
                maxParallel: 4,
                idempotencyKey: "order",
                store: store
            )
        )
        if let failure = output.storeFailure { throw failure }
        if let failure = output.recordFailure { throw failure }
        log("done \(output.bundle.execution.runID) \(output.bundle.digest)")
    }

    func recover() async throws {
        let orchestrator = try orchestrator(["first", "second"])
        for record in try await store.runs(limit: .max, earlierThan: nil) where record.outcome == nil {
            let output = try await orchestrator.resume(record.id, in: store)
            log("resumed \(record.id) \(output.bundle.digest)")
        }
        try await run()
    }

    private func orchestrator(_ tools: [String]) throws -> ReliableOrchestrator {
        let registry = ToolRegistry()
        for name in tools { try registry.register(FailingTool(name: name, path: path)) }
        return try ReliableOrchestrator(
            registry: registry,
            reliability: ReliabilityConfig(
                retry: RetryPolicy(maxRetries: 1, initialDelay: .zero, maxDelay: .zero),
                retryBudget: nil,
                circuitBreaker: nil,
                fallbacks: ["first": ["second"]]
            ),
            store: store
        )
    }

    func call(_ value: Value, mode: String) async throws {
        let registry = ToolRegistry()
        try registry.register(CalledTool(mode: mode, path: path))
        let orchestrator = try ReliableOrchestrator(registry: registry, store: store)
        do {
            let output = try await orchestrator.run(
                request: ["value": value],
                toolName: "called",
                toolOptions: ["k": 1],
                options: OrchestrationConfig(
                    idempotencyKey: "order",
                    store: mode.contains("recorded") ? store : nil
                )
            )
            if let failure = output.storeFailure { throw failure }
            log("answered \(output.isReplayed ? "replayed" : "fresh") \(output.bundle.digest)")
        } catch let error as AssayError {
            log("error \(error.code)")
        } catch let error as ConflictError {
            log("error \(error.code)")
        }
    }
}

/// `first` never answers; `second` fails at the first attempt of every other replicate.
private struct FailingTool: Tool {
    let descriptor: ToolDescriptor
    private let path: String

    init(name: String, path: String) {
        descriptor = ToolDescriptor(name: name, flags: .concurrent, maximumUsage: Usage(tokens: 10))
        self.path = path
    }

    func execute(_ call: ToolCall) async throws -> ToolResult {
        Driver.log("exec \(call.traceID) \(descriptor.name) \(call.replicate)", to: path)
        guard descriptor.name == "second", call.attempt > 1 || call.replicate % 2 == 1 else {
            throw AssayError(.toolFailed, "not this time", isRetryable: true)
        }
        return ToolResult(["answer": Value(seed: call.seed % 3)], usage: Usage(tokens: 4))
    }
}

/// Answers at once, when the gate is opened, or never because it kills its process.
private struct CalledTool: Tool {
    let descriptor: ToolDescriptor
    private let mode: String
    private let path: String

    init(mode: String, path: String) {
        descriptor = ToolDescriptor(
            name: "called",
            flags: mode.contains("effects") ? [.concurrent, .sideEffects] : .concurrent
        )
        self.mode = mode
        self.path = path
    }

    func execute(_ call: ToolCall) async throws -> ToolResult {
        Driver.log("called", to: path)
        if mode.hasSuffix("die") { kill(getpid(), SIGKILL) }
        // Nobody reads what the gate says: opening it waits for the other end, on a thread of the tool's own.
        if mode.hasSuffix("gate") { close(open(path + ".gate", O_RDONLY)) }
        return ToolResult(["answer": 7])
    }
}
