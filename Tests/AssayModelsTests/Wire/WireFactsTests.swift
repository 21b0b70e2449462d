import AssayCore
import AssayModels
import Testing

@Suite("What is noted of a model's settings")
struct WireFactsTests {
    /// Every setting the other way than usual.
    private static var everything: WireFacts {
        var facts = WireFacts()
        (facts.seed, facts.temperature, facts.topP, facts.stop) = (false, false, false, false)
        (facts.highestTemperature, facts.isTemperatureOrTopP) = (0.5, true)
        (facts.answerSchema, facts.streamUsage) = (false, false)
        (facts.reasoningEfforts, facts.outputLimitName) = (["low"], .maxCompletionTokens)
        return facts
    }

    @Test("Nothing noted changes nothing; everything noted counts")
    func overlay() {
        let usual = WireSupport()
        #expect(usual.overlaid(by: WireFacts()) == usual)
        let support = usual.overlaid(by: Self.everything)
        #expect(!support.seed && !support.temperature && !support.topP && !support.stop)
        #expect(support.highestTemperature == 0.5 && support.isTemperatureOrTopP)
        #expect(!support.answerSchema && !support.streamUsage)
        #expect(support.reasoningEfforts == ["low"] && support.outputLimitName == .maxCompletionTokens)
        #expect(support.overlaid(by: Self.everything) == support)
    }

    @Test("What the name says stays where nothing is noted, and a note counts before the name")
    func names() {
        var record = ModelRecord(id: "o3", provider: "lab", maxOutputTokens: 2000)
        #expect(!record.wireSupport(for: .openAI).temperature)
        record.wire.temperature = true
        #expect(record.wireSupport(for: .openAI).temperature && !record.wireSupport(for: .openAI).topP)
        #expect(record.wireSupport(for: .openAI).mostOutputTokens == 2000)
        #expect(record.wireSupport(for: .anthropic).usualOutputTokens == 2000, "the model's limit is below the usual")
        record.maxOutputTokens = nil
        #expect(record.wireSupport(for: .anthropic).usualOutputTokens == 4096)
    }

    @Test("A provider's model is found by wire name, id and alias, and never another provider's")
    func lookup() throws {
        let registry = try ModelRegistry(
            """
            models:
              - {id: a, provider: one, model: shared, aliases: [first]}
              - {id: b, provider: two, model: shared}
            """,
            file: "m.yaml"
        )
        for name in ["shared", "a", "first"] { #expect(registry.getModel(name, of: "one")?.id == "a") }
        #expect(registry.getModel("shared", of: "two")?.id == "b")
        for (name, provider) in [("a", "two"), ("first", "two"), ("shared", "three"), ("other", "one")] {
            #expect(registry.getModel(name, of: provider) == nil, "\(name) of \(provider)")
        }
    }

    @Test("As a document it says what may be set, and no temperature where none may be")
    func document() {
        let document = WireSupport().overlaid(by: Self.everything).document
        #expect(document["temperature"] == false && document["max_temperature"] == .null)
        #expect(document["reasoning_efforts"] == ["low"] && document["output_limit"] == "max_completion_tokens")
        #expect(WireSupport().document["max_temperature"] == 2 && WireSupport().document["reasoning_efforts"] == .null)
    }

    @Test("Tokens of cached answers cost nothing, and a sum is cached where all of it is")
    func cachedUsage() {
        var cached = ModelUsage(inputTokens: 10, outputTokens: 5)
        cached.isCached = true
        let unpriced = ModelRecord(id: "m", provider: "p")
        #expect(unpriced.cost(cached) == 0)
        #expect(unpriced.cost(ModelUsage(inputTokens: 10, outputTokens: 5)) == nil)
        #expect(cached.document["cached"] == true)
        #expect(ModelUsage(inputTokens: 1, outputTokens: 1).document["cached"] == nil)
    }
}
