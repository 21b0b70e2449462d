import AssayCore
import AssayModels
import AssayTesting
import Synchronization
import TestSupport
import Testing

@Suite("Members of panels that call functions (S1-25)", .timeLimit(.minutes(2)))
struct PanelFunctionTests {
    /// A member that calls a function once and then says what it was told.
    private static func caller(
        _ id: String,
        of name: String = "weather",
        _ arguments: String = #"{"city": "Paris"}"#
    ) -> ScriptedProvider {
        ScriptedProvider(id) { request, _ in
            guard request.functions.contains(where: { $0.name == name }) else { return .text("no such function") }
            guard let turn = request.messages.last, turn.role == .tool else { return .calling(("1", name, arguments)) }
            guard case .result(let result) = turn.parts[0] else { return .text("no result") }
            return .text(result.output.string ?? "nothing")
        }
    }

    private static func panel(
        _ providers: [ScriptedProvider],
        budget: Budget = Budget(),
        functions: FunctionRegistry = FunctionRegistry(),
        clock: any Clock<Duration> = ManualClock()
    ) throws -> Panel {
        let panel = Panel(budget: budget, functions: functions, clock: clock)
        for provider in providers {
            try panel.registerProvider(provider.id, provider: provider, model: SampleModels.model("m"))
        }
        return panel
    }

    private static func registerWeather(_ panel: any FunctionCalling) throws {
        let schema: Value = ["type": "object", "required": ["city"], "properties": ["city": ["type": "string"]]]
        try panel.registerFunction("weather", parameters: schema) { arguments in
            .string("sunny in \(arguments["city"]?.string ?? "?")")
        }
    }

    @Test("Each member has functions called until it answers, and the report says which")
    func calls() async throws {
        let callers = ["a", "b"].map { Self.caller($0) }
        let panel = try Self.panel(callers)
        try Self.registerWeather(panel)
        let everyone = ParallelOrchestrator(panel: panel, usesEarlyStopping: false)
        let result = try await everyone.process("How is the weather in Paris?")
        #expect(result.outcome == .complete)
        #expect(result.synthesis?.response == "sunny in Paris")
        for caller in callers {
            let report = try #require(result.report(caller.id))
            #expect(report.functionCalls.map(\.result.output) == ["sunny in Paris"])
            #expect(report.attempts.map(\.round) == [0, 1])
            #expect(report.document["function_calls"]?[0]?["call"]?["name"] == "weather")
            #expect(caller.requests.map(\.messages.count) == [1, 3])
        }
    }

    @Test("What an orchestrator's models may call the members of a panel may call, too, where both have one registry")
    func shared() async throws {
        let functions = FunctionRegistry()
        try Self.registerWeather(functions)
        let panel = try Self.panel([Self.caller("a")], functions: functions)
        let models = try SampleModels.registry([SampleModels.model("m", provider: "b")])
        let orchestrator = ModelOrchestrator(registry: models, providers: [Self.caller("b")], functions: functions)
        #expect(try await ParallelOrchestrator(panel: panel).process("hi").synthesis?.response == "sunny in Paris")
        #expect(try await orchestrator.routeRequest("hi").content == "sunny in Paris")
    }

    @Test("Who writes one answer out of several is offered no functions")
    func writer() async throws {
        let writer = ScriptedProvider("editor", saying: "It is sunny.")
        let panel = try Self.panel([Self.caller("a"), Self.caller("b")])
        try Self.registerWeather(panel)
        let orchestrator = SimpleOrchestrator(panel: panel)
        try orchestrator.setLeadProvider(
            PanelMember(id: "editor", provider: writer, model: SampleModels.model("e"))
        )
        let options = PanelOptions(functionChoice: .required)
        let result = try await orchestrator.process("How is the weather?", options: options)
        #expect(result.synthesis?.response == "It is sunny.")
        #expect(writer.requests.map(\.functions) == [[]])
    }

    @Test("A member must call a function only in its first turn, or not at all")
    func choice() async throws {
        let caller = Self.caller("a")
        let panel = try Self.panel([caller])
        try Self.registerWeather(panel)
        let orchestrator = ParallelOrchestrator(panel: panel)
        _ = try await orchestrator.process("hi", options: PanelOptions(functionChoice: .required))
        #expect(caller.requests.map(\.functionChoice) == [.required, .automatic])
        let none = try await orchestrator.process("hi", options: PanelOptions(functionChoice: .none))
        #expect(none.synthesis?.response == "no such function")
        let error = await thrown { _ = try await orchestrator.process("hi", options: PanelOptions(functions: ["fly"])) }
        #expect(error?.code == .unknownTool)
    }

