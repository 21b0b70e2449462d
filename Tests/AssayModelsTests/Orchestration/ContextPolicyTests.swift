import AssayCore
import AssayModels
import AssayTesting
import Testing

@Suite("Conversations that are longer than a model's window (S1-25)")
struct ContextPolicyTests {
    /// Turns of about a hundred tokens each, after what the system says.
    private static func conversation(exchanges: Int) -> [ModelMessage] {
        let words = String(repeating: "word ", count: 60)
        let said = (0..<exchanges).flatMap {
            [ModelMessage.user("question \($0) \(words)"), .assistant("answer \($0) \(words)")]
        }
        return [.system("Be brief.")] + said + [.user("What was the first question?")]
    }

    private static func orchestrator(windows: [String: Int?]) throws -> (ModelOrchestrator, ScriptedProvider) {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let models = windows.sorted { $0.key < $1.key }.map { SampleModels.model($0.key, context: $0.value) }
        let registry = try SampleModels.registry(models)
        return (ModelOrchestrator(registry: registry, providers: [provider]), provider)
    }

    private static func options(
        _ messages: [ModelMessage],
        _ context: ContextPolicy = .recent
    ) -> RouteOptions {
        RouteOptions(sampling: ModelSampling(maxOutputTokens: 100), messages: messages, context: context)
    }

