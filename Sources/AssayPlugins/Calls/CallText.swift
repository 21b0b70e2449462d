internal import CAssayPlugin

/// Text on its way between host and plugin.
enum CallText {
    static let messageLimit = 1024

    /// The bytes of text from a plugin; `nil` when the pointer is null with a size, or the size is absurd.
    static func bytes(_ text: assay_text) -> UnsafeBufferPointer<UInt8>? {
        guard text.size > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        guard let start = text.bytes, let size = Int(exactly: text.size) else { return nil }
        return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: size)
    }

    /// A line fit for people: valid Unicode, without control characters, cut at a limit.
    static func sanitised(_ bytes: some Sequence<UInt8>, limit: Int = messageLimit) -> String {
        // Only the part that is kept is ever looked at, so a wrong size does no harm beyond it.
        let text = String(decoding: Array(bytes.prefix(limit)), as: UTF8.self)
        var line = ""
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            line.unicodeScalars.append(isControl ? " " : scalar)
        }
        return line.utf8.count <= limit ? line : cut(line, limit)
    }

    /// Text that lives as long as the process.
    static func permanent(_ text: StaticString) -> assay_text {
        assay_text(
            bytes: UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self),
            size: UInt64(text.utf8CodeUnitCount)
        )
    }

    /// Lends text to a function; the pointer is good until that returns.
    static func lend<R>(_ text: String, to body: (assay_text) throws -> R) rethrows -> R {
        var text = text
        return try text.withUTF8 { buffer in
            try body(
                assay_text(
                    bytes: UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self),
                    size: UInt64(buffer.count)
                )
            )
        }
    }

    /// Replacing a broken byte makes text longer; this brings it back under the limit at a whole character.
    private static func cut(_ line: String, _ limit: Int) -> String {
        var kept = ""
        for character in line where kept.utf8.count + character.utf8.count <= limit { kept.append(character) }
        return kept
    }
}
