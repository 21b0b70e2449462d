import AssayCore
import AssayModels
import AssayTesting
import Synchronization
import Testing

struct FunctionCallingTests {
    private struct Place: FunctionArguments {
        let location: String

        static let parameters = [
            FunctionParameter("location", .string, "A city"), FunctionParameter("days", .integer, isRequired: false),
        ]

        init(_ arguments: Object) throws { location = arguments["location"]?.string ?? "" }
    }

    private func orchestrator(
        executor: (any TaskExecutor)? = nil,
        answer: @escaping @Sendable (ModelRequest, Int) async throws -> ModelResponse
    ) throws -> (ModelOrchestrator, ScriptedProvider) {
        let provider = ScriptedProvider("alpha", answer: answer)
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return (
            ModelOrchestrator(
                registry: registry,
                providers: [provider],
                functions: FunctionRegistry(executor: executor)
            ), provider
        )
    }

    private func results(_ request: ModelRequest) -> [FunctionResult] {
        (request.messages.last?.parts ?? []).compactMap { part in
            if case .result(let result) = part { result } else { nil }
        }
    }

    @Test("The seed's second example: the model asks for the weather, is told, and answers (S0-5, S0-13, S0-14)")
    func weather() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0
                ? .calling(("c1", "get_weather", "{\"location\": \"San Francisco\"}"))
                : .text("It is sunny, 72 degrees.")
        }
        try orchestrator.registerFunction("get_weather", description: "The weather now") { (place: Place) in
            ["temp": 72, "condition": "Sunny", "place": .string(place.location)]
        }
        let response = try await orchestrator.routeRequest("What's the weather in San Francisco?")
        #expect(response.content == "It is sunny, 72 degrees.")
        #expect(response.functionCall?.name == "get_weather")
        #expect(response.functionCallResult == ["temp": 72, "condition": "Sunny", "place": "San Francisco"])
        #expect(response.document["function_call"]?["arguments"] == ["location": "San Francisco"])
        #expect(response.attempts.map(\.round) == [0, 1])
        let offered = try #require(provider.requests[0].functions.first)
        #expect(offered.description == "The weather now")
        #expect(offered.parameters["properties"]?["location"] == ["type": "string", "description": "A city"])
        #expect(offered.parameters["required"] == ["location"])
        #expect(results(provider.requests[1]).map(\.id) == ["c1"])
    }

    @Test("Several calls of one turn are answered together, in their order")
    func several() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0
                ? .calling(("1", "add", "{\"x\": 1}"), ("2", "add", "{\"x\": 2}"), ("3", "add", "{\"x\": 3}"))
                : .text("ok")
        }
        let order = Mutex<[Int64]>([])
        try orchestrator.registerFunction("add", parameters: ["type": "object"]) { arguments in
            order.withLock { $0.append(arguments["x"]?.int64 ?? 0) }
            return arguments["x"] ?? .null
        }
        let response = try await orchestrator.routeRequest("hi")
        #expect(order.withLock { $0 } == [1, 2, 3])
        #expect(results(provider.requests[1]).map(\.output) == [1, 2, 3])
        #expect(response.functionCalls.map(\.call.id) == ["1", "2", "3"])
    }

    @Test(
        "What goes wrong is told to the model, which may do better, and is recorded",
        arguments: [
            ("{\"location\": ", "not a JSON object"), ("[]", "not a JSON object"),
            ("{}", "the arguments break the schema"),
            ("{\"location\": \"x\", \"more\": 1}", "the arguments break the schema"),
            ("{\"location\": \"nowhere\"}", "not_found: no such place"),
            ("{\"location\": \"secret\"}", "tool_failed: the function failed"),
        ]
    )
    func failures(_ arguments: String, _ message: String) async throws {
        struct Leak: Error { let password = "hunter2" }
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0 ? .calling(("1", "get_weather", arguments)) : .text("sorry")
        }
        try orchestrator.registerFunction("get_weather") { (place: Place) in
            if place.location == "nowhere" { throw AssayError(.init(rawValue: "not_found"), "no such place") }
            throw Leak()
        }
        let response = try await orchestrator.routeRequest("hi")
        let told = try #require(results(provider.requests[1]).first)
        #expect(told.isError)
        #expect(told.output.string?.contains(message) == true, "\(told.output)")
        #expect(told.output.string?.contains("hunter2") == false)
        #expect(response.content == "sorry")
        #expect(response.functionCalls[0].result == told)
    }

    @Test("A function nobody registered is an error the model is told, with the names there are")
    func unknownFunction() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0 ? .calling(("1", "fly", "{}")) : .text("ok")
        }
        try orchestrator.registerFunction("walk", parameters: ["type": "object"]) { _ in .null }
        _ = try await orchestrator.routeRequest("hi")
        let told = results(provider.requests[1])[0]
        #expect(told.isError && told.output.string?.hasSuffix("known functions: walk") == true)
    }

    @Test("A model that never has done is stopped, and what it wanted is told, not done")
    func bounded() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in .calling(("\(number)", "again", "{}")) }
        let count = Mutex(0)
        try orchestrator.registerFunction("again", parameters: ["type": "object"]) { _ in
            count.withLock { $0 += 1 }
            return .null
        }
        let response = try await orchestrator.routeRequest("hi", options: RouteOptions(maxFunctionRounds: 3))
        #expect(response.error == "the model had not done after 3 rounds")
        #expect(count.withLock { $0 } == 3)
        #expect(provider.requests.count == 4)
        #expect(response.functionCall?.id == "3")
        #expect(response.functionCallResult == nil)
        let none = try await orchestrator.routeRequest("hi", options: RouteOptions(maxFunctionRounds: 0))
        #expect(none.functionCalls.isEmpty && none.functionCall != nil)
    }

    @Test("A turn that only paused goes on, and not for ever")
    func paused() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            var answer = ModelResponse.text(number < 2 ? "…" : "done")
            if number < 2 || number > 2 { answer.finish = .paused }
            return answer
        }
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.content == "done" && provider.requests.count == 3)
        #expect(provider.requests[2].messages.map(\.role) == [.user, .assistant, .assistant])
        let endless = try await orchestrator.routeRequest("hi", options: RouteOptions(maxFunctionRounds: 2))
        #expect(endless.error == "the model had not done after 2 rounds")
    }

    @Test("A turn goes back to the model unchanged, with what only its provider understands")
    func payload() async throws {
        let signature = ProviderPayload(provider: .gemini, value: ["thoughtSignature": "abc"])
        let call = FunctionCall(id: "1", name: "now", rawArguments: "{}", payload: signature)
        let turn = ModelMessage(.assistant, [.text("let me see"), .call(call)], payload: signature)
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0 ? ModelResponse(message: turn, finish: .stop, model: "m") : .text("noon")
        }
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in "12:00" }
        _ = try await orchestrator.routeRequest("hi")
        #expect(provider.requests[1].messages[1] == turn)
    }

    @Test("A model that cannot call functions is not asked when there are some, and is when none are offered (S0-18)")
    func needed() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("plain", strong: 99, features: []), SampleModels.model("able", strong: 10),
        ])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [ScriptedProvider("alpha", saying: "ok")])
        #expect(try await orchestrator.routeRequest("hi").model == "plain")
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in .null }
        #expect(try await orchestrator.routeRequest("hi").model == "able")
        #expect(try await orchestrator.routeRequest("hi", options: RouteOptions(functions: [])).model == "plain")
        #expect(
            try await orchestrator.routeRequest("hi", options: RouteOptions(functionChoice: .none)).model == "plain"
        )
        #expect(try await orchestrator.explain("hi").chosen.id == "able")
    }

    @Test("Only the functions that are named are offered, and a name that is none is an error")
    func subset() async throws {
        let (orchestrator, provider) = try orchestrator { _, _ in .text("ok") }
        for name in ["c", "a", "b"] {
            try orchestrator.registerFunction(name, parameters: ["type": "object"]) { _ in .null }
        }
        _ = try await orchestrator.routeRequest("hi")
        _ = try await orchestrator.routeRequest("hi", options: RouteOptions(functions: ["c", "a"]))
        #expect(provider.requests.map { $0.functions.map(\.name) } == [["a", "b", "c"], ["a", "c"]])
        let error = await thrown {
            _ = try await orchestrator.routeRequest("hi", options: RouteOptions(functions: ["d"]))
        }
        #expect(error?.code == .unknownTool)
    }

    @Test("A model that must call a function must so in its first turn only, or it would never answer")
    func required() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0 ? .calling(("1", "now", "{}")) : .text("ok")
        }
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in .null }
        _ = try await orchestrator.routeRequest("hi", options: RouteOptions(functionChoice: .required))
        #expect(provider.requests.map(\.functionChoice) == [.required, .automatic])
    }

    @Test("A tool is a function, with its schema and its default options")
    func tool() async throws {
        let (orchestrator, provider) = try orchestrator { _, number in
            number == 0 ? .calling(("1", "double", "{\"x\": 21}")) : .text("ok")
        }
        let schema: Value = ["type": "object", "properties": ["x": ["type": "integer"]], "required": ["x"]]
        let descriptor = ToolDescriptor(
            name: "double",
            description: "Twice",
            defaultOptions: ["by": 2],
            inputSchema: schema
        )
        try orchestrator.registerFunction(
            ScriptedTool(descriptor) { call in
                ToolResult(.integer((call.request["x"]?.int64 ?? 0) * (call.options["by"]?.int64 ?? 0)))
            }
        )
        #expect(try await orchestrator.routeRequest("hi").functionCallResult == 42)
        #expect(
            provider.requests[0].functions == [ModelFunction(name: "double", description: "Twice", parameters: schema)]
        )
    }

    @Test("Names and schemas no provider could take are refused")
    func refused() async throws {
        let (orchestrator, _) = try orchestrator { _, _ in .text("ok") }
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in .null }
        func code(_ name: String, _ schema: Value) async -> AssayError.Code? {
            await thrown { try orchestrator.registerFunction(name, parameters: schema) { _ in .null } }?.code
        }
        #expect(await code("now", ["type": "object"]) == .duplicateTool)
        #expect(await code("not now", ["type": "object"]) == .invalidArgument)
        #expect(await code("later", ["type": "objekt"]) == .invalidSchema)
    }

    @Test("Another model goes on where the first one failed between two turns, with all that was said")
    func fallbackBetweenTurns() async throws {
        let alpha = ScriptedProvider("alpha") { _, number in
            if number > 0 { throw AssayError(.modelQuota, "empty") }
            return .calling(("1", "now", "{}"))
        }
        let beta = ScriptedProvider("beta", saying: "noon")
        let registry = try SampleModels.registry([
            SampleModels.model("a", strong: 90), SampleModels.model("b", provider: "beta", strong: 50),
        ])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [alpha, beta])
        let count = Mutex(0)
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in
            count.withLock { $0 += 1 }
            return "12:00"
        }
        let response = try await orchestrator.routeRequest("hi")
        #expect(response.content == "noon" && response.model == "b")
        #expect(response.attempts.map(\.model) == ["a", "a", "b"])
        #expect(count.withLock { $0 } == 1)
        #expect(beta.requests[0].messages.count == 3)
    }

    @Test("A cancelled request calls nothing more, even when the model took no notice")
    func cancelledBetweenTurns() async throws {
        let (orchestrator, provider) = try orchestrator { _, _ in
            withUnsafeCurrentTask { $0?.cancel() }
            return .calling(("1", "now", "{}"))
        }
        let count = Mutex(0)
        try orchestrator.registerFunction("now", parameters: ["type": "object"]) { _ in
            count.withLock { $0 += 1 }
            return .null
        }
        let task = Task { try await orchestrator.routeRequest("hi") }
        #expect(await requestError { _ = try await task.value }?.code == .cancelled)
        #expect(count.withLock { $0 } == 0 && provider.requests.count == 1)
    }

    @Test("A request that is cancelled while a function runs ends as cancelled")
    func cancelled() async throws {
        let (orchestrator, _) = try orchestrator { _, _ in .calling(("1", "wait", "{}")) }
        let clock = ManualClock()
        try orchestrator.registerFunction("wait", parameters: ["type": "object"]) { _ in
            try await clock.sleep(until: clock.now.advanced(by: .seconds(1)), tolerance: nil)
            return .null
        }
        let task = Task { try await orchestrator.routeRequest("hi") }
        await clock.sleepers(atLeast: 1)
        task.cancel()
        #expect(await requestError { _ = try await task.value }?.code == .cancelled)
    }
}
