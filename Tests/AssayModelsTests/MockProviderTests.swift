import AssayCore
import AssayModels
import AssayTesting
import Testing

struct MockProviderTests {
    private func ask(_ provider: MockProvider, _ request: ModelRequest) async throws -> ModelResponse {
        try await provider.respond(to: request, limits: CallLimits())
    }

    private func request(_ text: String = "Hello", seed: UInt64? = nil) -> ModelRequest {
        ModelRequest(model: "mock", messages: [.user(text)], sampling: ModelSampling(seed: seed))
    }

    @Test("Answers depend on model, prompt and seed alone")
    func deterministic() async throws {
        let provider = MockProvider()
        let answer = try await ask(provider, request())
        #expect(answer.message.text == "thicket thicket upland cedar delta grove")
        #expect(answer.usage == ModelUsage(inputTokens: 1, outputTokens: 6))
        #expect(answer.seedHonoured == .guaranteed)
        #expect(answer.finish == .stop)
        #expect(try await ask(MockProvider(id: "other"), request(seed: 7)).message == answer.message)
        #expect(try await ask(provider, request("Other")).message != answer.message)
        var other = request()
        other.model = "mock-2"
        #expect(try await ask(provider, other).message != answer.message)
    }

    @Test("The share of seeds that dissent is the one asked for, and there are four answers at most")
    func dissent() async throws {
        let provider = MockProvider(behaviour: MockProvider.Behaviour(dissent: 0.25))
        let usual = try await ask(provider, request()).message.text
        var texts: [String] = []
        for seed in 0..<2000 as Range<UInt64> {
            texts.append(try await ask(provider, request(seed: seed)).message.text)
        }
        let dissenting = texts.count { $0 != usual }
        // Binomial with n = 2000 and p = 0.25: five standard deviations are 97.
        #expect((403...597).contains(dissenting))
        #expect(Set(texts).count == 4)
        #expect(try await ask(provider, request(seed: 3)).message.text == texts[3])
    }

    @Test("The limit of tokens and stop texts are kept")
    func limits() async throws {
        let provider = MockProvider(script: [.text("one two three"), .text("one two three"), .text("one")])
        var request = request()
        request.sampling.maxOutputTokens = 2
        let cut = try await ask(provider, request)
        #expect(cut.message.text == "one two ")
        #expect(cut.finish == .length)
        #expect(cut.usage?.outputTokens == 2)
        request.sampling = ModelSampling(stop: [" th"])
        let stopped = try await ask(provider, request)
        #expect(stopped.message.text == "one two")
        #expect(stopped.finish == .stop)
        request.sampling = ModelSampling(maxOutputTokens: -1)
        #expect(try await ask(provider, request).message.text == "")
    }

    @Test("A schema is answered with a value that is valid against it")
    func schema() async throws {
        let schema: Value = [
            "type": "object", "required": ["kind", "count", "tags", "note", "where"], "additionalProperties": false,
            "properties": [
                "kind": ["enum": ["a", "b"]], "count": ["type": "integer", "minimum": 3, "maximum": 5],
                "share": ["type": "number", "minimum": 0, "maximum": 1],
                "tags": ["type": "array", "minItems": 2, "items": ["type": "string", "minLength": 12]],
                "note": ["anyOf": [["type": "null"], ["type": "string"]]], "where": ["$ref": "#/$defs/place"],
                "fixed": ["const": 7], "yes": ["type": ["boolean", "null"]],
            ],
            "$defs": ["place": ["properties": ["city": ["type": "string"]], "required": ["city"]]],
        ]
        for seed in 0..<50 as Range<UInt64> {
            var request = request("Hello \(seed)", seed: seed)
            request.answerSchema = schema
            let response = try await ask(MockProvider(), request)
            #expect((try? response.answer?.get()) != nil)
        }
    }

