import AssayCore
import AssayModels
import AssayYAML
import Testing

@Suite("Model files laid over each other")
struct ModelLayersTests {
    private static func registry(_ texts: String...) throws -> ModelRegistry {
        try ModelRegistry(layers: texts.enumerated().map { (text: $1, name: "\($0 + 1).yaml") })
    }

    @Test("Without files there are the models Assay knows; a file adds to them, and replaces one of the same id whole")
    func overlay() throws {
        let bare = try Self.registry().listModels()
        let registry = try Self.registry("models: [{id: own, provider: lab}, {id: gpt-5, provider: lab}]")
        #expect(registry.listModels().count == bare.count + 1)
        #expect(registry.getModel("own")?.provider == "lab")
        let replaced = try #require(registry.getModel("gpt-5"))
        #expect(replaced.provider == "lab" && replaced.price == nil && replaced.source == nil)
    }

    @Test("The last file is on top, and builtin: false drops what Assay knows and nothing else")
    func order() throws {
        let first = "models: [{id: own, provider: one}, {id: gpt-5, provider: one}]"
        let second = "builtin: false\nmodels: [{id: own, provider: two}]"
        let models = try Self.registry(first, second).listModels()
        #expect(Set(models.map(\.id)) == ["own", "gpt-5"])
        #expect(models.first { $0.id == "own" }?.provider == "two")
        #expect(models.first { $0.id == "gpt-5" }?.provider == "one")
    }

    @Test("Two models of one id in a file, and an alias that is taken, are refused with their place")
    func clashes() async {
        let twice = "models:\n  - {id: own, provider: x}\n  - {id: own, provider: y}"
        let taken = "models:\n  - {id: own, provider: x, aliases: [gpt-5]}"
        for (text, place) in [(twice, "1.yaml:3:5"), (taken, "1.yaml:2:5")] {
            let error = await thrown { _ = try Self.registry(text) }
            #expect(error?.code == .invalidDocument)
            #expect(error?.message.hasPrefix(place) == true, "\(error?.message ?? "no error")")
        }
    }

    @Test("What is shipped says that it is remembered, judged and not looked up; uncertain prices are unknown")
    func honesty() throws {
        for model in try Self.registry().listModels() {
            let source = try #require(model.source)
            for word in ["remembered", "not looked up", "judged, not measured"] { #expect(source.contains(word)) }
            #expect(model.notedOn == "2025-12")
            #expect(model.price?.cacheWrite == nil, "\(model.id)")
        }
        // These rise with the length of the prompt.
        for id in ["gemini-2.5-pro", "grok-4"] { #expect(try Self.registry().getModel(id)?.price == nil) }
    }

    @Test("A record as a document says null for what is unknown, and has every score")
    func document() throws {
        let unknown = ModelRecord(id: "m", provider: "p").document
        for key in ["context_window", "price_per_million_usd", "parameters_billion", "source", "noted_on"] {
            #expect(unknown[key] == .null, "\(key)")
        }
        #expect(unknown["scores"]?["coding"] == .null && unknown["task_scores"]?["debugging"] == .null)
        let known = try #require(try Self.registry().getModel("gpt-4o-mini")).document
        #expect(known["price_per_million_usd"]?["input"] == 0.15)
        #expect(known["price_per_million_usd"]?["cache_write"] == .null)
        #expect(known["task_scores"]?["code_generation"] == 62)
        #expect(known["features"]?.array?.contains("vision") == true)
    }
}
