import AssayCore
import AssayModels
import AssayStatistics
import AssayTesting
import Testing

@Suite("Models that failed are left alone for a while")
struct RestingModelTests {
    private let clock = ManualClock()
    private static let busy = AssayError(.modelOverloaded, "busy", isRetryable: true)
    private static let gone = AssayError(.modelNetwork, "gone", isRetryable: true)
    private static let once = RouteOptions(retry: RetryPolicy(maxRetries: 0))

    /// What models did changes no ranking, so that who is passed over shows.
    private struct NoHistory: ModelHistory {
        func totals(for task: String) async throws -> [String: ModelTotals] { [:] }
        func record(_ outcome: ModelOutcome) async throws {}
    }

    /// `a` and `b` are at alpha, `c` is at beta; `a` is the best, then `b`.
    private func orchestrator(
        _ alpha: any ModelProvider,
        _ beta: any ModelProvider = ScriptedProvider("beta", saying: "from beta"),
        models: [String] = ["a", "b", "c"],
        breaker: CircuitBreakerConfig? = CircuitBreakerConfig(
            failureThreshold: 2,
            successThreshold: 1,
            openTime: .seconds(60),
            halfOpenCalls: 1,
            window: .seconds(60)
        )
    ) throws -> ModelOrchestrator {
        let all = [
            SampleModels.model("a", strong: 90), SampleModels.model("b", strong: 80),
            SampleModels.model("c", provider: "beta", strong: 70),
        ]
        let registry = try SampleModels.registry(all.filter { models.contains($0.id) })
        return ModelOrchestrator(
            registry: registry,
            providers: [alpha, beta],
            history: NoHistory(),
            clock: clock,
            breaker: breaker
        )
    }

    /// Who was asked, and who was passed over.
    private func ask(
        _ orchestrator: ModelOrchestrator,
        _ options: RouteOptions = Self.once
    ) async throws -> (asked: [String], passedOver: [RestingModel]) {
        let response = try await clock.passing { try await orchestrator.routeRequest("hi", options: options) }
        return (response.attempts.map(\.model), response.passedOver)
    }

