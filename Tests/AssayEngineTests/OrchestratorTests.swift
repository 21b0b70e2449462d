import AssayCore
import AssayEngine
import AssayStatistics
import AssayTesting
import Synchronization
import Testing

@Suite("The basic orchestrator")
struct OrchestratorTests {
    private static let echo = ScriptedTool(
        ToolDescriptor(name: "echo", defaultOptions: ["loud": false], flags: .concurrent)
    ) { call in
        ToolResult(["request": call.request, "options": call.options], usage: Usage(tokens: 10, costUSD: 0.01))
    }
    private static let writer = ScriptedTool(ToolDescriptor(name: "writer", flags: .sideEffects)) { _ in
        ToolResult(["written": true])
    }

    private static func orchestrator(
        _ tools: [any Tool] = [echo, writer, Fixtures.flaky],
        planner: RuleBasedPlanner? = nil
    ) throws -> Orchestrator {
        let registry = ToolRegistry()
        for tool in tools { try registry.register(tool) }
        return Orchestrator(registry: registry, planner: planner)
    }

    private static func thrown(_ work: () async throws -> Void) async -> AssayError? {
        do {
            try await work()
            return nil
        } catch {
            return error as? AssayError
        }
    }

    @Test("Plain text stands for a query, and the caller's object is handed on as it is (S3-3, S3-17)")
    func requests() async throws {
        let orchestrator = try Self.orchestrator()
        let text = try await orchestrator.run(request: "why?", toolName: "echo")
        #expect(text.content["request"] == ["query": "why?"])
        let object = try await orchestrator.run(request: ["a": 1], toolName: "echo", toolOptions: ["k": 2])
        #expect(object.content["request"] == ["a": 1])
    }

    @Test("A name that no tool has lists the tools; no name needs a planner (S3-3)")
    func names() async throws {
        let orchestrator = try Self.orchestrator()
        let unknown = await Self.thrown { _ = try await orchestrator.run(request: [:], toolName: "ecco") }
        #expect(unknown?.code == .unknownTool)
        #expect(unknown?.message.contains("echo, flaky, writer") == true)
        let unnamed = await Self.thrown { _ = try await orchestrator.run(request: [:]) }
        #expect(unnamed?.message.contains("toolName is needed") == true)
    }

    @Test("Options of the run are told from the tool's own, and both beat every default (S3-3, S3-25)")
    func mixedOptions() async throws {
        let output = try await Self.orchestrator().run(
            request: [:],
            toolName: "echo",
            toolOptions: [
                "k": 4, "seeds": [5, 6, 7, 8], "stop": "never", "max_parallel": 2, "loud": true,
                "global_budget": ["tokens": 1000], "per_replicate_budget": ["time_ms": 60000], "deadline_ms": 60000,
            ],
            options: OrchestrationConfig(maxParallel: 7, budget: Budget(tokens: 1))
        )
        #expect(output.bundle.replicates.map(\.seed) == [5, 6, 7, 8])
        #expect(output.content["options"] == ["loud": true])
        #expect(output.bundle.execution.maxParallel == 2)
        #expect(output.bundle.meta.globalBudget == Budget(tokens: 1000))
    }

    @Test(
        "An option of the wrong type is named",
        arguments: [
            (["k": "three"], "the option k must be a whole number"), (["seeds": [1, -1]], "the option seeds must be"),
            (["epsilon": true], "the option epsilon must be a number"), (["stop": "soon"], "the option stop:"),
            (["timeout_ms": 0], "the option timeout_ms must be"), (["k": 0], "k must be from 1 to 1,000,000"),
            (["global_budget": ["ms": 5]], "global_budget has the keys tokens, cost_usd and time_ms"),
            (["global_budget": ["tokens": -5]], "global_budget.tokens must be a number above 0"),
            (["schema_uri": "a.json"], "the option schema_uri needs an orchestrator that reads files"),
            (["schema_uri": 3], "the option schema_uri must be a string"),
        ] as [(Object, String)]
    )
    func badOptions(options: Object, message: String) async throws {
        let orchestrator = try Self.orchestrator()
        let error = await Self.thrown {
            _ = try await orchestrator.run(request: [:], toolName: "echo", toolOptions: options)
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "no error")")
    }

    @Test(
        "The identity of the run is in the output, and the cost where the complete example looks for it (S3-9, S3-26, S3-27)"
    )
    func identity() async throws {
        let trace = String(repeating: "ab", count: 16)
        let output = try await Self.orchestrator().run(
            request: [:],
            toolName: "echo",
            toolOptions: ["k": 2, "stop": "never"],
            options: OrchestrationConfig(metadata: ["team": "x"], traceID: trace, requestID: "trace-456")
        )
        #expect(output.traceID == trace)
        #expect(output.requestID == "trace-456")
        #expect(output.status == .complete)
        #expect(output.usage == Usage(tokens: 20, costUSD: 0.02))
        #expect(output.metadata == ["team": "x", "cost_usd": 0.02])
        let foreign = await Self.thrown {
            let config = OrchestrationConfig(traceID: "trace-456")
            _ = try await Self.orchestrator().run(request: [:], toolName: "echo", options: config)
        }
        #expect(foreign?.message.hasPrefix("trace_id must be 32") == true)
    }

