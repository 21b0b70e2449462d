import AssayCore
import AssayModels
import Testing

@Suite("Pictures and documents (S1-25)")
struct MediaTests {
    @Test(
        "The type is told by how the bytes begin",
        arguments: [
            (Pictures.png, "image/png", Media.Kind.picture), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg", .picture),
            (Array("GIF87a".utf8), "image/gif", .picture), (Array("GIF89a;".utf8), "image/gif", .picture),
            (Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8), "image/webp", .picture),
            (Pictures.pdf, "application/pdf", .document),
        ]
    )
    func types(bytes: [UInt8], type: String, kind: Media.Kind) throws {
        let media = try Media(bytes, name: "x")
        #expect(media.mediaType == type && media.kind == kind && media.name == "x")
        guard case .data(let text) = media.source else { throw AssayError(.invalidArgument, "no data") }
        #expect(try Media(base64: text, name: "x") == media)
    }

    @Test(
        "Bytes that no provider takes are refused with the reason",
        arguments: [
            ([], "empty"), (Array("<svg></svg>".utf8), "PNG, JPEG, GIF, WebP and PDF"), ([0x89], "PNG"),
            (Array("RIFF0000WAVEfmt ".utf8), "WebP"),
            (Array(repeating: 0xFF, count: Media.byteLimit + 1), "over 10 MiB"),
        ] as [([UInt8], String)]
    )
    func refusedBytes(bytes: [UInt8], reason: String) async {
        let error = await thrown { _ = try Media(bytes) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    }

    @Test(
        "Text that is no padded base64 is refused",
        arguments: ["iVBORw0KGgo", "iVBORw0KGgoq\n", "iVBORw0K\u{E9}goq", "iVBO====", "iVBORw0KGgp=", "=VBORw0KGgoq"]
    )
    func refusedText(text: String) async {
        #expect(await thrown { _ = try Media(base64: text) }?.message.contains("base64") == true)
        #expect(await thrown { _ = try Media(base64: "") }?.message.contains("empty") == true)
    }

    @Test("An address is http or https, and its type one of its kind")
    func addresses() async throws {
        for url in [Pictures.url, "HTTP://localhost:8000/a?b=c"] {
            let media = try Media(.picture, url: url)
            #expect(media.source == .url(url) && media.mediaType == nil)
        }
        for url in [
            "", "https://", "file:///etc/passwd", "data:image/png;base64,AAAA", "https://a b", "https://\u{E9}.org",
        ] {
            let error = await thrown { _ = try Media(.picture, url: url) }
            #expect(error?.message.contains("https://") == true, "\(url)")
        }
        #expect(try Media(.document, url: Pictures.url, mediaType: "application/pdf").mediaType == "application/pdf")
        let error = await thrown { _ = try Media(.picture, url: Pictures.url, mediaType: "application/pdf") }
        #expect(error?.message.contains("image/png, image/jpeg") == true)
    }

    @Test("What is shown comes before what is said")
    func message() throws {
        let media = try Media(Pictures.png)
        let message = ModelMessage.user("What is this?", showing: [media])
        #expect(message.parts == [.media(media), .text("What is this?")])
        #expect(message.text == "What is this?" && message.media == [media])
        #expect(media.document == ["media_type": "image/png", "data": .string(Pictures.pngText)])
    }
}
