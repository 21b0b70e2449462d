import AssayCore
import AssayModels
import AssayTesting
import Testing

@Suite("A model tool that remembers what its models do")
struct ModelToolLearningTests {
    private static let question: Value = ["prompt": "Fix the bug in this function."]
    private static let task = TaskDetector().estimate("Fix the bug in this function.").primary

    private func totals(_ provider: any ModelProvider, calls: Int = 1, clock: ManualClock = ManualClock()) async throws
        -> [String: ModelTotals]
    {
        let history = InMemoryModelHistory()
        let model = AskedModel(provider, model: "m", price: ModelPrice(input: 1_000_000, output: 0))
        let tool = try ModelTool([model], streams: false, history: history, clock: clock)
        for _ in 0..<calls { _ = try? await tool.execute(Listening().call(tool, Self.question)) }
        return try await history.totals(for: Self.task)
    }

    @Test("An answer is remembered under the model's id and the task of the prompt, with time, cost and tokens")
    func answer() async throws {
        #expect(Self.task == .debugging)
        let clock = ManualClock()
        let provider = ScriptedProvider("lab") { request, _ in
            clock.advance(by: .milliseconds(250))
            return .text("ok", model: request.model, usage: ModelUsage(inputTokens: 2, outputTokens: 5))
        }
        let totals = try await totals(provider, calls: 2, clock: clock)
        #expect(totals.keys.sorted() == ["lab/m"])
        #expect(totals["lab/m"]?.successes == 2 && totals["lab/m"]?.latencyMS == 500)
        #expect(totals["lab/m"]?.costUSD == 4 && totals["lab/m"]?.outputTokens == 10)
    }

    @Test("A failure of the model counts, and so does a refusal that was paid for")
    func failures() async throws {
        let refusal = ModelResponse(message: .assistant(""), finish: .contentFilter, model: "m")
        let provider = ScriptedProvider("lab") { _, number in
            if number == 0 { throw AssayError(.modelOverloaded, "no", isRetryable: true) }
            return refusal
        }
        let totals = try await totals(provider, calls: 2)
        #expect(totals["lab/m"]?.attempts == 2 && totals["lab/m"]?.successes == 0)
    }

    @Test("What the caller gave up or got wrong says nothing about the model")
    func callers() async throws {
        for code in [AssayError.Code.cancelled, .notRecorded, .invalidArgument] {
            #expect(try await totals(ScriptedProvider("lab", failing: [AssayError(code, "x")])).isEmpty, "\(code)")
        }
        let cancelled = ScriptedProvider("lab") { _, _ in throw CancellationError() }
        #expect(try await totals(cancelled).isEmpty)
    }

    @Test("A refused answer is charged once, however it was heard", arguments: [true, false])
    func chargedOnce(streams: Bool) async throws {
        let usage = ModelUsage(inputTokens: 10, outputTokens: 5)
        let refusal = ModelResponse(message: .assistant("No."), finish: .contentFilter, usage: usage, model: "m")
        let tool = try ModelTool([AskedModel(MockProvider(script: [.response(refusal)]), model: "m")], streams: streams)
        let listening = Listening()
        let error = await thrown { _ = try await tool.execute(listening.call(tool)) }
        #expect(error?.code == .modelContentPolicy)
        #expect(listening.usages == [Usage(tokens: 15, costUSD: nil)])
    }

    @Test("A history that cannot be kept is a warning, not a lost answer")
    func broken() async throws {
        struct Broken: ModelHistory {
            func totals(for task: String) async throws -> [String: ModelTotals] { [:] }
            func record(_ outcome: ModelOutcome) async throws { throw AssayError(.storeFull, "no room") }
        }
        let tool = try ModelTool([AskedModel(MockProvider(), model: "m")], history: Broken())
        let listening = Listening()
        #expect(try await tool.execute(listening.call(tool)).data["answer"] != nil)
        #expect(listening.warnings == ["The history of models could not be kept."])
        #expect(try await Broken().spentUSD(inLast: .seconds(60)) == nil, "who does not count does not know")
    }
}
