import AssayCore
import AssayModels
import Testing

@Suite("Pictures and documents on the wire (S1-25)")
struct MediaWireTests {
    private func user(_ kind: ProviderKind, _ media: [Media], _ key: String = "messages") async throws -> Value? {
        let request = ModelRequest(model: "m", messages: [.user("What is this?", showing: media)])
        return try await Asking.sent(kind, request).body?[key]
    }

    private func both() throws -> [Media] { [try Media(Pictures.png), try Media(Pictures.pdf, name: "a.pdf")] }

    private func url(_ kind: Media.Kind = .picture, _ type: String? = nil) throws -> Media {
        try Media(kind, url: Pictures.url, mediaType: type)
    }

    @Test("Chat completions take an image_url and a file; a message that shows nothing stays a string")
    func openAI() async throws {
        let data = "data:image/png;base64,\(Pictures.pngText)"
        let file: Value = [
            "filename": "a.pdf", "file_data": .string("data:application/pdf;base64,\(Pictures.pdfText)"),
        ]
        let text: Value = ["type": "text", "text": "What is this?"]
        let content: Value = [
            ["type": "image_url", "image_url": ["url": .string(data)]], ["type": "file", "file": file], text,
        ]
        #expect(try await user(.openAI, both()) == [["role": "user", "content": content]])
        let address: Value = [["type": "image_url", "image_url": ["url": .string(Pictures.url)]], text]
        #expect(try await user(.openAI, [url()]) == [["role": "user", "content": address]])
        #expect(try await user(.openAI, []) == [["role": "user", "content": "What is this?"]])
        let unnamed = try await user(.openAI, [Media(Pictures.pdf)])
        #expect(unnamed?[0]?["content"]?[0]?["file"]?["filename"] == "document.pdf")
    }

    @Test("Messages take image and document blocks with their source")
    func anthropic() async throws {
        let text: Value = ["type": "text", "text": "What is this?"]
        func source(_ type: String, _ data: String) -> Value {
            ["type": "base64", "media_type": .string(type), "data": .string(data)]
        }
        let content: Value = [
            ["type": "image", "source": source("image/png", Pictures.pngText)],
            ["type": "document", "title": "a.pdf", "source": source("application/pdf", Pictures.pdfText)], text,
        ]
        #expect(try await user(.anthropic, both()) == [["role": "user", "content": content]])
        let address: Value = ["type": "url", "url": .string(Pictures.url)]
        for (kind, type) in [(Media.Kind.picture, "image"), (.document, "document")] {
            let content: Value = [["type": .string(type), "source": address], text]
            #expect(try await user(.anthropic, [url(kind)]) == [["role": "user", "content": content]])
        }
    }

    @Test("Gemini takes inlineData and fileData")
    func gemini() async throws {
        let text: Value = ["text": "What is this?"]
        func inline(_ type: String, _ data: String) -> Value {
            ["inlineData": ["mimeType": .string(type), "data": .string(data)]]
        }
        let parts: Value = [
            inline("image/png", Pictures.pngText), inline("application/pdf", Pictures.pdfText), text,
        ]
        #expect(try await user(.gemini, both(), "contents") == [["role": "user", "parts": parts]])
        let untyped: Value = [["fileData": ["fileUri": .string(Pictures.url)]], text]
        #expect(try await user(.gemini, [url()], "contents") == [["role": "user", "parts": untyped]])
        let typed: Value = [["fileData": ["fileUri": .string(Pictures.url), "mimeType": "image/png"]], text]
        #expect(
            try await user(.gemini, [url(.picture, "image/png")], "contents") == [["role": "user", "parts": typed]]
        )
    }

    @Test("Ollama takes bare base64 beside the text")
    func ollama() async throws {
        let expected: Value = [["role": "user", "content": "What is this?", "images": [.string(Pictures.pngText)]]]
        #expect(try await user(.ollama, [Media(Pictures.png)]) == expected)
        #expect(try await user(.ollama, []) == [["role": "user", "content": "What is this?"]])
    }

    @Test(
        "A turn that only shows something is sent, and results of functions stand before it",
        arguments: WireSaying.kinds
    )
    func order(kind: ProviderKind) async throws {
        var request = Conversations.withResults(Conversations.twoCalls)
        let shown = ModelMessage.Part.media(try Media(Pictures.png))
        request.messages[4] = ModelMessage(.user, [.text("One. "), .text("Two."), shown, .text("")])
        let body = try #require(try await Asking.sent(kind, request).body).canonicalJSON
        let places = ["sum", "One. Two.", Pictures.pngText].compactMap { body.firstRange(of: $0)?.lowerBound }
        #expect(places.count == 3 && places == places.sorted())
        #expect(!body.contains("\"text\":\"\""))
        let alone = ModelRequest(model: "m", messages: [ModelMessage(.user, [shown])])
        #expect(try await Asking.sent(kind, alone).body?.canonicalJSON.contains(Pictures.pngText) == true)
    }

    @Test(
        "What a provider does not take is refused before anything is sent, with what would do",
        arguments: [
            (ProviderKind.ollama, Media.Kind.picture, "give its bytes"), (.ollama, .document, "pages as pictures"),
            (.openAI, .document, "give its bytes"),
        ]
    )
    func refused(kind: ProviderKind, media: Media.Kind, advice: String) async throws {
        let transport = PlayedTransport(WireSaying.hi(kind))
        let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: transport)
        let request = Pictures.request(try url(media))
        let error = await thrown { _ = try await provider.respond(to: request, limits: CallLimits()) }
        #expect(error?.code == .unsupportedMedia)
        #expect(error?.message.contains(advice) == true && error?.message.contains("example.org") == false)
        #expect(await thrown { for try await _ in provider.stream(request, limits: CallLimits()) {} } == error)
        #expect(transport.requests.isEmpty)
    }

    @Test("Only turns of the user show something", arguments: WireSaying.kinds)
    func roles(kind: ProviderKind) async throws {
        let provider = try HTTPModelProvider(id: "lab", kind: kind, transport: PlayedTransport(WireSaying.hi(kind)))
        for role in [ModelMessage.Role.system, .assistant] {
            let turn = ModelMessage(role, [.media(try Media(Pictures.png))])
            let request = ModelRequest(model: "m", messages: [turn, .user("x")])
            let error = await thrown { _ = try await provider.respond(to: request, limits: CallLimits()) }
            #expect(error?.code == .unsupportedMedia && error?.message.contains(role.rawValue) == true)
        }
    }

    @Test("Tokens of pictures are counted where the provider says them")
    func usage() async throws {
        let openAI = """
            {"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":900,
            "completion_tokens":1,"prompt_tokens_details":{"image_tokens":765}}}
            """
        let gemini = """
            {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"usageMetadata":{
            "promptTokenCount":900,"candidatesTokenCount":1,"promptTokensDetails":[
            {"modality":"TEXT","tokenCount":135},{"modality":"IMAGE","tokenCount":765}]}}
            """
        for (kind, body) in [(ProviderKind.openAI, openAI), (.gemini, gemini)] {
            let usage = try #require(try await Asking.respond(kind, body).usage)
            #expect(usage == ModelUsage(inputTokens: 900, outputTokens: 1, imageTokens: 765))
            #expect(usage.document["image_tokens"] == 765)
            #expect(try ModelUsage(document: usage.document) == usage)
        }
    }
}
