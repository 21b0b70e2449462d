import AssayCore
import AssayEngine
import AssayTesting
import Synchronization
import TestSupport
import Testing

@Suite("Breakers and fallbacks")
struct FallbackTests {
    private let clock = ManualClock()
    private static let once = RetryPolicy(maxRetries: 0)
    private static let helper = ScriptedTool(ToolDescriptor(name: "helper", maximumUsage: Usage(tokens: 10))) { call in
        ToolResult(["answer": 7, "options": call.options], usage: Usage(tokens: 5))
    }

    private func run(
        _ orchestrator: ReliableOrchestrator,
        _ tool: String? = "flaky",
        options: Object = Reliable.all,
        limits: OrchestrationConfig = OrchestrationConfig()
    ) async throws -> OrchestrationOutput {
        try await clock.passing {
            try await orchestrator.run(request: ["q": 1], toolName: tool, toolOptions: options, options: limits)
        }
    }

    @Test("A declared substitute answers, and the outcome says so with every failed attempt (S3-15)")
    func degraded() async throws {
        let config = ReliabilityConfig(retry: Self.once, fallbacks: ["flaky": ["helper"]])
        let orchestrator = try Reliable.orchestrator([Reliable.failing(9), Self.helper], config, clock: clock)
        let log = EventList()
        let output = try await run(
            orchestrator,
            options: ["k": 4, "stop": "never", "loud": true],
            limits: OrchestrationConfig(observer: { log.append($0) })
        )
        #expect(output.status == .degraded)
        #expect(try output.answer() == ["answer": 7, "options": [:]])
        #expect(output.explanation.hasPrefix("helper in place of flaky: 4 valid answers"))
        let before = try #require(output.bundle.meta.substituted.first)
        #expect(before.tool.name == "flaky")
        #expect(before.replicates.map(\.failure?.code) == [.toolFailed, .toolFailed, .toolFailed, .toolFailed])
        #expect(output.usage.tokens == 32)
        let stored = try EvidenceBundle(decoding: Value(jsonBytes: Array(output.bundle.json.utf8)))
        #expect(stored.json == output.bundle.json)
        #expect(log.all.contains { $0.encoded["data"]?["message"]?.string?.contains("as declared") == true })
        #expect(Set(log.all.map(\.traceID)).count == 1)
    }

    @Test("A fallback nobody declared never happens, not even where the planner knows the next best (S3-15)")
    func undeclared() async throws {
        let tools: [any Tool] = [Reliable.failing(9), Self.helper]
        let named = try Reliable.orchestrator(tools, ReliabilityConfig(retry: Self.once), clock: clock)
        #expect(try await run(named).status == .failed)
        let rule = PlanningRule(name: "all", action: RuleAction(tool: "flaky", fallbacks: ["helper"]))
        let planned = try Reliable.orchestrator(
            tools,
            ReliabilityConfig(retry: Self.once),
            clock: clock,
            planner: RuleBasedPlanner(rules: [rule])
        )
        #expect(try await run(planned, nil).status == .degraded)
        let guessed = try Reliable.orchestrator(tools, ReliabilityConfig(retry: Self.once), clock: clock)
        let first = try await run(guessed, nil)
        #expect(first.bundle.meta.substituted.isEmpty)
    }

    @Test("Substitutes spend what is left of the budget, and no more than max_fallbacks are asked")
    func budget() async throws {
        let calls = Calls()
        let tools: [any Tool] = [
            Reliable.failing(9), Reliable.failing(9, "second", counting: calls), Self.helper,
        ]
        var config = ReliabilityConfig(retry: Self.once, fallbacks: ["flaky": ["second", "helper"]])
        let limited = OrchestrationConfig(budget: Budget(tokens: 24))
        let poor = try await run(try Reliable.orchestrator(tools, config, clock: clock), limits: limited)
        #expect(poor.status == .failed)
        #expect((poor.usage.tokens ?? 0) <= 24)
        #expect(calls.count == 1)
        config.maxFallbacks = 1
        let few = try await run(try Reliable.orchestrator(tools, config, clock: clock))
        #expect(few.status == .failed)
        #expect(few.bundle.meta.tool.name == "second")
    }

