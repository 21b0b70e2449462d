import AssayCore
import AssayModels
import AssayTesting
import Testing

@Suite("Who is shown pictures and documents (S1-25, S0-18)")
struct MediaRoutingTests {
    private let blind = SampleModels.model("blind", strong: 99, features: [.functions])
    private let seeing = SampleModels.model("seeing", provider: "beta", strong: 10)

    private func options(_ media: Media) -> RouteOptions {
        RouteOptions(messages: [.user("What is this?", showing: [media])])
    }

    @Test("A picture needs a model with vision, and the word picture does not")
    func vision() async throws {
        let (alpha, beta) = (ScriptedProvider("alpha", saying: "x"), ScriptedProvider("beta", saying: "a tree"))
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([blind, seeing]),
            providers: [alpha, beta]
        )
        let shown = options(try Media(Pictures.png))
        let answer = try await orchestrator.routeRequest("What is this?", options: shown)
        #expect(answer.content == "a tree" && alpha.requests.isEmpty)
        #expect(answer.decision.excluded.map(\.reasons) == [["it has no vision"]])
        #expect(try await orchestrator.explain("Describe a picture.").excluded.isEmpty)
        #expect(try await orchestrator.routeRequest("Name a tree.").model == "blind")
        let error = await thrown {
            _ = try await orchestrator.routeRequest("What is this?", modelID: "blind", options: shown)
        }
        #expect(error?.message == "model blind cannot be asked: it has no vision")
        #expect(alpha.requests.count == 1)
    }

    @Test("A provider that does not take it is passed over, and that costs nothing")
    func fallback() async throws {
        let transport = PlayedTransport("{}")
        let ollama = try HTTPModelProvider(id: "alpha", kind: .ollama, transport: transport)
        let beta = ScriptedProvider("beta", saying: "a tree")
        let orchestrator = ModelOrchestrator(
            registry: try SampleModels.registry([SampleModels.model("local", strong: 99), seeing]),
            providers: [ollama, beta],
            budget: Budget(tokens: 60_000)
        )
        let shown = options(try Media(.picture, url: Pictures.url))
        let answer = try await orchestrator.routeRequest("What is this?", options: shown)
        #expect(answer.content == "a tree" && transport.requests.isEmpty)
        #expect(answer.attempts.map(\.failure?.code) == [.unsupportedMedia, nil])
    }

    @Test("How large a document may be is a guess, and excludes no model")
    func largeDocument() async throws {
        let beta = ScriptedProvider("beta", saying: "a letter")
        let orchestrator = ModelOrchestrator(registry: try SampleModels.registry([seeing]), providers: [beta])
        let shown = options(try Media(Pictures.pdf + Array(repeating: 0x20, count: 3 << 20)))
        for name in ["seeing", nil] {
            let answer = try await orchestrator.routeRequest("What is this?", modelID: name, options: shown)
            #expect(answer.content == "a letter")
        }
        let long = String(repeating: "word ", count: 100_000)
        let error = await thrown {
            _ = try await orchestrator.routeRequest(long, modelID: "seeing", taskType: .general)
        }
        #expect(error?.message.contains("context window") == true)
    }

    @Test("A named model that is known to have no vision is refused before any call; of others nobody knows")
    func named() async throws {
        let file = """
            models:
              - {id: noted, provider: lab, supports_vision: false}
              - {id: left-out, provider: lab, supports_function_calling: true}
              - {id: seeing, provider: lab, supports_vision: true}
              - {id: unknown, provider: lab}
              - {id: null-noted, provider: lab, supports_vision: null, supports_function_calling: true}
            """
        let registry = try ModelRegistry(file, file: "m.yaml")
        let blind = ["noted", "left-out"]
        for (id, isBlind) in (blind + ["seeing", "unknown", "null-noted"]).map({ ($0, blind.contains($0)) }) {
            let record = try #require(registry.getModel(id))
            #expect(record.isBlind == isBlind)
            let provider = ScriptedProvider("lab", saying: "a tree")
            let tool = try ModelTool([AskedModel(provider, record)], streams: false)
            let error = await thrown { _ = try await tool.execute(Listening().call(tool, Pictures.shown())) }
            #expect(error?.code == (isBlind ? .unsupportedMedia : nil))
            #expect(await thrown { try tool.checkMedia(of: Pictures.shown()) } == error)
            #expect(error?.message.contains("\(id) cannot be shown") ?? !isBlind)
            #expect(provider.requests.count == (isBlind ? 0 : 1))
            _ = try await tool.execute(Listening().call(tool))
        }
    }

    @Test("A panel shows every member the picture, the writer too, and asks no member that is blind")
    func panel() async throws {
        let panel = Panel(clock: ManualClock())
        let providers = ["a", "b", "c"].map { MockProvider(id: $0) }
        for provider in providers {
            let features: Set<ModelFeature> = provider.id == "c" ? [.functions] : [.vision]
            try panel.registerProvider(
                provider.id,
                provider: provider,
                model: SampleModels.model("m", features: features)
            )
        }
        let orchestrator = ParallelOrchestrator(panel: panel, usesEarlyStopping: false, synthesis: SynthesisPlan())
        let media = try Media(Pictures.png)
        let options = PanelOptions(messages: [.user("What is this?", showing: [media])])
        let result = try await orchestrator.process("What is this?", options: options)
        #expect(result.synthesis?.kind == .synthesis)
        #expect(result.report("c")?.failure?.code == .unsupportedMedia)
        #expect(providers.map(\.requests.count) == [2, 1, 0])
        #expect(providers[0].requests.map(\.media) == [[media], [media]])
    }
}