    @Test("A model that was overloaded too often is passed over, which is said, and asked again when its time is over")
    func opens() async throws {
        let alpha = ScriptedProvider("alpha", failing: [Self.busy, Self.busy])
        let orchestrator = try orchestrator(alpha, models: ["a", "c"])
        for _ in 0..<2 { #expect(try await ask(orchestrator).asked == ["a", "c"]) }
        clock.advance(by: .seconds(18))
        let response = try await orchestrator.routeRequest("hi", options: Self.once)
        let resting = RestingModel(model: "a", reason: .failures, remainingMS: 42_000)
        #expect(response.attempts.map(\.model) == ["c"])
        #expect(response.passedOver == [resting])
        #expect(response.isSubstitute)
        #expect(
            response.document["passed_over"] == [["model": "a", "reason": "failures", "remaining_ms": 42_000]]
        )
        #expect(response.decision.resting == [resting])
        let decision = try await orchestrator.explain("hi")
        #expect(decision.chosen.id == "a")
        #expect(decision.document["resting"]?[0]?["model"] == "a")
        #expect(
            decision.table.contains("resting    a failed too often of late, and is asked again in 42.0 seconds\n"),
            "\(decision.table)"
        )
        clock.advance(by: .seconds(42))
        #expect(try await orchestrator.explain("hi").resting.isEmpty)
        let again = try await ask(orchestrator)
        #expect(again.asked == ["a"] && again.passedOver.isEmpty)
    }

    @Test(
        "A request goes on to another model at once when its own failures open the breaker, without waiting for a retry"
    )
    func duringRetries() async throws {
        let alpha = ScriptedProvider("alpha", failing: Array(repeating: Self.busy, count: 9))
        let orchestrator = try orchestrator(alpha, models: ["a", "c"])
        let response = try await clock.passing {
            try await orchestrator.routeRequest("hi", options: RouteOptions(retry: RetryPolicy(maxRetries: 5)))
        }
        #expect(response.attempts.map(\.model) == ["a", "a", "c"])
        #expect(response.attempts[2].delayMS == 0)
        #expect(response.passedOver.map(\.model) == ["a"])
    }

    @Test(
        "What says nothing about the load of a model counts for nothing",
        arguments: [
            AssayError.Code.modelAuthentication, .modelQuota, .modelContext, .modelSchema, .modelProtocol, .modelEmpty,
            .unknownModel, .modelRateLimit,
        ]
    )
    func uncounted(code: AssayError.Code) async throws {
        let alpha = ScriptedProvider("alpha", failing: Array(repeating: AssayError(code, "no"), count: 50))
        let orchestrator = try orchestrator(alpha, models: ["a", "c"])
        for _ in 0..<6 {
            _ = try? await ask(orchestrator)
            #expect(try await orchestrator.explain("hi").resting.isEmpty)
        }
        #expect(alpha.requests.count == 6)
    }

    @Test("A rate limit with a time to wait rests that one model until then, and another is asked at once")
    func rateLimit() async throws {
        let later = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(20))
        let orchestrator = try orchestrator(ScriptedProvider("alpha", failing: [later]))
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 3))
        let first = try await ask(orchestrator, options)
        #expect(first.asked == ["a", "b"])
        #expect(first.passedOver == [RestingModel(model: "a", reason: .rateLimit, remainingMS: 20_000)])
        #expect(clock.now.offset == .zero)
        #expect(try await ask(orchestrator, options).asked == ["b"])
        clock.advance(by: .seconds(20))
        #expect(try await ask(orchestrator, options).asked == ["a"])
    }

    @Test("A provider that cannot be reached rests with all its models")
    func provider() async throws {
        let alpha = ScriptedProvider("alpha", failing: Array(repeating: Self.gone, count: 2))
        let orchestrator = try orchestrator(alpha)
        let first = try await ask(orchestrator)
        #expect(first.asked == ["a", "b", "c"])
        let second = try await ask(orchestrator)
        #expect(second.asked == ["c"])
        #expect(second.passedOver.map(\.model) == ["a", "b"])
        #expect(second.passedOver.allSatisfy { $0.reason == .provider && $0.remainingMS == 60_000 })
        clock.advance(by: .seconds(60))
        #expect(try await ask(orchestrator).asked == ["a"])
        #expect(try await ask(orchestrator).passedOver.isEmpty)
    }

    @Test("The only model is asked however often it failed, and no sooner than its provider said")
    func alone() async throws {
        let later = AssayError(.modelRateLimit, "later", isRetryable: true, retryAfter: .seconds(20))
        let errors = Array(repeating: Self.busy, count: 3) + [later]
        let alpha = ScriptedProvider("alpha", failing: errors)
        let orchestrator = try orchestrator(alpha, models: ["a"])
        for _ in 0..<3 { _ = try? await ask(orchestrator) }
        #expect(try await orchestrator.explain("hi").resting.map(\.model) == ["a"])
        let (asked, passedOver) = try await ask(orchestrator, RouteOptions(retry: RetryPolicy(maxRetries: 1)))
        #expect(asked == ["a", "a"] && passedOver.isEmpty)
        #expect(clock.now.offset == .seconds(20))
    }

    @Test("Who was passed over is asked in the end, when nobody else has answered, and the failure says so")
    func lastResort() async throws {
        let empty = Array(repeating: AssayError(.modelQuota, "empty"), count: 9)
        for (failures, isAnswered) in [(2, true), (3, false)] {
            let alpha = ScriptedProvider("alpha", failing: Array(repeating: Self.busy, count: failures))
            let beta = ScriptedProvider("beta", failing: empty)
            let orchestrator = try orchestrator(alpha, beta, models: ["a", "c"])
            for _ in 0..<2 { _ = try? await ask(orchestrator) }
            guard !isAnswered else {
                #expect(try await ask(orchestrator).asked == ["c", "a"])
                continue
            }
            let error = await requestError { _ = try await ask(orchestrator) }
            #expect(error?.attempts.map(\.model) == ["c", "a"])
            #expect(error?.passedOver.map(\.model) == ["a"])
            let end = "(passed over: a failed too often of late, and is asked again in 60.0 seconds)"
            #expect(error?.message.hasSuffix(end) == true, "\(error?.message ?? "")")
        }
    }

    @Test("While one request tries a model again, others pass it over; one that is cancelled gives its place back")
    func probe() async throws {
        let gate = Gate()
        let alpha = ScriptedProvider("alpha") { request, number in
            if number < 2 { throw Self.busy }
            if number == 2 { await gate.wait() }
            try Task.checkCancellation()
            return .text("ok", model: request.model)
        }
        let orchestrator = try orchestrator(alpha, models: ["a", "c"])
        for _ in 0..<2 { _ = try await ask(orchestrator) }
        clock.advance(by: .seconds(60))
        let probe = Task { try await orchestrator.routeRequest("hi", options: Self.once) }
        await gate.arrivals(atLeast: 1)
        let other = try await ask(orchestrator)
        #expect(other.asked == ["c"])
        #expect(other.passedOver == [RestingModel(model: "a", reason: .probe)])
        probe.cancel()
        gate.open()
        #expect(await requestError { _ = try await probe.value }?.code == .cancelled)
        #expect(try await ask(orchestrator).asked == ["a"])
    }

    @Test("A stream says whom it passes over")
    func stream() async throws {
        let alpha = MockProvider(id: "alpha", script: [.failure(Self.busy), .failure(Self.busy)], clock: clock)
        let orchestrator = try orchestrator(alpha, MockProvider(id: "beta", clock: clock), models: ["a", "c"])
        for _ in 0..<2 { _ = try await ask(orchestrator) }
        var passedOver: [String] = []
        for try await event in orchestrator.streamRequest("hi", options: Self.once) {
            if case .passedOver(let model) = event { passedOver.append(model.model) }
        }
        #expect(passedOver == ["a"])
    }

    @Test("Unless it was asked for, nobody rests; and what no breaker could follow is refused")
    func configuration() async throws {
        let alpha = ScriptedProvider("alpha", failing: Array(repeating: Self.busy, count: 50))
        let plain = try orchestrator(alpha, models: ["a", "c"], breaker: nil)
        for _ in 0..<8 { #expect(try await ask(plain).asked == ["a", "c"]) }
        let odd = try orchestrator(alpha, breaker: CircuitBreakerConfig(failureThreshold: 0))
        #expect(await thrown { _ = try await odd.routeRequest("hi") }?.code == .invalidArgument)
    }

    @Test("The same outcomes at the same times lead to the same models", arguments: 1...5)
    func repeatable(seed: UInt64) async throws {
        func run() async throws -> [[String]] {
            let clock = ManualClock()
            var generator = SplitMix64(seed: seed)
            let codes: [AssayError.Code] = [.modelOverloaded, .modelNetwork, .modelRateLimit, .modelQuota, .timeout]
            let outcomes = (0..<400).map { _ -> AssayError? in
                guard Bool.random(using: &generator), let code = codes.randomElement(using: &generator) else {
                    return nil
                }
                return AssayError(code, "no", retryAfter: code == .modelRateLimit ? .seconds(7) : nil)
            }
            func provider(_ id: String, _ shift: Int) -> ScriptedProvider {
                ScriptedProvider(id) { request, number in
                    if let error = outcomes[(number + shift) % outcomes.count] { throw error }
                    return .text("ok", model: request.model)
                }
            }
            let registry = try SampleModels.registry([
                SampleModels.model("a", strong: 90), SampleModels.model("b", strong: 80),
                SampleModels.model("c", provider: "beta", strong: 70),
            ])
            let orchestrator = ModelOrchestrator(
                registry: registry,
                providers: [provider("alpha", 0), provider("beta", 100)],
                history: NoHistory(),
                clock: clock,
                breaker: CircuitBreakerConfig(failureThreshold: 2, successThreshold: 1, openTime: .seconds(9))
            )
            var record: [[String]] = []
            for _ in 0..<60 {
                clock.advance(by: .seconds(Int.random(in: 0...5, using: &generator)))
                do {
                    let response = try await orchestrator.routeRequest("hi", options: Self.once)
                    record.append(response.passedOver.map(\.description) + response.attempts.map(\.model))
                } catch let error as ModelRequestError {
                    record.append(error.passedOver.map(\.description) + error.attempts.map(\.model) + ["failed"])
                }
            }
            return record
        }
        let first = try await run()
        #expect(try await run() == first)
        #expect(first.contains { $0.contains { $0.contains("of late") } })
    }
}