    @Test("A caller's mistake is not handed to a substitute")
    func mistakes() async throws {
        let config = ReliabilityConfig(fallbacks: ["flaky": ["helper"]])
        let wrong = AssayError(.invalidRequest, "no such column")
        let tools: [any Tool] = [Reliable.failing(9, error: wrong), Self.helper]
        let orchestrator = try Reliable.orchestrator(tools, config, clock: clock)
        #expect(try await run(orchestrator).status == .failed)
        #expect(orchestrator.breakers["flaky"] == .closed)
    }

    @Test("A breaker that opens spares the tool, says so, and recovers (S3-13)")
    func breaker() async throws {
        let calls = Calls()
        let config = ReliabilityConfig(
            retry: Self.once,
            circuitBreaker: CircuitBreakerConfig(failureThreshold: 3, successThreshold: 1)
        )
        let orchestrator = try Reliable.orchestrator(
            [Reliable.failing(1, counting: calls), Self.helper],
            config,
            clock: clock
        )
        let output = try await run(orchestrator, options: ["k": 8, "stop": "never", "max_parallel": 1])
        #expect(calls.count == 3)
        #expect(output.errors.map(\.code).suffix(5) == Array(repeating: .breakerOpen, count: 5))
        #expect(orchestrator.breakers["flaky"] == .open)
        clock.advance(by: .seconds(60))
        #expect(orchestrator.breakers["flaky"] == .halfOpen)
    }

    @Test("Whoever wants to know is told what breakers allow: opened, half open, closed (S3-12)")
    func observed() async throws {
        let seen = Mutex<[String]>([])
        let clock = clock
        let tool = ScriptedTool(ToolDescriptor(name: "flaky", flags: .concurrent)) { call in
            if call.request["fails"] == true { throw AssayError(.toolFailed, "no luck", isRetryable: true) }
            return ToolResult(["a": 1])
        }
        let orchestrator = try Reliable.orchestrator(
            [tool],
            ReliabilityConfig(
                retry: Self.once,
                circuitBreaker: CircuitBreakerConfig(failureThreshold: 1, successThreshold: 1)
            ),
            clock: clock
        ) { name, state in seen.withLock { $0.append("\(name) \(state.rawValue)") } }
        for (fails, pause) in [(true, 61), (false, 0)] {
            let output = try await clock.passing {
                try await orchestrator.run(request: ["fails": .bool(fails)], toolName: "flaky", toolOptions: ["k": 1])
            }
            #expect(output.status == (fails ? .failed : .complete))
            clock.advance(by: .seconds(pause))
        }
        #expect(seen.withLock { $0 } == ["flaky open", "flaky half_open", "flaky closed"])
    }

    @Test("A substitute that cannot be asked is named with the reason, before whoever answers and where nobody does")
    func passedOver() async throws {
        let log = EventList()
        var config = ReliabilityConfig(
            retry: Self.once,
            circuitBreaker: CircuitBreakerConfig(failureThreshold: 1),
            fallbacks: ["flaky": ["typo", "broken", "helper"], "broken": ["typo"]],
            maxFallbacks: 3
        )
        let tools = [Reliable.failing(9), Reliable.failing(9, "broken"), Self.helper]
        let orchestrator = try Reliable.orchestrator(tools, config, clock: clock)
        let alone = try await run(orchestrator, "broken")
        #expect(alone.status == .failed)
        #expect(alone.passedOver.map(\.tool) == ["typo"])
        #expect(alone.passedOver.first?.error.code == .unknownTool)
        let output = try await run(orchestrator, limits: OrchestrationConfig(observer: { log.append($0) }))
        #expect(output.status == .degraded)
        #expect(output.passedOver.map(\.error.code) == [.unknownTool, .breakerOpen])
        let messages = log.all.compactMap { $0.encoded["data"]?["message"]?.string }
        #expect(messages.contains { $0.hasPrefix("broken is passed over as a substitute: ") })
        config.fallbacks = [:]
        #expect(try await run(try Reliable.orchestrator(tools, config, clock: clock)).passedOver.isEmpty)
    }

