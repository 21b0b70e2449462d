import AssayCore
import AssayModels

/// Files that begin as pictures and documents do, and their base64.
enum Pictures {
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x2A]
    static let pngText = "iVBORw0KGgoq"
    static let otherPNG: [UInt8] = png.dropLast() + [0x2B]
    static let pdf = Array("%PDF-1.7\n".utf8)
    static let pdfText = "JVBERi0xLjcK"
    static let url = "https://example.org/tree.png"

    /// A question about a picture.
    static func request(_ media: Media, _ text: String = "What is this?") -> ModelRequest {
        ModelRequest(model: "m", messages: [.user(text, showing: [media])])
    }

    /// A picture as the request of a tool has it.
    static func shown(_ base64: String = pngText) -> Value {
        ["prompt": "What is this?", "images": [["data": .string(base64)]]]
    }
}
