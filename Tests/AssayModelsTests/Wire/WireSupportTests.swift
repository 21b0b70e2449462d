import AssayCore
import AssayModels
import Testing

struct WireSupportTests {
    @Test("What a model does not take is left out one by one, and each is named in the answer")
    func leftOut() async throws {
        let request = ModelRequest(model: "m", messages: [.user("x")], sampling: Conversations.everySetting)
        var support = WireSupport()
        support.temperature = false
        support.topP = false
        support.stop = false
        support.seed = false
        support.reasoningEfforts = []
        let body = try await Asking.sent(.openAI, request, support: support).body
        #expect(body?.object.map { Array($0.keys) } == ["max_tokens", "messages", "model"])
        let answer = String(decoding: try Fixture.bytes("openai-text.json"), as: UTF8.self)
        let response = try await Asking.respond(.openAI, answer, request, support: support)
        #expect(
            response.warnings == [
                "The model takes no temperature; the setting was not sent.",
                "The model takes no top_p; the setting was not sent.",
                "The model takes no stop texts; the setting was not sent.",
                "The model takes no seed; the setting was not sent.",
                "The model takes no such reasoning effort; the setting was not sent.",
            ]
        )
        #expect(response.seedHonoured == .ignored)
        #expect(try await Asking.respond(.openAI, answer, support: support).warnings.isEmpty)
    }

    @Test("Only the reasoning efforts a model knows are sent", arguments: [("low", true), ("xhigh", false)])
    func efforts(effort: String, isSent: Bool) async throws {
        var support = WireSupport()
        support.reasoningEfforts = ["none", "low", "medium", "high"]
        let sampling = ModelSampling(reasoningEffort: effort)
        let request = ModelRequest(model: "m", messages: [.user("x")], sampling: sampling)
        let sent = try await Asking.sent(.openAI, request, support: support).body?["reasoning_effort"]
        #expect((sent != nil) == isSent)
    }

    @Test("The limit that Anthropic insists on is the model's")
    func usualLimit() async throws {
        var support = WireSupport()
        support.usualOutputTokens = 64_000
        #expect(try await Asking.sent(.anthropic, Asking.question, support: support).body?["max_tokens"] == 64_000)
    }

    @Test(
        "The usual settings follow the model's name, not the provider",
        arguments: [
            ("gpt-4o", true), ("gpt-5-chat-latest", true), ("openai/gpt-4.1", true), ("olmo-2", true), ("o", true),
            ("gpt-5", false), ("o1", false), ("o4-mini", false), ("openai/o3", false),
        ]
    )
    func names(model: String, takesTemperature: Bool) {
        let support = WireSupport.usual(for: model, of: .openAI)
        #expect(support.temperature == takesTemperature)
        #expect(support.stop == takesTemperature)
        #expect((support.outputLimitName == .maxTokens) == takesTemperature)
    }
}