    @Test("A call that gets no place in line within its time limit says nothing against the tool (R2)")
    func noPlace() async throws {
        let gate = Gate()
        let tool = ScriptedTool(ToolDescriptor(name: "narrow", flags: [.concurrent, .sideEffects])) { _ in
            await gate.wait()
            return ToolResult(["a": 1])
        }
        let config = ReliabilityConfig(
            retry: Self.once,
            circuitBreaker: CircuitBreakerConfig(failureThreshold: 1),
            maxConcurrentCalls: 1
        )
        let orchestrator = try Reliable.orchestrator([tool], config, clock: clock)
        let first = Task { try await orchestrator.run(request: [:], toolName: "narrow", toolOptions: ["k": 1]) }
        await gate.arrivals(atLeast: 1)
        let second = try await run(orchestrator, "narrow", options: ["k": 1, "timeout_ms": 500])
        #expect(second.errors.map(\.code) == [.bulkheadFull])
        #expect(orchestrator.breakers["narrow"] == .closed)
        gate.open()
        #expect(try await first.value.status == .complete)
    }

    @Test("The planner knows the breakers: an open one is passed over (S3-16)")
    func planner() async throws {
        let config = ReliabilityConfig(
            retry: Self.once,
            circuitBreaker: CircuitBreakerConfig(failureThreshold: 1)
        )
        let orchestrator = try Reliable.orchestrator([Reliable.failing(9), Self.helper], config, clock: clock)
        _ = try await run(orchestrator)
        #expect(try await run(orchestrator, nil).bundle.meta.tool.name == "helper")
    }

    @Test("The planner remembers which tool failed for a request, until it answers (S3-16)")
    func memory() async throws {
        let first = Reliable.failing(9, "alpha")
        let second = Reliable.failing(0, "beta")
        let config = ReliabilityConfig(retry: Self.once, circuitBreaker: nil)
        let orchestrator = try Reliable.orchestrator([first, second], config, clock: clock)
        #expect(try await run(orchestrator, nil).bundle.meta.tool.name == "alpha")
        #expect(try await run(orchestrator, nil).bundle.meta.tool.name == "beta")
        let other = try await clock.passing {
            try await orchestrator.run(request: ["other": 1], toolOptions: Reliable.all)
        }
        #expect(other.bundle.meta.tool.name == "alpha")
    }

    @Test("One bad input does not open a breaker, however many replicates it has (S3-13)")
    func badInput() async throws {
        let bad = AssayError(AssayError.Code(rawValue: "bad_column"), "no such column")
        let orchestrator = try Reliable.orchestrator(
            [Reliable.failing(9, error: bad)],
            ReliabilityConfig(),
            clock: clock
        )
        _ = try await run(orchestrator, options: ["k": 64, "stop": "never"])
        #expect(orchestrator.breakers["flaky"] == .closed)
    }

    @Test("What is switched off does nothing (S3-10)")
    func switchedOff() async throws {
        let calls = Calls()
        let config = ReliabilityConfig(retry: Self.once, circuitBreaker: nil)
        let orchestrator = try Reliable.orchestrator([Reliable.failing(9, counting: calls)], config, clock: clock)
        _ = try await run(orchestrator, options: ["k": 20, "stop": "never"])
        #expect(calls.count == 20)
        #expect(orchestrator.breakers.isEmpty)
    }

    @Test("Calls of one tool at once are bounded over all runs")
    func bulkhead() async throws {
        let most = Peak()
        let tool = ScriptedTool(ToolDescriptor(name: "narrow", flags: .concurrent)) { _ in
            most.enter()
            await Task.yield()
            most.leave()
            return ToolResult(["a": 1])
        }
        let orchestrator = try Reliable.orchestrator([tool], ReliabilityConfig(maxConcurrentCalls: 3), clock: clock)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let options: Object = ["k": 20, "stop": "never"]
                    let output = try await orchestrator.run(request: [:], toolName: "narrow", toolOptions: options)
                    #expect(output.status == .complete)
                }
            }
            try await group.waitForAll()
        }
        #expect((1...3).contains(most.value))
    }
}
