import AssayCore
import AssayEngine
import AssayHTTP
import AssayModels
import AssayStatistics
import Synchronization
import Testing

@Suite("Recording and replaying")
struct CassetteTests {
    private static let request: Value = ["prompt": "Name a tree."]

    private static func tool(_ transport: any ModelTransport, streams: Bool = true) throws -> ModelTool {
        let provider = try HTTPModelProvider(id: "lab", kind: .openAI, transport: transport)
        return try ModelTool(
            [AskedModel(provider, model: "m", price: ModelPrice(input: 1, output: 2))],
            streams: streams
        )
    }

    private static func run(
        _ tool: ModelTool,
        _ request: Value = request,
        k: Int = 12,
        parallel: Int = 5
    ) async throws -> EvidenceBundle {
        let options = BundleOptions(k: k, stop: NeverRule(), maxParallel: parallel)
        return try await Engine().start(tool, request: request, options: options).output.bundle
    }

    @Test("A replayed run is the recorded one, failures and all, whatever runs at once", arguments: [true, false])
    func replay(streams: Bool) async throws {
        let recorder = CassetteRecorder()
        let server = VariedServer()
        let recorded = try await Self.run(Self.tool(recorder.recording(server, of: "lab"), streams: streams))
        #expect(Set(recorded.replicates.map(\.failure?.code)).count == 3, "answers and two kinds of failures")
        let text = recorder.json
        for parallel in [1, 12] {
            let cassette = try Cassette(Value(json: text))
            let replayed = try await Self.run(
                Self.tool(cassette.transport(for: "lab"), streams: streams),
                parallel: parallel
            )
            #expect(replayed.digest == recorded.digest)
            #expect(cassette.missed == 0)
        }
        #expect(server.count == 12)
    }

    @Test("Equal requests of different replicates keep their own answers, and the replicate is never sent")
    func replicates() async throws {
        let recorder = CassetteRecorder()
        let server = VariedServer(failing: false)
        let transport = recorder.recording(server, of: "lab")
        let tool = try Self.tool(transport)
        var answers: [Value] = []
        for replicate in [0, 1] {
            answers.append(try await tool.execute(Listening().call(tool, seed: 7, replicate: replicate)).data)
        }
        #expect(answers[0] != answers[1])
        #expect(server.requests[0] == server.requests[1])
        let replayed = try Self.tool(Cassette(Value(json: recorder.json)).transport(for: "lab"))
        for replicate in [1, 0] {
            let answer = try await replayed.execute(Listening().call(replayed, seed: 7, replicate: replicate)).data
            #expect(answer == answers[replicate])
        }
    }

    @Test("A call that is not in the recording fails, and its hash is named, not its prompt")
    func miss() async throws {
        let recorder = CassetteRecorder()
        _ = try await Self.run(Self.tool(recorder.recording(VariedServer(failing: false), of: "lab")), k: 2)
        let cassette = try Cassette(Value(json: recorder.json))
        let bundle = try await Self.run(Self.tool(cassette.transport(for: "lab")), ["prompt": "Name a secret."], k: 2)
        #expect(bundle.outcome == .failed)
        for replicate in bundle.replicates {
            let failure = try #require(replicate.failure)
            #expect(failure.code == .notRecorded)
            #expect(failure.message.contains(replicate.id))
            #expect(failure.message.firstMatch(of: #/[0-9a-f]{64}/#) != nil)
            #expect(!failure.message.contains("secret"))
        }
        #expect(cassette.missed == 2)
    }