    @Test("The overall timeout ends a run that takes longer (S3-6)")
    func timeout() async throws {
        let clock = ManualClock()
        let gate = Gate()
        defer { gate.open() }
        let slow = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { _ in
            await gate.wait()
            return ToolResult([:])
        }
        let registry = ToolRegistry()
        try registry.register(slow)
        let orchestrator = Orchestrator(registry: registry, engine: Engine(clock: clock))
        let run = try await orchestrator.start(
            request: [:],
            toolName: "slow",
            options: OrchestrationConfig(timeout: .milliseconds(100))
        )
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .milliseconds(100))
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .milliseconds(250))
        let output = try await run.output
        #expect(output.status == .failed)
        #expect(output.bundle.meta.endedBy == .deadline)
    }

    @Test("A budget may limit time, and is kept before money is spent, not checked afterwards (S3-7)")
    func budget() async throws {
        let calls = Mutex(0)
        let costly = ScriptedTool(
            ToolDescriptor(name: "costly", flags: .concurrent, maximumUsage: Usage(tokens: 10))
        ) { _ in
            calls.withLock { $0 += 1 }
            return ToolResult(["x": 1], usage: Usage(tokens: 10))
        }
        let output = try await Self.orchestrator([costly]).run(
            request: [:],
            toolName: "costly",
            toolOptions: ["k": 5, "stop": "never"],
            options: OrchestrationConfig(budget: Budget(tokens: 25, timeMS: 60_000))
        )
        #expect(calls.withLock { $0 } == 2)
        #expect(output.status == .partial)
        #expect(try output.answer() == ["x": 1])
    }

    @Test("A tool with side effects runs once, unless the caller insists, which is an error")
    func sideEffects() async throws {
        let orchestrator = try Self.orchestrator()
        #expect(try await orchestrator.run(request: [:], toolName: "writer").bundle.meta.k == 1)
        let error = await Self.thrown {
            _ = try await orchestrator.run(request: [:], toolName: "writer", toolOptions: ["k": 2])
        }
        #expect(error?.message == "writer has side effects: k must be 1")
    }

    @Test("Without a name the planner chooses, and the caller's options beat it (S3-16)")
    func planned() async throws {
        let rule = PlanningRule(name: "all", action: RuleAction(tool: "echo", options: ["k": 7, "loud": true]))
        let orchestrator = try Self.orchestrator(planner: RuleBasedPlanner(rules: [rule]))
        let output = try await orchestrator.run(
            request: ["a": 1],
            toolOptions: ["k": 2, "stop": "never"],
            options: OrchestrationConfig(maxParallel: 3)
        )
        #expect(output.bundle.meta.tool.name == "echo")
        #expect(output.bundle.replicates.count == 2)
        #expect(output.bundle.execution.maxParallel == 3)
        #expect(output.content["options"] == ["loud": true])
    }
}

@Suite("Answers instead of outcomes")
struct AnswerTests {
    private static func run(
        _ tool: any Tool,
        _ options: BundleOptions
    ) async throws -> OrchestrationOutput {
        OrchestrationOutput(try await Fixtures.run(tool, options))
    }

    @Test("A tool that fails is an error with its name and its cause (S3-35)")
    func toolExecution() async throws {
        let broken = ScriptedTool("broken") { _ in throw AssayError(.toolFailed, "the disk is full") }
        let output = try await Self.run(broken, BundleOptions(k: 2))
        let error = #expect(throws: ToolExecutionError.self) { try output.answer() }
        #expect(error?.toolName == "broken")
        #expect(error?.error.message == "the disk is full")
        #expect(error?.code == .toolFailed)
        #expect(error?.message == "broken gave no valid answer: the disk is full")
    }

    @Test("A budget that leaves no room for an answer is an error with kind, limit and use (S3-7, S3-35)")
    func budget() async throws {
        let descriptor = ToolDescriptor(name: "costly", maximumUsage: Usage(tokens: 100, costUSD: 0.1))
        let costly = ScriptedTool(descriptor) { _ in ToolResult([:], usage: Usage(tokens: 100)) }
        let output = try await Self.run(costly, BundleOptions(k: 2, globalBudget: Budget(tokens: 50, costUSD: 10)))
        let error = #expect(throws: BudgetExceeded.self) { try output.answer() }
        #expect(error?.code == .budgetExceeded)
        #expect(["tokens", "cost_usd"].contains(error?.budgetType))
        #expect(error?.message.contains("leaves no room for another attempt") == true)
    }

    @Test("Too weak a consensus is an error of its own, and every error is one protocol's (S3-35)")
    func abstained() async throws {
        let output = try await Self.run(Fixtures.noisy, BundleOptions(k: 3, minimumConfidence: 1))
        let error = #expect(throws: AssayError.self) { try output.answer() }
        #expect(error?.code == .abstained)
        do {
            _ = try output.answer()
        } catch let error as any OrchestratorError {
            #expect(error.message == output.explanation)
        }
    }

    @Test("A run cancelled before any answer says so")
    func cancelled() async throws {
        let gate = Gate()
        defer { gate.open() }
        let slow = ScriptedTool(ToolDescriptor(name: "slow", flags: .concurrent)) { _ in
            await gate.wait()
            return ToolResult([:])
        }
        let run = try Engine().start(slow, request: [:])
        await Fixtures.wait(for: "replicate_started", in: run)
        run.cancel()
        let output = try await run.output
        #expect(throws: (any Error).self) { try output.answer() }
        #expect(output.bundle.meta.endedBy == .cancelled)
    }
}
