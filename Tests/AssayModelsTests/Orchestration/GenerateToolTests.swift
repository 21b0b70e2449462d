import AssayCore
import AssayEngine
import AssayModels
import AssayStatistics
import AssayTesting
import AssayYAML
import Synchronization
import Testing

struct GenerateToolTests {
    private func tool(
        answer: @escaping @Sendable (ModelRequest, Int) async throws -> ModelResponse = { request, _ in
            .text("ok", model: request.model)
        }
    ) throws -> (GenerateTool, ScriptedProvider) {
        let provider = ScriptedProvider("alpha", answer: answer)
        let registry = try SampleModels.registry([SampleModels.model("a", strong: 90), SampleModels.model("b")])
        return (GenerateTool(ModelOrchestrator(registry: registry, providers: [provider])), provider)
    }

    @Test("A prompt is asked under the call's seed, with the usual temperature and length (S4-20)")
    func prompt() async throws {
        let (tool, provider) = try tool()
        let call = ToolCall(request: ["prompt": "hi"], options: .object(tool.descriptor.defaultOptions), seed: 47)
        let result = try await tool.execute(call)
        #expect(result.data == ["text": "ok", "model": "a", "provider": "alpha", "finish_reason": "stop"])
        #expect(result.model == "a")
        #expect(result.usage?.tokens == 15)
        #expect(provider.requests[0].sampling == ModelSampling(temperature: 0.7, maxOutputTokens: 200, seed: 47))
    }

    @Test("The request's own settings count before the options")
    func settings() async throws {
        let (tool, provider) = try tool()
        let request: Value = ["prompt": "hi", "model": "b", "temperature": 0, "max_tokens": 9]
        _ = try await tool.execute(ToolCall(request: request, options: ["temperature": 1]))
        #expect(provider.requests[0].sampling == ModelSampling(temperature: 0, maxOutputTokens: 9, seed: 0))
        #expect(provider.requests[0].model == "b")
    }

    @Test("requires_model chooses among the models that qualify, and is refused where it cannot be kept (S4-13)")
    func requirements() async throws {
        let (tool, provider) = try tool()
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        func ask(_ requirements: Value) async throws -> Value? {
            let request: Value = ["prompt": "hi", "requires_model": requirements]
            #expect(schema.validate(request).isEmpty)
            return try await tool.execute(ToolCall(request: request)).data["model"]
        }
        #expect(try await ask(["preferred": ["b"]]) == "b")
        #expect(try await ask(["min_coding": 85, "preferred": ["b"]]) == "a")
        let refusals: [(Value, AssayError.Code)] = [
            (["min_coding": 99], .unknownModel), (["min_codng": 1], .invalidDocument), ("none", .invalidRequest),
        ]
        for (requirements, code) in refusals {
            let error = await thrown { _ = try await ask(requirements) }
            #expect(error?.code == code, "\(requirements)")
        }
        #expect(provider.requests.count == 2)
        #expect(!schema.validate(["prompt": "hi", "requires_model": "small"]).isEmpty)
    }

    @Test("A chat is sent as it is")
    func chat() async throws {
        let (tool, provider) = try tool()
        let messages: Value = [["role": "system", "content": "brief"], ["role": "user", "content": "hi"]]
        _ = try await tool.execute(ToolCall(request: ["action": "chat", "messages": messages]))
        #expect(provider.requests[0].messages == [.system("brief"), .user("hi")])
    }

    @Test("A failure keeps its code, and whether another try may help")
    func failure() async throws {
        let (tool, _) = try tool { _, _ in
            throw AssayError(.modelBadRequest, "no", isRetryable: true, retryAfter: .seconds(3))
        }
        let error = await thrown { _ = try await tool.execute(ToolCall(request: ["prompt": "hi"])) }
        #expect(error?.code == .modelBadRequest && error?.isRetryable == true && error?.retryAfter == .seconds(3))
    }

    @Test("What a failed request cost is told all the same (law 4)")
    func failedUsage() async throws {
        let (tool, _) = try tool { _, _ in
            var answer = ModelResponse.text("no")
            answer.finish = .contentFilter
            return answer
        }
        let signals = Mutex<[ToolSignal]>([])
        let call = ToolCall(request: ["prompt": "hi"]) { signal in signals.withLock { $0.append(signal) } }
        #expect(await thrown { _ = try await tool.execute(call) }?.code == .modelContentPolicy)
        #expect(signals.withLock { $0 } == [.usage(Usage(tokens: 15, costUSD: 0.000_03))])
    }

