import AssayCore
import AssayModels
import Testing

/// What is known of a call a model wants made.
struct FunctionCallRowTests {
    private func orchestrator(
        answer: @escaping @Sendable (ModelRequest, Int) async throws -> ModelResponse
    ) throws -> ModelOrchestrator {
        let registry = try SampleModels.registry([SampleModels.model("a")])
        return ModelOrchestrator(registry: registry, providers: [ScriptedProvider("alpha", answer: answer)])
    }

    @Test("S0-15: a call has an id, a name, arguments and their text, from every provider", arguments: WireSaying.kinds)
    func members(_ kind: ProviderKind) async throws {
        let response = try await Asking.respond(kind, WireSaying.call(kind))
        let call = try #require(response.message.calls.first)
        let hasID = kind == .openAI || kind == .anthropic
        #expect(call.id == (hasID ? "c1" : "assay-call-1"))
        #expect(call.name == "add")
        #expect(call.rawArguments == #"{"a":1}"#)
        #expect(try call.arguments() == ["a": 1])
        #expect(call.document == ["id": .string(call.id), "name": "add", "arguments": ["a": 1]])
        #expect(response.finish == .functionCalls && response.message.calls.count == 1)
    }

    @Test("S0-15: the text of the arguments stays as the model wrote it, and is read without loss")
    func rawArguments() throws {
        let raw = #" {"n": 9007199254740993,  "ort": "Z\u00fcrich 🇨🇭", "x": 0.1} "#
        let call = FunctionCall(id: "1", name: "add", rawArguments: raw)
        let arguments = try call.arguments()
        #expect(call.rawArguments == raw)
        #expect(arguments["n"]?.int64 == 9_007_199_254_740_993)
        #expect(arguments["ort"] == "Zürich 🇨🇭")
        #expect(arguments["x"] == 0.1)
        #expect(arguments.count == 3)
    }

    @Test(
        "S0-15: arguments that are no object are an error, and are written down as the text they are",
        arguments: ["[", "null", "7", #""{}""#, "{\"a\": }", String(repeating: "[", count: 50_000)]
    )
    func brokenArguments(_ raw: String) async {
        let call = FunctionCall(id: "1", name: "add", rawArguments: raw)
        #expect(await thrown { _ = try call.arguments() }?.code == .modelProtocol)
        #expect(call.document["arguments"] == .string(raw))
    }

    @Test(
        "S0-5: a function has a name every provider takes",
        arguments: [
            ("a", true), ("_", true), (String(repeating: "n", count: 64), true), ("", false), ("1st", false),
            ("größe", false), ("a b", false), ("a.b", false), (String(repeating: "n", count: 65), false),
        ]
    )
    func names(_ name: String, _ isLegal: Bool) async throws {
        let orchestrator = try orchestrator { _, _ in .text("ok") }
        let error = await thrown {
            try orchestrator.registerFunction(name, parameters: ["type": "object"]) { _ in .null }
        }
        #expect(error?.code == (isLegal ? nil : AssayError.Code.invalidArgument))
    }
}
