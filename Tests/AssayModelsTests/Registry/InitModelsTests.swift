import AssayCore
import AssayModels
import Testing

struct InitModelsTests {
    private struct Server: LocalModelServer {
        let provider = "ollama"
        var models: [LocalModel]? = nil

        func listing() async throws -> [LocalModel] {
            guard let models else { throw AssayError(.modelNetwork, "no answer") }
            return models
        }
    }

    private static let file = """
        models:
          - {id: cloud, provider: openai}
          - {id: sky, provider: google}
          - {id: llama, provider: ollama, model: "llama3:8b", local: true, scores: {reasoning: 50}}
          - {id: gone, provider: ollama, model: "old:1b", local: true}
          - {id: own, provider: lab}
        """

    @Test("Models Assay knows have unique names, sources and dates, and no price of 0")
    func known() async throws {
        let models = try await initModels { _ in true }.listModels()
        #expect(models.count >= 12)
        #expect(Set(models.map(\.provider)) == ["openai", "anthropic", "google", "xai"])
        for model in models {
            #expect(model.source != nil && model.notedOn != nil && model.contextWindow != nil, "\(model.id)")
            #expect(
                model.price.map { $0.input > 0 && $0.output > $0.input && ($0.cachedInput ?? 0) < $0.input } ?? true
            )
        }
    }

    @Test("The seed's model id is known (S0-4)")
    func seedModel() async throws {
        #expect(try await initModels { _ in true }.getModel("gpt-4-turbo")?.provider == "openai")
    }

    @Test("A model whose provider has no key is unavailable, and the reason names the variable, not the key")
    func keys() async throws {
        let registry = try await initModels(Self.file, hasKey: { $0 == "GOOGLE_API_KEY" })
        #expect(registry.availability(of: "cloud") == .unavailable("OPENAI_API_KEY is not set"))
        #expect(registry.availability(of: "sky") == .unknown)
        #expect(registry.availability(of: "own") == .unknown)
    }

    @Test("A local model is ready, loadable, too large or missing, as its server says (S0-22)")
    func local() async throws {
        let server = Server(models: [
            LocalModel(name: "llama3:8b", bytes: 5_000, isLoaded: true),
            LocalModel(name: "small:1b", bytes: 1_000, contextWindow: 4096),
            LocalModel(name: "huge:70b", bytes: 40_000),
            LocalModel(name: "unknown:1b", contextWindow: 0),
        ])
        let registry = try await initModels(Self.file, hasKey: { _ in true }, servers: [server], freeMemory: 8_000)
        #expect(registry.availability(of: "llama") == .ready)
        #expect(registry.availability(of: "gone") == .unavailable("the local server ollama does not have it"))
        #expect(registry.availability(of: "ollama/small:1b") == .loadable)
        #expect(registry.availability(of: "ollama/unknown:1b") == .loadable)
        #expect(
            registry.availability(of: "ollama/huge:70b")
                == .unavailable("it needs 40000 bytes of memory and 8000 are free")
        )
        let found = try registry.model(named: "small:1b")
        #expect(found.isLocal && found.price == .free && found.contextWindow == 4096)
        #expect(registry.getModel("unknown:1b")?.contextWindow == nil)
    }

    @Test("A server that does not answer makes its models unavailable and nothing else")
    func silent() async throws {
        let registry = try await initModels(Self.file, hasKey: { _ in true }, servers: [Server()])
        #expect(registry.availability(of: "llama") == .unavailable("the local server ollama does not answer"))
        #expect(registry.availability(of: "cloud") == .unknown)
    }

    @Test("Asking a server again tells what changed since")
    func again() async throws {
        let registry = try await initModels(Self.file, hasKey: { _ in true }, servers: [Server()])
        await registry.probe(Server(models: [LocalModel(name: "old:1b", isLoaded: true), LocalModel(name: "old:1b")]))
        #expect(registry.availability(of: "gone") == .loadable)
        #expect(registry.availability(of: "llama") == .unavailable("the local server ollama does not have it"))
        #expect(registry.listModels().count == 5)
    }
}
