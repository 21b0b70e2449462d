import AssayCore
import AssayEngine
import AssayModels
import AssayStatistics
import AssayTesting
import Testing

@Suite("What asking a model costs")
struct ModelToolUsageTests {
    private static let price = ModelPrice(input: 2, output: 8, cachedInput: 1)

    private static func tool(
        _ provider: any ModelProvider,
        price: ModelPrice? = price,
        limit: Int? = 100,
        streams: Bool = true
    ) throws -> ModelTool {
        try ModelTool(
            [AskedModel(provider, model: "m", price: price)],
            sampling: ModelSampling(maxOutputTokens: limit),
            streams: streams
        )
    }

    @Test(
        "A streamed answer costs what a plain one costs, in every wire format",
        arguments: [
            (ProviderKind.openAI, "openai-text.json", "openai-text.sse"),
            (.ollama, "ollama-text.json", "ollama-text.ndjson"),
        ]
    )
    func streamed(kind: ProviderKind, plain: String, stream: String) async throws {
        var results: [ToolResult] = []
        for (streams, name) in [(false, plain), (true, stream)] {
            let transport = PlayedTransport(pieces: try Fixture.bytes(name).map { [$0] })
            let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: transport)
            let tool = try Self.tool(provider, streams: streams)
            results.append(try await tool.execute(Listening().call(tool)))
        }
        #expect(results[0] == results[1])
        #expect(results[0].usage?.costUSD ?? 0 > 0)
    }

    @Test("An unknown price is unknown, never 0")
    func unknownPrice() async throws {
        let tool = try Self.tool(ScriptedProvider("lab", saying: "oak"), price: nil, streams: false)
        let usage = try await tool.execute(Listening().call(tool)).usage
        #expect(usage == Usage(tokens: 15, costUSD: nil))
        #expect(tool.maximumUsage(of: ["prompt": "x"], options: ["max_tokens": 7])?.costUSD == nil)
    }

    @Test("The worst case is the prompt's upper bound and the limit of the answer, at the dearest price of all models")
    func worstCase() throws {
        let prompt = String(repeating: "wood ", count: 40)
        let request = ModelRequest(model: "m", messages: [.user(prompt)], sampling: ModelSampling(maxOutputTokens: 50))
        let read = TokenEstimate.upperBound(of: request)
        let models = [ModelPrice(input: 1, output: 1), ModelPrice(input: 3, output: 5)].enumerated().map {
            AskedModel(MockProvider(), model: "m\($0)", price: $1)
        }
        let tool = try ModelTool(models)
        let worst = tool.maximumUsage(of: ["prompt": .string(prompt)], options: ["max_tokens": 50])
        #expect(worst?.tokens == read + 50)
        #expect(worst?.costUSD == (Double(read) * 3 + 50 * 5) / 1_000_000)
        #expect(
            try Self.tool(MockProvider(), limit: nil).maximumUsage(of: ["prompt": "x"], options: [:])?.tokens == nil
        )
    }

    @Test("A budget holds for any number of parallel answers: no answer is begun that it has no room for")
    func budget() async throws {
        let tool = try Self.tool(MockProvider(), limit: 10)
        let request: Value = ["prompt": "Name a tree."]
        let one = try #require(tool.maximumUsage(of: request, options: ["max_tokens": 10])?.tokens)
        for parallel in [1, 4, 16] {
            let options = BundleOptions(
                k: 50,
                stop: NeverRule(),
                maxParallel: parallel,
                globalBudget: Budget(tokens: one * 3)
            )
            let bundle = try await Engine().start(tool, request: request, options: options).output.bundle
            let spent = bundle.replicates.compactMap(\.spent?.tokens).reduce(0, +)
            #expect(spent <= one * 3)
            #expect(bundle.replicates.count >= 3)
            #expect(bundle.meta.endedBy == .budget)
        }
    }

    @Test("A refused request costs nothing; one of which nobody knows says nothing, and the reserved worst case counts")
    func failures() async throws {
        for (code, usages) in [(AssayError.Code.modelRateLimit, [Usage(tokens: 0, costUSD: 0)]), (.modelNetwork, [])] {
            let provider = MockProvider(script: [.failure(AssayError(code, "no", isRetryable: true))])
            let tool = try Self.tool(provider)
            let listening = Listening()
            let error = await thrown { _ = try await tool.execute(listening.call(tool)) }
            #expect(error?.code == code && error?.isRetryable == true)
            #expect(listening.usages == usages)
        }
    }

    @Test("A stream that breaks settles what had come, by estimate")
    func broken() async throws {
        let failure = AssayError(.modelNetwork, "gone", isRetryable: true)
        let tool = try Self.tool(MockProvider(script: [.interruption("one two three", failure)]))
        let listening = Listening()
        #expect(await thrown { _ = try await tool.execute(listening.call(tool)) } == failure)
        #expect(listening.usages.count == 1)
        #expect(listening.usages[0].tokens ?? 0 > 0 && listening.usages[0].costUSD ?? 0 > 0)
    }

    @Test("A stream that is given up ends at once and settles what had come, by estimate")
    func cancelled() async throws {
        let clock = ManualClock()
        let behaviour = MockProvider.Behaviour(latency: .seconds(1), pace: .seconds(1))
        let tool = try Self.tool(MockProvider(behaviour: behaviour, clock: clock))
        let listening = Listening()
        let flag = CancellationFlag()
        let call = listening.call(tool, cancellation: flag)
        let asking = Task { try await tool.execute(call) }
        for _ in 0..<3 {
            await clock.sleepers(atLeast: 1)
            clock.advance(by: .seconds(1))
        }
        await clock.sleepers(atLeast: 1)
        flag.cancel()
        await #expect(throws: CancellationError.self) { try await asking.value }
        #expect(listening.usages.count == 1)
        #expect(listening.usages[0].tokens ?? 0 > 0)
        #expect(clock.now.offset == .seconds(3))
    }
}