    @Test("Keys are not in the recording, not even where a server repeats them; header fields of requests never are")
    func keys() async throws {
        let recorder = CassetteRecorder(striking: [Secret("key-4711")])
        let server = VariedServer(failing: false, saying: "your key is key-4711")
        _ = try await Self.run(Self.tool(recorder.recording(server, of: "lab")), k: 1)
        #expect(!recorder.json.contains("key-4711"))
        #expect(recorder.json.contains("your key is ***"))
        let anthropic = try HTTPModelProvider(
            id: "lab",
            kind: .anthropic,
            transport: recorder.recording(server, of: "lab")
        )
        _ = try? await anthropic.respond(to: Asking.question, limits: CallLimits())
        #expect(!server.requests[1].headers.isEmpty)
        #expect(!recorder.json.contains("anthropic-version"))
    }

    @Test("Bytes that are no text, and a failure to connect, come back as they were")
    func oddReplies() async throws {
        let recorder = CassetteRecorder()
        let unreachable = AssayError(.httpUnreachable, "nobody there", isRetryable: true)
        let broken = BrokenServer(failure: unreachable)
        let bytes = PlayedTransport(headers: ["content-type": "text/html"], pieces: [[0xFF, 0x00], [0xFE]])
        var failures: [AssayError?] = []
        for transport in [broken, bytes] as [any ModelTransport] {
            let tool = try Self.tool(recorder.recording(transport, of: "lab"))
            failures.append(await thrown { _ = try await tool.execute(Listening().call(tool)) })
        }
        #expect(failures.map(\.?.isRetryable) == [true, true])
        #expect(failures[0] != failures[1])
        let cassette = try Cassette(Value(json: recorder.json))
        let tool = try Self.tool(cassette.transport(for: "lab"))
        for failure in failures {
            #expect(await thrown { _ = try await tool.execute(Listening().call(tool)) } == failure)
        }
        #expect(cassette.missed == 0)
    }

    @Test(
        "A file that is no recording is refused, and the place is named",
        arguments: [
            ("{}", "assay.cassette/1"), (#"{"schema":"assay.cassette/2","exchanges":[]}"#, "assay.cassette/1"),
            (#"{"schema":"assay.cassette/1","exchanges":[{"key":"a"}]}"#, "exchanges[0]"),
            (#"{"schema":"assay.cassette/1","exchanges":[{"key":"a","reply":{}}]}"#, "exchanges[0]"),
        ]
    )
    func refusal(text: String, place: String) async throws {
        let error = await thrown { _ = try Cassette(Value(json: text)) }
        #expect(error?.code.rawValue == "invalid_document")
        #expect(error?.message.contains(place) == true)
    }
}

/// Never reached.
private struct BrokenServer: ModelTransport {
    let failure: AssayError

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply { throw failure }
}

/// Answers each call in another way: most with an answer, some with an overload, some break off.
private final class VariedServer: ModelTransport {
    private let fails: Bool
    private let text: String
    private let sent = Mutex<[WireRequest]>([])

    init(failing: Bool = true, saying text: String = "tree") {
        fails = failing
        self.text = text
    }

    var requests: [WireRequest] { sent.withLock { $0 } }
    var count: Int { requests.count }

    func open(_ request: WireRequest, limits: CallLimits) async throws -> WireReply {
        let number = sent.withLock { sent in
            sent.append(request)
            return sent.count
        }
        if fails && number % 5 == 0 {
            return try await PlayedTransport(status: 400, "{}").open(request, limits: limits)
        }
        let broken = AssayError(.httpInterrupted, "the connection broke", isRetryable: true)
        let failure = fails && number % 4 == 0 ? broken : AssayError?.none
        let choice: Value = [
            "message": ["role": "assistant", "content": .string("\(text) \(number)")], "finish_reason": "stop",
            "index": 0,
        ]
        let usage: Value = ["prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5]
        let body: Value = ["model": "m", "choices": [choice], "usage": usage]
        let bytes = failure == nil ? body.canonicalBytes : Array(body.canonicalBytes.prefix(9))
        let transport = PlayedTransport(
            headers: ["content-type": "application/json", "set-cookie": "a=b"],
            pieces: bytes.map { [$0] },
            failure: failure
        )
        return try await transport.open(request, limits: limits)
    }
}
