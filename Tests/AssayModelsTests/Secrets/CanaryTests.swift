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
        private let text = Mutex<[UInt8]>([])
        private let kept = Mutex(0)

        var all: [UInt8] { text.withLock { $0 } }
        var keptCount: Int { kept.withLock { $0 } }

        func add(_ value: Any) {
            var dumped = ""
            dump(value, to: &dumped)
            add("\(value)\n\(dumped)\n")
        }

        func add(_ text: String) { self.text.withLock { $0 += Array(text.utf8) } }

        func response(for key: String) async throws(AssayError) -> Value? { nil }

        func keep(_ response: Value, for key: String) async throws(AssayError) {
            kept.withLock { $0 += 1 }
            add(response.canonicalJSON)
        }
    }

    private static let ways = [
        "leak-400", "leak-401", "leak-404", "leak-429", "leak-500", "leak-302", "leak-307", "leak-page", "leak-bytes",
        "leak-inside", "leak-cut", "leak-answer", "leak-spread",
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
            for try await event in orchestrator.streamRequest("hi", options: options) { artefacts.add("\(event)") }
        } catch {
            artefacts.add(error)
        }
        let tool = try ModelTool([AskedModel(provider, model: "m")], streams: true)
        let run = try Engine().start(tool, request: ["prompt": "x"], options: BundleOptions(k: 1))
        for await event in run.events { artefacts.add("\(event)") }
        artefacts.add(try await run.output.bundle.json)
        artefacts.add(recorder.json)
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
                    let isAnswered = ["leak-answer", "leak-spread"].contains(way)
                    let kind = CanaryTests.kinds[isAnswered ? number % 2 : (number + place) % 4]
                    try await CanaryTests.ask(server, client, key, way, kind, artefacts)
                }
                let hits = Canaries.hits(of: key, in: artefacts.all)
                precondition(hits == 0, "key \(number): \(hits) hits")
                // A key no header can hold never gets as far as an answer.
                precondition(artefacts.keptCount > 0 || number >= 56, "key \(number) was never answered")
                let text = String(decoding: artefacts.all, as: UTF8.self)
                precondition(number >= 56 || text.contains("***"), "key \(number) was never struck out")
            }
        }
        let written = [result?.standardErrorContent, result?.standardOutputContent].compactMap(\.self).flatMap(\.self)
        for key in Canaries.all { #expect(Canaries.hits(of: key, in: written) == 0) }
    }

    @Test("The search for keys finds each of them in each encoding")
    func search() {
        for key in Canaries.all {
            for form in Canaries.encodings(key) {
                #expect(Canaries.hits(of: key, in: Array("before \(form) after".utf8)) > 0)
            }
            #expect(Canaries.hits(of: key, in: Array("nothing of the kind".utf8)) == 0)
        }
    }
}
