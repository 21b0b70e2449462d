import Assay
import Foundation
import Testing

@Suite("assay ask about pictures and documents (S1-25)")
struct AskPictureTests {
    private static let tree = "Examples/Data/tree.png"

    private static func words(_ rest: [String]) -> [String] {
        ["ask", "What is this?", "--stop", "never", "--json"] + rest
    }

    private func digest(_ result: ProcessResult) throws -> String { try #require(try result.json["digest"]?.string) }

    @Test("The picture of the help is shown, is in the bundle, and can be asked about again")
    func mock() async throws {
        let place = try Workplace()
        let help = try await place.assay(["help", "ask"]).output
        let example = try #require(help.split(separator: "\n").first { $0.contains("--image Examples") })
        let first = try await place.shell(example + " --k 4 --stop never --out seen.json")
        #expect(first.code == 0, "\(first.errors)")
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: place.folder.file(Self.tree))))
        let picture: Value = ["media_type": "image/png", "data": .string(Data(bytes).base64EncodedString())]
        let bundle = try Value(json: place.folder.text("seen.json"))
        #expect(bundle["meta"]?["request"] == ["prompt": "What is this?", "images": [picture]])
        #expect(try await place.assay(["verify", "seen.json"]).code == 0)
        let extended = try await place.assay(["extend", "seen.json", "--k", "2", "--json"])
        let mock = Self.words(["--models", "mock/small", "--k", "6"])
        #expect(try await digest(place.assay(mock + ["--image", Self.tree])) == digest(extended))
        #expect(try await digest(place.assay(mock)) != digest(extended))
        let secret = try await place.assay(mock + ["--image", Self.tree, "--no-request"])
        #expect(!secret.output.contains("iVBORw0KGgo"))
    }

    @Test(
        "A server gets pictures and documents before the prompt; the recording holds their SHA-256 and replays"
    )
    func server() async throws {
        let place = try Workplace()
        let server = try await AnswerServer.start(in: place.folder)
        let pdf = Array("%PDF-1.7\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 2000)
        try place.folder.write("paper.pdf", bytes: pdf)
        try place.folder.write("other.pdf", bytes: pdf + [0])
        let url = "https://example.org/tree.png"
        func words(_ document: String, _ rest: [String]) -> [String] {
            let media = ["--image", Self.tree, "--image", url, "--document", document]
            return Self.words(["--models", "openai/m", "--base-url", server.base, "--k", "1"] + media + rest)
        }
        let key = ["OPENAI_API_KEY": "sk-4711"]
        let asked = try await place.assay(words("paper.pdf", ["--record", "calls.json"]), environment: key)
        #expect(asked.code == 0, "\(asked.errors)")
        server.stop()
        let content = try Value(json: place.folder.text("requests.body"))["messages"]?[0]?["content"]?.array ?? []
        #expect(content.map { $0["type"] } == ["image_url", "image_url", "file", "text"])
        #expect(content[0]["image_url"]?["url"]?.string?.hasPrefix("data:image/png;base64,iVBOR") == true)
        #expect(content[1]["image_url"]?["url"]?.string == url)
        #expect(
            content[2]["file"]?["file_data"]?.string == "data:application/pdf;base64," + Data(pdf).base64EncodedString()
        )
        let recording = try place.folder.text("calls.json")
        #expect(recording.contains("sha256:") && !recording.contains(Data(pdf).base64EncodedString()))
        let replayed = try await place.assay(words("paper.pdf", ["--replay", "calls.json"]))
        #expect(try digest(replayed) == digest(asked), "\(replayed.errors)")
        let other = try await place.assay(words("other.pdf", ["--replay", "calls.json"]))
        #expect(other.code == 2 && other.errors.contains("1 call is not in the recording"))
    }

    @Test(
        "What cannot be shown is refused before anything runs, with the file and what would be right",
        arguments: [
            (["--image", "nothing.png"], 2, "nothing.png cannot be read"),
            (["--image", "Examples"], 2, "Examples cannot be read"),
            (["--image", "empty"], 2, "empty cannot be shown: it is empty"),
            (["--image", "text"], 2, "text cannot be shown: it begins like none of PNG, JPEG, GIF, WebP and PDF"),
            (["--image", "large"], 2, "large cannot be shown: it is over 10 MiB"),
            (["--image", "paper.pdf"], 2, "paper.pdf is a document: name it with --document, not --image"),
            (["--document", tree], 2, "tree.png is a picture: name it with --image, not --document"),
            (["--image", "https:// /x"], 64, "--image: its address must begin with"),
            (["--image", tree, "--models-file", "m.yaml", "--models", "tiny"], 5, "model tiny cannot be shown"),
            (["--document", "half", "--document", "half"], 2, "may have 10 MiB together"),
        ] as [([String], Int32, String)]
    )
    func refusals(words: [String], code: Int32, reason: String) async throws {
        let place = try Workplace()
        for (name, text) in [("empty", ""), ("text", "a tree"), ("paper.pdf", "%PDF-1.7")] {
            try place.folder.write(name, text)
        }
        try place.folder.write("m.yaml", "models: [{id: tiny, provider: mock, model: small, supports_vision: false}]")
        try place.folder.write("half", "%PDF-" + String(repeating: "x", count: 6 << 20))
        try place.folder.write("large", "%PDF-" + String(repeating: "x", count: 10 << 20))
        let models = words.contains("--models") ? [] : ["--models", "mock/small"]
        let result = try await place.assay(["ask", "What is this?"] + words + models)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(reason) && result.output.isEmpty, "\(result.errors)")
    }

    @Test("What the provider does not take is a failure that says what would do; an address is not fetched")
    func ollama() async throws {
        let words = ["--models", "ollama/llava", "--base-url", "http://127.0.0.1:1", "--k", "1"]
        let result = try await Workplace().assay(Self.words(words + ["--image", "https://example.org/tree.png"]))
        #expect(result.code == 1)
        #expect(result.output.contains("Ollama takes no picture by its address: give its bytes."))
    }
}
