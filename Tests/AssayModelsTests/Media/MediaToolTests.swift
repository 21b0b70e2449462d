import AssayCore
import AssayEngine
import AssayModels
import AssayStatistics
import Testing

@Suite("Pictures and documents in requests of tools (S1-25)")
struct MediaToolTests {
    private func tool(_ provider: any ModelProvider, _ model: String = "m") throws -> ModelTool {
        try ModelTool([AskedModel(provider, model: model)], streams: false)
    }

    @Test("Pictures and documents stand beside the prompt or the words of a user")
    func requests() async throws {
        let provider = ScriptedProvider("lab", saying: "a tree")
        let tool = try tool(provider)
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        let picture: Value = ["media_type": "image/png", "data": .string(Pictures.pngText)]
        let pdf: Value = ["data": .string(Pictures.pdfText), "name": "a.pdf"]
        let requests: [Value] = [
            ["prompt": "x", "images": [picture, ["url": .string(Pictures.url)]], "documents": [pdf]],
            ["messages": [["role": "user", "content": "x", "images": [picture]]]],
        ]
        for request in requests {
            #expect(schema.validate(request).isEmpty)
            _ = try await tool.execute(Listening().call(tool, request))
        }
        let media = [
            try Media(Pictures.png), try Media(.picture, url: Pictures.url), try Media(Pictures.pdf, name: "a.pdf"),
        ]
        #expect(provider.requests.map(\.messages) == [[.user("x", showing: media)], [.user("x", showing: [media[0]])]])
        let wrong: [Value] = [
            ["messages": [["role": "user", "content": "x"]], "images": [picture]],
            ["prompt": "x", "images": [[:]]], ["prompt": "x", "images": [["data": "", "url": ""]]],
            ["prompt": "x", "images": [["data": "", "media_type": "image/svg+xml"]]],
        ]
        for request in wrong { #expect(!schema.validate(request).isEmpty, "\(request)") }
    }

    @Test(
        "What cannot be shown is refused with its place and the reason, and costs nothing",
        arguments: [
            (["prompt": "x", "images": [["data": "AAAA"]]], "images[0] cannot be shown: it begins like none of PNG"),
            (["prompt": "x", "images": [["url": "ftp://x"]]], "https://"),
            (["prompt": "x", "images": [["data": .string(Pictures.pdfText)]]], "none of a picture: image/png"),
            (["prompt": "x", "documents": [["data": .string(Pictures.pngText)]]], "application/pdf"),
            (
                ["prompt": "x", "images": [["data": .string(Pictures.pngText), "media_type": "image/gif"]]],
                "its media_type is not"
            ),
            (
                ["messages": [["role": "assistant", "content": "x", "images": [["data": .string(Pictures.pngText)]]]]],
                "turns of the user"
            ),
        ] as [(Value, String)]
    )
    func refusals(request: Value, reason: String) async throws {
        let provider = ScriptedProvider("lab", saying: "x")
        let registry = try SampleModels.registry([SampleModels.model("m", provider: "lab")])
        let generate = GenerateTool(ModelOrchestrator(registry: registry, providers: [provider]))
        for tool in [try tool(provider), generate] as [any Tool] {
            let error = await thrown { _ = try await tool.execute(Listening().call(tool, request)) }
            #expect(error?.code == .invalidRequest)
            #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        }
        #expect(provider.requests.isEmpty)
    }

    @Test("All pictures together may not be more than a bundle can hold")
    func total() async throws {
        let half = Array(Pictures.png + Array(repeating: 0, count: Media.byteLimit / 2))
        let data = try Media(half).document
        let tool = try tool(MockProvider())
        try tool.checkMedia(of: ["prompt": "x", "images": [data]])
        let error = await thrown { try tool.checkMedia(of: ["prompt": "x", "images": [data, data]]) }
        #expect(error?.message.contains("10 MiB together") == true)
    }

    @Test("The tool that chooses a model shows it the picture")
    func generate() async throws {
        let provider = ScriptedProvider("alpha", saying: "a tree")
        let registry = try SampleModels.registry([SampleModels.model("a")])
        let tool = GenerateTool(ModelOrchestrator(registry: registry, providers: [provider]))
        let schema = try Schema(try #require(tool.descriptor.inputSchema))
        let picture: Value = ["data": .string(Pictures.pngText)]
        let chat: Value = ["messages": [["role": "user", "content": "What is this?", "images": [picture]]]]
        for request in [Pictures.shown(), chat] {
            #expect(schema.validate(request).isEmpty)
            _ = try await tool.execute(Listening().call(tool, request))
        }
        let asked = Pictures.request(try Media(Pictures.png)).messages
        #expect(provider.requests.map(\.messages) == [asked, asked])
    }

    @Test("A budget sets the provider's most aside for a picture and the whole context for a document")
    func budget() throws {
        let worst: [(ProviderKind, Int64)] = [
            (.anthropic, 8464), (.gemini, 5000), (.openAI, 50_000), (.ollama, 50_000), (.mock, 1),
        ]
        for (kind, tokens) in worst {
            let model = ModelRecord(id: "m", provider: "lab", contextWindow: 200_000)
            let request = Pictures.request(try Media(Pictures.png), "x")
            let large = Pictures.request(try Media(Pictures.png + Array(repeating: 0, count: 100_000)), "x")
            let plain = TokenEstimate.upperBound(of: ModelRequest(model: "m", messages: [.user("x")]), by: model)
            // The part is 16 tokens more.
            #expect(TokenEstimate.upperBound(of: request, by: model, kind: kind) == plain + 16 + tokens)
            #expect(TokenEstimate.upperBound(of: large, by: model, kind: kind) == plain + 16 + tokens)
            let shown = Pictures.request(try Media(Pictures.pdf), "x")
            let document = TokenEstimate.upperBound(of: shown, by: model, kind: kind)
            #expect(document == plain + 16 + (kind == .mock ? 1 : 200_000))
        }
        #expect(TokenEstimate.upperBound(of: Pictures.request(try Media(Pictures.pdf))) > 1_000_000)
        let endless = ModelRecord(id: "m", provider: "lab", contextWindow: .max)
        #expect(TokenEstimate.upperBound(of: Pictures.request(try Media(Pictures.pdf)), by: endless) > 1_000_000)
        #expect(TokenEstimate.likely(of: Pictures.request(try Media(Pictures.png))) < 1100)
        let tool = try tool(HTTPModelProvider(id: "lab", kind: .anthropic, transport: PlayedTransport("")))
        let most = tool.maximumUsage(of: Pictures.shown(), options: .object(tool.descriptor.defaultOptions))
        #expect(most?.tokens == 12_637, "the picture, 4096 to write, 13 bytes, and 64 for four items")
    }

    @Test("The mock's answer depends on what it is shown, and a picture counts as one word")
    func mock() async throws {
        let tool = try tool(MockProvider())
        func answer(_ request: Value) async throws -> ToolResult {
            try await tool.execute(Listening().call(tool, request))
        }
        let seen = try await answer(Pictures.shown())
        #expect(try await answer(Pictures.shown()).data == seen.data)
        #expect(seen.usage?.tokens == 10, "three words and a picture read, six words written")
        let others: [Value] = [
            ["prompt": "What is this?"], Pictures.shown("iVBORw0KGgor"),
            ["prompt": "What is this?", "images": [["url": .string(Pictures.url)]]],
        ]
        for other in others { #expect(try await answer(other).data != seen.data) }
    }

    @Test("A recording finds equal pictures, holds their SHA-256 only, and another picture is another call")
    func cassette() async throws {
        let picture = Pictures.png + Array(repeating: 7, count: 3000)
        func request(_ bytes: [UInt8]) throws -> Value { ["prompt": "x", "images": [try Media(bytes).document]] }
        for kind in WireSaying.kinds {
            let recorder = CassetteRecorder()
            let transport = recorder.recording(PlayedTransport(WireSaying.hi(kind)), of: "lab")
            let asking = try tool(HTTPModelProvider(id: "lab", kind: kind, transport: transport))
            let answer = try await asking.execute(Listening().call(asking, request(picture))).data
            #expect(recorder.json.contains("sha256:\(SHA256.hexDigest(of: picture))"))
            #expect(recorder.json.utf8.count < 2500)
            let cassette = try Cassette(Value(json: recorder.json))
            let replaying = try tool(
                HTTPModelProvider(id: "lab", kind: kind, transport: cassette.transport(for: "lab"))
            )
            let other = try request(picture + [1])
            let miss = await thrown { _ = try await replaying.execute(Listening().call(replaying, other)) }
            #expect(miss?.code == .notRecorded)
            #expect(try await replaying.execute(Listening().call(replaying, request(picture))).data == answer)
        }
    }

    @Test("A bundle keeps the picture unless the request is left out, and is a function of it")
    func bundle() async throws {
        func run(_ request: Value, keepsRequest: Bool = true) async throws -> EvidenceBundle {
            let context = RunContext(keepsRequest: keepsRequest)
            let tool = try tool(MockProvider())
            return try await Engine().start(tool, request: request, options: BundleOptions(k: 2), context: context)
                .output.bundle
        }
        let (kept, left) = (try await run(Pictures.shown()), try await run(Pictures.shown(), keepsRequest: false))
        #expect(kept.meta.request == Pictures.shown() && left.meta.request == nil)
        #expect(!left.json.contains(Pictures.pngText))
        #expect(try await run(Pictures.shown()).digest == kept.digest)
        #expect(try await run(Pictures.shown("iVBORw0KGgor")).digest != kept.digest)
    }
}