    @Test("What would be done once for each member is offered only where it is named")
    func sideEffects() async throws {
        let caller = Self.caller("a", of: "send", "{}")
        let panel = try Self.panel([caller])
        try panel.registerFunction(
            ScriptedTool(ToolDescriptor(name: "send", flags: [.sideEffects])) { _ in ToolResult("sent") }
        )
        try panel.registerFunction("write", parameters: ["type": "object"], hasSideEffects: true) { _ in "written" }
        let orchestrator = ParallelOrchestrator(panel: panel)
        #expect(try await orchestrator.process("hi").synthesis?.response == "no such function")
        #expect(caller.requests.last?.functions == [])
        let chosen = try await orchestrator.process("hi", options: PanelOptions(functionChoice: .named("send")))
        #expect(chosen.synthesis?.response == "sent")
        let named = try await orchestrator.process("hi", options: PanelOptions(functions: ["send"]))
        #expect(named.synthesis?.response == "sent")
    }

    @Test("A model that is known to call no functions is offered none, and passed over where another one can")
    func unable() async throws {
        let unable = Self.caller("a")
        let able = Self.caller("b")
        let panel = Panel(clock: ManualClock())
        var seeing = SampleModels.model("m")
        seeing.features = [.vision]
        try panel.registerProvider("a", provider: unable, model: seeing)
        try Self.registerWeather(panel)
        let alone = try await ParallelOrchestrator(panel: panel).process("hi")
        #expect(alone.report("a")?.text == "no such function")
        #expect(alone.report("a")?.warnings == ["a was offered no functions: its model calls none"])
        try panel.registerProvider("b", provider: able, model: SampleModels.model("m"))
        let choice = try await AdaptiveOrchestrator(panel: panel).explain("hi")
        #expect(choice.ranked.map(\.model.id) == ["b"])
        let options = PanelOptions(functionChoice: .none)
        #expect(try await AdaptiveOrchestrator(panel: panel).explain("hi", options: options).ranked.count == 2)
    }