    @Test("The oldest exchanges are left out, as many as it takes, and a warning says how many turns that were")
    func recent() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        let messages = Self.conversation(exchanges: 10)
        let response = try await orchestrator.routeRequest("q", options: Self.options(messages))
        let sent = try #require(provider.requests.first?.messages)
        #expect(sent.first == messages.first && sent.last == messages.last)
        #expect(sent.dropFirst() == messages.suffix(sent.count - 1))
        #expect(sent[1].role == .user)
        #expect(sent.count > 5)
        let left = messages.count - sent.count
        #expect(
            response.warnings == ["\(left) of 22 turns were left out, because the window of m is too small for all"]
        )
        // One exchange more would not have fitted.
        var request = ModelRequest(model: "m", messages: sent)
        #expect(TokenEstimate.likely(of: request) <= 900)
        request.messages.insert(contentsOf: messages[(left - 1)...left], at: 1)
        #expect(TokenEstimate.likely(of: request) > 900)
    }

    @Test("A conversation that fits, or whose model's window is unknown, is sent as it is", arguments: [100_000, nil])
    func whole(_ window: Int?) async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": window])
        let messages = Self.conversation(exchanges: 10)
        let response = try await orchestrator.routeRequest("q", modelID: "m", options: Self.options(messages))
        #expect(provider.requests.map(\.messages) == [messages])
        #expect(response.warnings.isEmpty)
    }

    @Test("Where a model can read the whole conversation, it is chosen")
    func larger() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["a": 1000, "b": 50_000])
        let messages = Self.conversation(exchanges: 10)
        let response = try await orchestrator.routeRequest("q", options: Self.options(messages))
        #expect(response.model == "b")
        #expect(provider.requests.map(\.messages) == [messages])
    }

    @Test("Unless that was asked for, nothing is left out, and no model that is too small is chosen")
    func refused() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        let options = Self.options(Self.conversation(exchanges: 10), .whole)
        await #expect(throws: AssayError.self) { try await orchestrator.routeRequest("q", options: options) }
        #expect(provider.requests.isEmpty)
    }

    @Test("The last exchange is never left out, and where it alone is too long no model is asked")
    func tooLong() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        let messages: [ModelMessage] = [
            .user("short"), .assistant("yes"), .user(String(repeating: "long ", count: 2000)),
        ]
        let options = Self.options(messages)
        await #expect(throws: AssayError.self) { try await orchestrator.routeRequest("q", options: options) }
        #expect(provider.requests.isEmpty)
    }

    @Test("A call of a function is never parted from its result")
    func calls() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        let call = FunctionCall(id: "1", name: "f", rawArguments: "{}")
        let result = FunctionResult(id: "1", name: "f", output: .string(String(repeating: "word ", count: 700)))
        let messages: [ModelMessage] = [
            .user("look"), ModelMessage(.assistant, [.call(call)]), ModelMessage(.tool, [.result(result)]),
            .assistant("seen"), .user("thanks"),
        ]
        let response = try await orchestrator.routeRequest("q", options: Self.options(messages))
        #expect(provider.requests.map(\.messages) == [[.user("thanks")]])
        #expect(response.warnings == ["4 of 5 turns were left out, because the window of m is too small for all"])
    }

    @Test("Each member of a panel is sent what its own window holds")
    func panel() async throws {
        let panel = Panel(clock: ManualClock())
        let providers = [("small", 1000), ("large", 50_000)].map { ($0.1, ScriptedProvider($0.0, saying: "ok")) }
        for (window, provider) in providers {
            try panel.registerProvider(provider.id, provider: provider, model: SampleModels.model("m", context: window))
        }
        let messages = Self.conversation(exchanges: 10)
        let options = PanelOptions(
            sampling: ModelSampling(maxOutputTokens: 100),
            messages: messages,
            context: .recent
        )
        let everyone = ParallelOrchestrator(panel: panel, usesEarlyStopping: false)
        let result = try await everyone.process("q", options: options)
        #expect(providers[1].1.requests.map(\.messages) == [messages])
        #expect(try #require(providers[0].1.requests.first).messages.count < messages.count)
        #expect(result.report("small")?.warnings.count == 1)
        #expect(result.report("large")?.warnings == [])
    }

    @Test("Whoever writes one answer out of several is sent what its window holds beside the answers")
    func writer() async throws {
        let panel = Panel(clock: ManualClock())
        for id in ["a", "b"] {
            let provider = ScriptedProvider(id, saying: "I am \(id)")
            try panel.registerProvider(id, provider: provider, model: SampleModels.model("m", context: 50_000))
        }
        let editor = ScriptedProvider("editor", saying: "both")
        let orchestrator = SimpleOrchestrator(panel: panel)
        try orchestrator.setLeadProvider(
            PanelMember(id: "editor", provider: editor, model: SampleModels.model("e", context: 1000))
        )
        let options = PanelOptions(
            sampling: ModelSampling(maxOutputTokens: 100),
            messages: Self.conversation(exchanges: 10),
            context: .recent
        )
        let result = try await orchestrator.process("q", options: options)
        #expect(result.synthesis?.response == "both")
        let asked = try #require(editor.requests.first)
        #expect(TokenEstimate.likely(of: asked) <= 900)
        #expect(asked.messages.last?.text.contains("What was the first question?") == true)
        #expect(asked.messages.last?.text.contains("question 0") == false)
        #expect(result.warnings.contains { $0.contains("because the window of editor is too small for all") })
    }

    @Test("One warning tells of all rounds in which functions are called")
    func rounds() async throws {
        let provider = ScriptedProvider("alpha") { _, number in
            number < 3 ? .calling(("\(number)", "look", "{}")) : .text("done")
        }
        let registry = try SampleModels.registry([SampleModels.model("m", context: 1000)])
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        try orchestrator.registerFunction("look", parameters: ["type": "object"]) { _ in
            .string(String(repeating: "word ", count: 100))
        }
        let options = Self.options(Self.conversation(exchanges: 10))
        let response = try await orchestrator.routeRequest("q", options: options)
        #expect(response.content == "done")
        #expect(response.warnings.count == 1)
        #expect(response.warnings.first?.contains(" of 22 turns were left out") == true)
        #expect(provider.requests.map(\.messages.count).max() == provider.requests[0].messages.count + 2)
    }

    @Test("A limit of cost counts what is sent, and is never passed for the sake of a long conversation")
    func cost() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        var options = Self.options(Self.conversation(exchanges: 10))
        // 900 tokens at one and 100 at four millionths of a dollar.
        options.requirements.maximumCostUSD = 0.0013
        _ = try await orchestrator.routeRequest("q", options: options)
        options.requirements.maximumCostUSD = 0.0012
        let error = await thrown { _ = try await orchestrator.routeRequest("q", options: options) }
        #expect(error?.code == .unknownModel)
        #expect(provider.requests.count == 1)
    }

    @Test("What the system says in the middle stays, and two turns of the user in a row are one exchange")
    func exchanges() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": 1000])
        let long = String(repeating: "word ", count: 700)
        let messages: [ModelMessage] = [
            .user(long), .system("From now on in French."), .assistant("oui"), .user("This is a text."),
            .user("Summarise it."),
        ]
        _ = try await orchestrator.routeRequest("q", options: Self.options(messages))
        #expect(provider.requests.map(\.messages) == [[messages[1], messages[3], messages[4]]])
    }

    @Test("A conversation without a turn of the user is sent as it is")
    func nobody() async throws {
        let (orchestrator, provider) = try Self.orchestrator(windows: ["m": nil])
        let messages: [ModelMessage] = [.system("Tell a story."), .assistant("Once")]
        _ = try await orchestrator.routeRequest("q", modelID: "m", options: Self.options(messages))
        #expect(provider.requests.map(\.messages) == [messages])
    }
}