    @Test(
        "A schema that leads back to itself, or makes no sense, does not trap",
        arguments: [
            ["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/a"]]], false, ["enum": []],
            ["type": "array", "minItems": 9_223_372_036_854_775_807, "items": false],
            ["type": "integer", "minimum": 1e300], ["type": "number", "minimum": 5, "maximum": -5],
            ["type": "string", "minLength": -4],
        ] as [Value]
    )
    func oddSchemas(_ schema: Value) async throws {
        var request = request()
        request.answerSchema = schema
        let response = try await ask(MockProvider(), request)
        #expect(response.answer != nil)
    }

    @Test("A function that must be called is called once with arguments of its schema")
    func calls() async throws {
        let provider = MockProvider()
        var request = request()
        request.functions = [Conversations.add]
        #expect(try await ask(provider, request).message.calls.isEmpty)
        request.functionChoice = .named("add")
        let response = try await ask(provider, request)
        let call = try #require(response.message.calls.first)
        #expect(response.finish == .functionCalls)
        #expect(try Schema(Conversations.add.parameters).validate(.object(call.arguments())).isEmpty)
        request.messages += [
            response.message, ModelMessage(.tool, [.result(FunctionResult(id: call.id, name: "add", output: 1))]),
        ]
        #expect(try await ask(provider, request).finish == .stop)
        request.functionChoice = .named("unknown")
        #expect(try await ask(provider, request).finish == .stop)
    }

    @Test("A script is played step by step, then answers are computed; requests are kept")
    func script() async throws {
        let failure = AssayError(.modelRateLimit, "Slow down.", isRetryable: true, retryAfter: .seconds(1))
        let given = ModelResponse(message: .assistant("given"), finish: .length, model: "x")
        let provider = MockProvider(script: [.text("first"), .failure(failure), .response(given)])
        #expect(try await ask(provider, request("a")).message.text == "first")
        await #expect(throws: failure) { try await ask(provider, request("b")) }
        #expect(try await ask(provider, request("c")) == given)
        #expect(try await ask(provider, request("d")).message.text.split(separator: " ").count == 6)
        #expect(provider.requests.map(\.messages[0].text) == ["a", "b", "c", "d"])
        #expect(try await provider.models(limits: CallLimits()) == ["mock"])
    }

    @Test("A stream comes in words and ends with the whole; an interruption keeps what came")
    func streams() async throws {
        let failure = AssayError(.modelNetwork, "Broke off.", isRetryable: true)
        let provider = MockProvider(script: [.text(" one  two"), .interruption("half an", failure)])
        var events: [ModelEvent] = []
        for try await event in provider.stream(request(), limits: CallLimits()) { events.append(event) }
        #expect(events.dropLast() == [.text(" one  "), .text("two")])
        guard case .finished(let response) = events.last else { throw failure }
        #expect(response.message.text == " one  two")

        var partial: ModelResponse?
        let error = await #expect(throws: AssayError.self) {
            for try await event in provider.stream(request(), limits: CallLimits()) {
                if case .interrupted(let response) = event { partial = response }
            }
        }
        #expect(error == failure)
        #expect(partial?.message.text == "half an")
        #expect(partial?.finish == .interrupted)
        #expect(partial?.usage?.isEstimated == true)
    }

    @Test("Waiting is measured by the clock given, and ends with the limit")
    func time() async throws {
        let clock = ManualClock()
        let behaviour = MockProvider.Behaviour(latency: .seconds(3), pace: .seconds(1))
        let provider = MockProvider(script: [.text("a b c")], behaviour: behaviour, clock: clock)
        let answer = try await clock.passing { try await ask(provider, request()) }
        #expect(answer.message.text == "a b c")
        #expect(clock.now.offset == .seconds(5))
        let error = await #expect(throws: AssayError.self) {
            try await clock.passing {
                try await provider.respond(to: request(), limits: CallLimits(total: .seconds(4), idle: nil))
            }
        }
        #expect(error?.code == .modelNetwork)
        #expect(error?.isRetryable == true)
        #expect(clock.now.offset == .seconds(9))
        await #expect(throws: AssayError.self) {
            try await clock.passing { try await provider.respond(to: request(), limits: CallLimits(idle: .seconds(2))) }
        }
        #expect(clock.now.offset == .seconds(11))
        let limits = CallLimits(firstByte: .seconds(1))
        await #expect(throws: AssayError.self) {
            try await clock.passing { try await provider.respond(to: request(), limits: limits) }
        }
        #expect(clock.now.offset == .seconds(12))
    }
}