    @Test("A member that only ever calls functions fails, and the others stand")
    func endless() async throws {
        let endless = ScriptedProvider("a") { _, number in .calling(("\(number)", "weather", #"{"city": "Rome"}"#)) }
        let panel = try Self.panel([endless, ScriptedProvider("b", saying: "fine")])
        try Self.registerWeather(panel)
        let options = PanelOptions(maxFunctionRounds: 3)
        let everyone = ParallelOrchestrator(panel: panel, usesEarlyStopping: false)
        let result = try await everyone.process("hi", options: options)
        #expect(result.outcome == .partial)
        #expect(result.report("a")?.failure?.code == .modelUnfinished)
        #expect(result.report("a")?.functionCalls.count == 3)
        #expect(endless.requests.count == 4)
        let none = try await everyone.process("hi", options: PanelOptions(maxFunctionRounds: 0))
        #expect(none.report("a")?.failure?.code == .modelUnfinished)
        #expect(none.report("a")?.functionCalls.isEmpty == true)
    }

    @Test(
        "A turn that only paused goes on, and one that fails is asked for again without the function being called again"
    )
    func turns() async throws {
        let pausing = ScriptedProvider("a") { request, number in
            if number == 0 {
                return ModelResponse(message: .assistant("first, "), finish: .paused, model: request.model)
            }
            return .text("then")
        }
        let failing = ScriptedProvider("b") { _, number in
            switch number {
            case 0: return .calling(("1", "weather", #"{"city": "Oslo"}"#))
            case 1: throw AssayError(.modelOverloaded, "busy", isRetryable: true)
            default: return .text("done")
            }
        }
        let clock = ManualClock()
        let panel = try Self.panel([pausing, failing], clock: clock)
        try Self.registerWeather(panel)
        let everyone = ParallelOrchestrator(panel: panel, usesEarlyStopping: false)
        let result = try await VirtualTime.run(clock) { try await everyone.process("hi") }
        #expect(result.report("a")?.text == "then")
        #expect(pausing.requests.last?.messages.last == .assistant("first, "))
        #expect(result.report("b")?.text == "done")
        #expect(result.report("b")?.functionCalls.count == 1)
        #expect(result.report("b")?.attempts.map(\.round) == [0, 1, 1])
        // Of b's three attempts one failed, and two gave a turn.
        let statistics = panel.statistics.total
        #expect(statistics.attempts == 5 && statistics.successes == 2 && statistics.errors.values.reduce(0, +) == 1)
    }

    @Test("Whoever listens hears of every function that is called")
    func events() async throws {
        let panel = Panel()
        let mock = MockProvider(
            id: "a",
            script: [
                .response(.calling(("1", "weather", #"{"city": "Rome"}"#))), .text("fine"),
            ]
        )
        try panel.registerProvider("a", provider: mock, model: SampleModels.model("m"))
        try Self.registerWeather(panel)
        var executed: [Value] = []
        for try await event in ParallelOrchestrator(panel: panel).stream("hi") {
            if case .executed(let speaker, let call) = event, speaker.member == "a" {
                executed.append(call.result.output)
            }
        }
        #expect(executed == ["sunny in Rome"])
    }

    @Test("A function that fails, or that nobody has, is told to the model and fails nobody")
    func told() async throws {
        let panel = try Self.panel([Self.caller("a", of: "weather", "{}"), Self.caller("b", of: "fly", "{}")])
        try Self.registerWeather(panel)
        try panel.registerFunction("fly", parameters: ["type": "object"]) { _ in throw CanaryError() }
        let result = try await ParallelOrchestrator(panel: panel, usesEarlyStopping: false).process("hi")
        #expect(result.report("a")?.text?.contains("break the schema") == true)
        #expect(result.report("b")?.text == "tool_failed: the function failed")
        #expect(result.failures.isEmpty)
    }

    private struct CanaryError: Error {}

    @Test("A function that gives up of its own accord is told to the model, too")
    func gaveUp() async throws {
        let panel = try Self.panel([Self.caller("a", of: "leave", "{}")])
        try panel.registerFunction("leave", parameters: ["type": "object"]) { _ in throw CancellationError() }
        let result = try await ParallelOrchestrator(panel: panel).process("hi")
        #expect(result.report("a")?.text == "cancelled: the function gave up")
    }

    @Test("No function is called for a member that is not needed any more, although its turn had come")
    func lateTurn() async throws {
        let calls = Mutex(0)
        let isAsked = Mutex(false)
        let slow = ScriptedProvider("a") { _, _ in
            isAsked.withLock { $0 = true }
            while !Task.isCancelled { await Task.yield() }
            return .calling(("1", "count", "{}"))
        }
        let quick = ScriptedProvider("b") { _, _ in
            while !isAsked.withLock({ $0 }) { await Task.yield() }
            return .text("done")
        }
        let panel = try Self.panel([slow, quick])
        try panel.registerFunction("count", parameters: ["type": "object"], hasSideEffects: true) { _ in
            calls.withLock { $0 += 1 }
            return .null
        }
        let options = PanelOptions(functions: ["count"])
        let result = try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        #expect(result.report("a")?.ending == .released)
        #expect(calls.withLock { $0 } == 0)
    }

    @Test("What functions use counts towards the panel's budget")
    func budget() async throws {
        let panel = try Self.panel([Self.caller("a", of: "dear", "{}")], budget: Budget(costUSD: 1))
        try panel.registerFunction(
            ScriptedTool(ToolDescriptor(name: "dear")) { _ in ToolResult("done", usage: Usage(costUSD: 1)) }
        )
        let options = PanelOptions(sampling: ModelSampling(maxOutputTokens: 10))
        let result = try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        #expect(result.report("a")?.failure?.code == .budgetExceeded)
        #expect(panel.callsInFlight == 0)
    }

    @Test("At the deadline a function is told to give up, and is awaited")
    func deadline() async throws {
        let clock = ManualClock()
        let panel = try Self.panel([Self.caller("a", of: "wait", "{}")], clock: clock)
        let isOver = Mutex(false)
        try panel.registerFunction("wait", parameters: ["type": "object"]) { _ in
            defer { isOver.withLock { $0 = true } }
            try await clock.sleep(for: .seconds(1000))
            return "done"
        }
        let options = PanelOptions(deadline: .seconds(2))
        let result = try await VirtualTime.run(clock) {
            try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        }
        #expect(result.report("a")?.failure?.code == .deadline)
        #expect(isOver.withLock { $0 })
        #expect(result.elapsedMS == 2000)
    }

    @Test("What a deaf function came to after the deadline is kept, with what it used")
    func deaf() async throws {
        let clock = ManualClock()
        let panel = try Self.panel([Self.caller("a", of: "wait", "{}")], clock: clock)
        try panel.registerFunction(
            ScriptedTool(ToolDescriptor(name: "wait")) { _ in
                await Task { try? await clock.sleep(for: .seconds(5)) }.value
                return ToolResult("done", usage: Usage(tokens: 7))
            }
        )
        let options = PanelOptions(deadline: .seconds(2))
        let result = try await VirtualTime.run(clock) {
            try await ParallelOrchestrator(panel: panel).process("hi", options: options)
        }
        let report = try #require(result.report("a"))
        #expect(report.failure?.code == .deadline)
        #expect(report.functionCalls.map(\.usage?.tokens) == [7])
        #expect(report.latencyMS == nil)
    }

    @Test("A function of a member that is not needed any more is told to give up")
    func released() async throws {
        let clock = ManualClock()
        let panel = try Self.panel([Self.caller("a", of: "wait", "{}")], clock: clock)
        let isAsked = Mutex(false)
        try panel.registerFunction("wait", parameters: ["type": "object"]) { _ in
            isAsked.withLock { $0 = true }
            try await clock.sleep(for: .seconds(1000))
            return "done"
        }
        let quick = ScriptedProvider("b") { _, _ in
            while !isAsked.withLock({ $0 }) { await Task.yield() }
            return .text("done")
        }
        try panel.registerProvider("b", provider: quick, model: SampleModels.model("m"))
        let result = try await ParallelOrchestrator(panel: panel, minResponsesNeeded: 1).process("hi")
        #expect(result.report("a")?.ending == .released)
        #expect(result.outcome == .complete)
    }
}
