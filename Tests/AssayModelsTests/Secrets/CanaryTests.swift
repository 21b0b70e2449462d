import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import Foundation
import Synchronization
import Testing

/// Keys that servers echo in every way they can think of (B28).
struct CanaryTests {
    /// Everything that could be written somewhere.
    private final class Artefacts: ResponseCache {
        private let text = Mutex("")
        private let kept = Mutex(0)

        var all: String { text.withLock { $0 } }
        var keptCount: Int { kept.withLock { $0 } }

        func add(_ value: Any) {
            var dumped = ""
            dump(value, to: &dumped)
            text.withLock { $0 += "\(value)\n\(String(reflecting: value))\n\(dumped)\n" }
        }

        func add(document: Value) { text.withLock { $0 += document.canonicalJSON + "\n" } }

        func response(for key: String) async throws(AssayError) -> Value? { nil }

        func keep(_ response: Value, for key: String) async throws(AssayError) {
            kept.withLock { $0 += 1 }
            add(document: response)
        }
    }

    private static let ways = [
        "leak-400", "leak-401", "leak-404", "leak-429", "leak-500", "leak-302", "leak-307", "leak-page", "leak-bytes",
        "leak-inside", "leak-cut", "leak-answer",
    ]
    private static let kinds: [ProviderKind] = [.openAI, .ollama, .anthropic, .gemini]

    /// Asks in one way with one key, and keeps all that comes of it.
    private static func ask(
        _ server: ModelServer,
        _ client: HTTPClient,
        _ key: String,
        _ way: String,
        _ kind: ProviderKind,
        _ artefacts: Artefacts
    ) async throws {
        let recorder = CassetteRecorder()
        let base = server.base("\(way)/\(kind)")
        let transport = try HTTPTransport(client: client, kind: kind, base: base, key: Secret(key))
        let cached = CachingTransport(recorder.recording(transport, of: "lab"), provider: "lab", cache: artefacts)
        let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: cached)
        do {
            artefacts.add(try await provider.respond(to: Asking.question, limits: CallLimits()))
        } catch {
            artefacts.add(error)
        }
        let record = ModelRecord(id: "m", provider: "lab", features: Set(ModelFeature.allCases))
        let registry = ModelRegistry()
        try registry.registerModel(record)
        let orchestrator = ModelOrchestrator(registry: registry, providers: [provider])
        let options = RouteOptions(retry: RetryPolicy(maxRetries: 0))
        do {
            for try await event in orchestrator.streamRequest("hi", options: options) { artefacts.add(event) }
        } catch {
            artefacts.add(error)
        }
        let tool = try ModelTool([AskedModel(provider, model: "m")], streams: true)
        let run = try Engine().start(tool, request: ["prompt": "x"], options: BundleOptions(k: 1))
        for await event in run.events { artefacts.add(event) }
        let output = try await run.output
        artefacts.add(output)
        artefacts.add(document: try Value(json: output.bundle.json))
        artefacts.add(document: try Value(json: recorder.json))
    }

    @Test("64 keys in six encodings are in no event, error, bundle, recording or cache, nor on standard error (B28)")
    func canaries() async throws {
        #expect(Set(Canaries.all).count == 64)
        let result = await #expect(
            processExitsWith: .success,
            observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            let server = try await ModelServer.start()
            let client = try HTTPClient()
            for (number, key) in Canaries.all.enumerated() {
                let artefacts = Artefacts()
                for (place, way) in CanaryTests.ways.enumerated() {
                    let kind = CanaryTests.kinds[way == "leak-answer" ? number % 2 : (number + place) % 4]
                    try await CanaryTests.ask(server, client, key, way, kind, artefacts)
                }
                let hits = Canaries.hits(in: artefacts.all)
                precondition(hits == 0, "key \(number): \(hits) hits")
                // A key no header can hold never gets as far as an answer.
                precondition(artefacts.keptCount > 0 || number >= 56, "key \(number) was never answered")
                precondition(number >= 56 || artefacts.all.contains("***"), "key \(number) was never struck out")
            }
        }
        let written = [result?.standardErrorContent, result?.standardOutputContent].compactMap(\.self).flatMap(\.self)
        #expect(Canaries.hits(in: String(decoding: written, as: UTF8.self)) == 0)
    }

    @Test("The search for keys finds each of them in each encoding")
    func search() {
        for key in Canaries.all {
            for form in Canaries.encodings(key) { #expect(Canaries.hits(in: "before \(form) after") > 0) }
        }
        #expect(Canaries.hits(in: "nothing of the kind") == 0)
    }
}
