import AssayCore
import AssayModels
import AssayYAML
import Testing

struct ModelFileTests {
    @Test("Everything a file can say is read")
    func whole() throws {
        let registry = try ModelRegistry(
            """
            models:
              - id: gpt-4o
                provider: openai
                model: gpt-4o-2024-08-06
                aliases: [omni]
                capabilities: [reasoning, coding]
                context_window: 128000
                max_output_tokens: 16384
                price: {input: 2.5, output: 10, cached_input: 1.25, cache_write: 2.5}
                scores: {reasoning: 80, coding: 78, speed: 7}
                parameters_billion: 70
                maturity: beta
                supports_vision: true
                supports_function_calling: true
                supports_structured_output: false
                supports_audio: true
                performance: {latency_ms: 900, tokens_per_second: 80.5, accuracy: 0.9}
                wire:
                  seed: false
                  temperature: true
                  max_temperature: 1
                  top_p: false
                  temperature_or_top_p: true
                  stop: false
                  reasoning_efforts: [low, high]
                  stream_usage: false
                  output_limit: max_completion_tokens
                local: true
                source: a list
                noted_on: 2025-10
            """,
            file: "models.yaml"
        )
        var wire = WireFacts()
        (wire.seed, wire.temperature, wire.topP, wire.stop, wire.streamUsage) = (false, true, false, false, false)
        (wire.highestTemperature, wire.isTemperatureOrTopP, wire.answerSchema) = (1, true, false)
        (wire.reasoningEfforts, wire.outputLimitName) = (["low", "high"], .maxCompletionTokens)
        let expected = ModelRecord(
            id: "gpt-4o",
            provider: "openai",
            wireName: "gpt-4o-2024-08-06",
            aliases: ["omni"],
            capabilities: ["coding", "reasoning"],
            contextWindow: 128_000,
            maxOutputTokens: 16_384,
            price: ModelPrice(input: 2.5, output: 10, cachedInput: 1.25, cacheWrite: 2.5),
            scores: ModelScores(reasoning: 80, coding: 78, speed: 7),
            performance: ModelPerformance(latencyMS: 900, tokensPerSecond: 80.5, accuracy: 0.9),
            parametersBillion: 70,
            maturity: .beta,
            features: [.vision, .functions, .audio],
            wire: wire,
            isLocal: true,
            source: "a list",
            notedOn: "2025-10"
        )
        #expect(registry.listModels() == [expected])
    }

    @Test("What a file leaves out or calls null is unknown, not 0")
    func minimal() throws {
        let registry = try ModelRegistry(
            "models: [{id: a, provider: x}, {id: b, provider: x, price: null, scores: null, context_window: null}]",
            file: "models.yaml"
        )
        for model in registry.listModels() {
            #expect(model.price == nil)
            #expect(model.contextWindow == nil)
            #expect(model.scores == ModelScores())
            #expect(model.wireName == model.id)
        }
    }

    @Test("A price per thousand tokens is one per million of both kinds")
    func perThousand() throws {
        let registry = try ModelRegistry("models: [{id: a, provider: x, cost_per_1k_tokens: 0.01}]", file: "f")
        #expect(registry.getModel("a")?.price == ModelPrice(input: 10, output: 10))
    }

    @Test(
        "A mistake is reported with file and line",
        arguments: [
            ("models:\n  - id: a\n    provider: x\n    contxt_window: 5", "m.yaml:4:5", "did you mean context_window?"),
            ("models:\n  - id: a", "m.yaml:2:5", "must have the key provider"),
            ("model: []", "m.yaml:1:1", "did you mean models?"),
            ("models:\n  - id: a\n    provider: x\n    context_window: 0", "m.yaml:4:21", "from 1 to"),
            ("models:\n  - id: a\n    provider: x\n    maturity: old", "m.yaml:4:15", "experimental, beta, production"),
            ("models:\n  - id: a\n    provider: x\n    price: {input: 1}", "m.yaml:4:12", "must have the key output"),
            (
                "models:\n  - id: a\n    provider: x\n    price: {input: -1, output: 1}", "m.yaml:4:20",
                "must be a number"
            ),
            ("models:\n  - id: a\n    provider: x\n    scores: {coding: 101}", "m.yaml:4:22", "from 0.0 to 100.0"),
            ("models:\n  - id: a\n    provider: x\n    wire: {sed: false}", "m.yaml:4:12", "did you mean seed?"),
            ("models:\n  - id: a\n    provider: x\n    wire: {output_limit: most}", "m.yaml:4:26", "max_tokens, max_"),
            ("models:\n  - id: a\n    provider: x\n    performance: {accuracy: 2}", "m.yaml:4:29", "from 0.0 to 1.0"),
            ("builtin: false\nmodels: []", "m.yaml:1:1", "unknown key"),
            ("models:\n  - {id: a, provider: x}\n  - {id: a, provider: y}", "m.yaml:3:5", "belongs to a already"),
            (
                "models:\n  - {id: a, provider: x}\n  - {id: b, provider: y, aliases: [a]}", "m.yaml:3:5",
                "the name a belongs to a"
            ),
            (
                "models:\n  - {id: a, provider: x, cost_per_1k_tokens: 1, price: {input: 1, output: 1}}", "m.yaml:2:46",
                "must not stand beside price"
            ),
        ]
    )
    func mistakes(_ text: String, _ place: String, _ advice: String) async {
        let error = await thrown { _ = try ModelRegistry(text, file: "m.yaml") }
        #expect(error?.code == .invalidDocument)
        #expect(error?.message.hasPrefix(place + ":") == true, "\(error?.message ?? "no error")")
        #expect(error?.message.contains(advice) == true, "\(error?.message ?? "no error")")
    }

    @Test("A key written twice is refused")
    func duplicateKeys() async {
        let error = await thrown { _ = try ModelRegistry("models:\n  - {id: a, id: b, provider: x}", file: "m.yaml") }
        #expect(error?.code == .invalidYAML)
    }
}