    @Test("A turn that calls a function nobody offered, or only paused, is no answer, and was paid for")
    func unfinished() async throws {
        var paused = ModelResponse.text("")
        paused.finish = .paused
        for turn in [ModelResponse.calling(("1", "f", "{}")), paused] {
            let (tool, _) = try tool { _, _ in turn }
            let listening = Listening()
            let error = await thrown { _ = try await tool.execute(listening.call(tool, ["prompt": "hi"])) }
            #expect(error?.code == .modelProtocol)
            #expect(listening.usages == [Usage(tokens: 15, costUSD: 0.000_03)])
        }
    }

    @Test(
        "What was refused or not routed cost nothing; what broke may have cost its worst case (law 4)",
        arguments: [
            (AssayError.Code.modelAuthentication, ["prompt": "hi"], 0),
            (.modelRateLimit, ["prompt": "hi"], 0), (.modelNetwork, ["prompt": "hi", "model": "nobody"], 0),
            (.modelNetwork, ["prompt": "hi", "model": "a"], 250), (.timeout, ["prompt": "hi", "model": "a"], 250),
        ] as [(AssayError.Code, Value, Int64)]
    )
    func charges(code: AssayError.Code, request: Value, tokens: Int64) async throws {
        let registry = try SampleModels.registry([SampleModels.model("a"), SampleModels.model("b")])
        let provider = ScriptedProvider("alpha") { _, _ in throw AssayError(code, "no") }
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: [provider], clock: InstantClock()))
        let listening = Listening()
        #expect(await thrown { _ = try await tool.execute(listening.call(tool, request)) } != nil)
        // 2 bytes, 48 for the frame and 200 for the answer of each call.
        let calls = Int64(provider.requests.count)
        #expect(listening.usages.count == 1 && listening.usages.first?.tokens == tokens * calls)
        #expect((listening.usages.first?.costUSD == 0) == (tokens == 0))
    }

    @Test("Of seeds it promises what all models do that can be asked, and no certainty where there is a choice")
    func seedPromise() throws {
        func promise(_ kinds: [ProviderKind], models: Int = 1) throws -> BundleMetadata.SeedPromise {
            let providers: [any ModelProvider] = try kinds.map { kind in
                guard kind != .mock else { return MockProvider(id: "mock") }
                return try HTTPModelProvider(id: kind.rawValue, kind: kind, transport: PlayedTransport(""))
            }
            let records = providers.flatMap { provider in
                (0..<models).map { SampleModels.model("\(provider.id)-\($0)", provider: provider.id) }
            }
            let registry = try SampleModels.registry(records + [SampleModels.model("other", provider: "nobody")])
            return GenerateTool(ModelOrchestrator(registry: registry, providers: providers)).descriptor.seedPromise
        }
        #expect(try promise([.mock]) == .guaranteed)
        #expect(try promise([.mock], models: 2) == .bestEffort)
        #expect(try promise([.openAI]) == .bestEffort)
        #expect(try promise([.openAI, .anthropic, .mock]) == .ignored)
        #expect(try promise([]) == .ignored)
    }

    @Test("A budget knows the most an answer may use: each model that may be asked, as often as it may be (law 3)")
    func maximumUsage() throws {
        let (tool, _) = try tool()
        // 2 bytes, 48 for the frame and 200 for the answer, of two models three times each.
        let defaults = Value.object(tool.descriptor.defaultOptions)
        let most = try #require(tool.maximumUsage(of: ["prompt": "hi"], options: defaults))
        #expect(most.tokens == 1500)
        #expect(abs((most.costUSD ?? 0) - 6 * (50 * 1e-6 + 200 * 4e-6)) < 1e-12)
        let named: Value = ["prompt": "hi", "model": "b", "max_tokens": 50]
        #expect(tool.maximumUsage(of: named, options: defaults)?.tokens == 300)
        let priceless = try SampleModels.registry([SampleModels.model("a", price: nil)])
        let provider = ScriptedProvider("alpha", saying: "ok")
        let unknown = GenerateTool(ModelOrchestrator(registry: priceless, providers: [provider]))
        #expect(unknown.maximumUsage(of: ["prompt": "hi"], options: defaults)?.costUSD == nil)
    }

    @Test("What failed before an answer counts within that")
    func worstCase() async throws {
        let provider = ScriptedProvider("alpha") { _, _ in throw AssayError(.modelNetwork, "no", isRetryable: true) }
        let registry = try SampleModels.registry([SampleModels.model("a"), SampleModels.model("b")])
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: [provider], clock: InstantClock()))
        let call = ToolCall(request: ["prompt": "hi"], options: .object(tool.descriptor.defaultOptions))
        #expect(await thrown { _ = try await tool.execute(call) }?.code == .modelNetwork)
        #expect(provider.requests.count == 6)
    }

    @Test("It is a tool like any other: registered, it runs K times by its name (S4-20)")
    func registered() async throws {
        let (tool, _) = try tool { request, _ in .text("tree \(request.sampling.seed ?? 0)", model: request.model) }
        let registry = ToolRegistry()
        try registry.register(tool)
        let generate = try registry.tool(named: "generate")
        let options = BundleOptions(k: 3, stop: NeverRule(), globalBudget: Budget(tokens: 10_000))
        let request: Value = ["action": "complete", "prompt": "Name a tree."]
        let bundle = try await Engine().start(generate, request: request, options: options).output.bundle
        #expect(bundle.replicates.allSatisfy { $0.failure == nil && $0.model == "a" && $0.usage?.tokens == 15 })
        #expect(Set(bundle.replicates.map { $0.data?["text"] }).count == 3)
        #expect(bundle.meta.seedHonoured == .ignored)
    }

    @Test("An answer of a substitute that ignores seeds says so in its replicate")
    func seedOfSubstitute() async throws {
        let registry = try SampleModels.registry([
            SampleModels.model("a", strong: 90), SampleModels.model("b", provider: "beta"),
        ])
        let first = ScriptedProvider("alpha") { request, number in
            if number == 1 { throw AssayError(.modelAuthentication, "no") }
            var response = ModelResponse.text("ok", model: request.model)
            response.seedHonoured = .bestEffort
            return response
        }
        let providers: [any ModelProvider] = [first, ScriptedProvider("beta", saying: "ok")]
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: providers))
        let options = BundleOptions(k: 3, stop: NeverRule(), maxParallel: 1)
        let bundle = try await Engine().start(tool, request: ["prompt": "x"], options: options).output.bundle
        #expect(bundle.replicates.map(\.model) == ["a", "b", "a"])
        #expect(bundle.replicates.map(\.seedHonoured) == [.bestEffort, .ignored, .bestEffort])
        let document = try Value(json: bundle.json)
        #expect(document["replicates"]?[1]?["seed_honoured"] == "ignored")
        #expect(try EvidenceBundle(decoding: document).json == bundle.json)
    }

    @Test("A call that was given up ends at once, and a time limit holds for all attempts together")
    func limits() async throws {
        let clock = ManualClock()
        let registry = try SampleModels.registry([SampleModels.model("a", provider: "mock")])
        let mock = MockProvider(behaviour: .init(latency: .seconds(50)), clock: clock)
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: [mock], clock: clock))
        let flag = CancellationFlag()
        let task = Task { try await tool.execute(ToolCall(request: ["prompt": "hi"], cancellation: flag)) }
        await clock.sleepers(atLeast: 1)
        flag.cancel()
        #expect(await thrown { _ = try await task.value }?.code == .cancelled)
        let late = await thrown {
            _ = try await VirtualTime.run(clock) {
                try await tool.execute(ToolCall(request: ["prompt": "hi"], timeout: .seconds(20)))
            }
        }
        // Another try has its own time: the engine may retry it.
        // Which of the two limits is noticed first at the same moment is open.
        #expect(late.map { [.timeout, .modelNetwork].contains($0.code) } == true, "\(late?.code.rawValue ?? "none")")
        #expect(late?.isRetryable == true)
        #expect(clock.now.offset == .seconds(20))
    }

    @Test("The mock provider answers the same seed alike, and other seeds count as other replicates")
    func mock() async throws {
        let registry = try SampleModels.registry([SampleModels.model("a", provider: "mock")])
        let mock = MockProvider(behaviour: .init(dissent: 0.5))
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: [mock]))
        func answers() async throws -> [Value?] {
            var answers: [Value?] = []
            for seed in UInt64(1)...12 {
                answers.append(try await tool.execute(ToolCall(request: ["prompt": "hi"], seed: seed)).data["text"])
            }
            return answers
        }
        let first = try await answers()
        #expect(try await answers() == first)
        #expect(Set(first).count > 1)
    }

    @Test("The schema takes a prompt or messages, not both and not neither")
    func schema() throws {
        let (tool, _) = try tool()
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        #expect(schema.validate(["prompt": "hi"]).isEmpty)
        #expect(schema.validate(["messages": [["role": "user", "content": "hi"]]]).isEmpty)
        #expect(!schema.validate([:]).isEmpty)
        #expect(!schema.validate(["prompt": "hi", "messages": [["role": "user", "content": "hi"]]]).isEmpty)
        #expect(!schema.validate(["prompt": "hi", "promt": "x"]).isEmpty)
        try tool.descriptor.validate()
    }
}
