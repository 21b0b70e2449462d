import AssayCore
import AssayModels
import Testing

/// What is to be done, and who does it.
struct TaskRowTests {
    /// Two models that cost the same; one writes code, the other thinks.
    private static func registry() throws -> ModelRegistry {
        func model(_ id: String, reasoning: Double, coding: Double) -> ModelRecord {
            ModelRecord(
                id: id,
                provider: "alpha",
                contextWindow: 100_000,
                price: ModelPrice(input: 1, output: 4),
                scores: ModelScores(reasoning: reasoning, coding: coding, speed: 5)
            )
        }
        return try SampleModels.registry([
            model("coder", reasoning: 10, coding: 95), model("thinker", reasoning: 95, coding: 10),
        ])
    }

    private func orchestrator(
        _ provider: ScriptedProvider = ScriptedProvider("alpha", saying: "ok"),
        history: InMemoryModelHistory = InMemoryModelHistory()
    ) throws -> ModelOrchestrator {
        ModelOrchestrator(registry: try Self.registry(), providers: [provider], history: history)
    }

    @Test("S0-16: there are the eight kinds of task of the original, in its order, and pictures")
    func kinds() {
        let original = [
            "code_generation", "debugging", "architectural_design", "documentation", "testing", "data_analysis",
            "general", "reasoning",
        ]
        #expect(TaskType.allCases.map(\.rawValue) == original + ["vision"])
        for name in ["", "CODE_GENERATION", "coding", "général"] { #expect(TaskType(rawValue: name) == nil) }
    }

    @Test("S0-16: each kind is remembered under its own name, and no other", arguments: TaskType.allCases)
    func remembered(_ task: TaskType) async throws {
        let history = InMemoryModelHistory()
        let model = try await orchestrator(history: history).routeRequest("hi", taskType: task).model
        for other in TaskType.allCases {
            let count: Int64? = other == task ? 1 : nil
            #expect(history.totals(for: other.rawValue)[model]?.attempts == count, "\(other)")
        }
    }

    @Test("S0-18: words such as image, function, cheap and fast require nothing of a model")
    func words() async throws {
        let prompt = "Which function has an image in an API call? A cheap, fast and complex screenshot tool."
        let decision = try await orchestrator().explain(prompt)
        #expect(decision.requirements.features == [])
        #expect(decision.strategy == .balanced)
        #expect(decision.excluded.isEmpty && decision.ranked.count == 2)
    }

    @Test("S0-18: a huge prompt is counted in tokens, and nobody is asked who could not read it")
    func huge() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = try orchestrator(provider)
        let prompt = String(repeating: "x", count: 1_000_000)
        let error = await thrown { _ = try await orchestrator.routeRequest(prompt, taskType: .general) }
        #expect(error?.code == .unknownModel)
        // A third of the bytes, a frame of 12 tokens and 500 for the answer.
        let reason = "its context window of 100000 is below 333846"
        #expect(error?.message == "no model fits. coder: \(reason). thinker: \(reason)")
        #expect(provider.requests.isEmpty)
        let fitting = String(repeating: "x", count: 290_000)
        #expect(try await orchestrator.routeRequest(fitting, taskType: .general).content == "ok")
    }

    @Test("S0-4: a model that is unknown, or unregistered since, is an error that asks nobody")
    func unknown() async throws {
        let provider = ScriptedProvider("alpha", saying: "ok")
        let orchestrator = try orchestrator(provider)
        for (name, advice) in [("codr", "did you mean coder?"), ("模型", "known models: coder, thinker")] {
            let error = await thrown { _ = try await orchestrator.routeRequest("hi", modelID: name) }
            #expect(error == AssayError(.unknownModel, "no model has that name; \(advice)"))
        }
        orchestrator.router.registry.unregisterModel("coder")
        let gone = await thrown { _ = try await orchestrator.routeRequest("hi", modelID: "coder") }
        #expect(gone?.code == .unknownModel)
        orchestrator.router.registry.unregisterModel("thinker")
        let nobody = await thrown { _ = try await orchestrator.routeRequest("hi") }
        #expect(nobody == AssayError(.unknownModel, "no models are registered"))
        #expect(provider.requests.isEmpty)
    }
}
