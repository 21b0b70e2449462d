extension JSONReader {
    /// A refusal at the current byte: what kind of thing is there, and what would be right.
    func failure(expected: String) -> AssayError {
        guard position < bytes.count else {
            return failure("unexpected end of the text, expected \(expected)", at: position)
        }
        return failure("found \(kind(of: bytes[position])), expected \(expected)", at: position)
    }

    /// A refusal because a limit is reached.
    func failure(limit: String) -> AssayError {
        failure("the text is over a limit: \(limit) are allowed", at: position)
    }

    /// A refusal of what starts at a byte.
    func failure(_ problem: String, at offset: Int) -> AssayError {
        var line = 1
        var column = 1
        for byte in bytes[..<offset] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return AssayError(
            .invalidJSON,
            "Invalid JSON at line \(line), column \(column) (byte \(offset)): \(problem)."
        )
    }

    /// The kind of a byte; never the byte itself, which may be the user's data.
    private func kind(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: ","): "a comma"
        case UInt8(ascii: ":"): "a colon"
        case UInt8(ascii: "\""): "a quote"
        case UInt8(ascii: "'"): "a single quote"
        case UInt8(ascii: "["), UInt8(ascii: "{"): "an opening bracket"
        case UInt8(ascii: "]"), UInt8(ascii: "}"): "a closing bracket"
        case UInt8(ascii: "0")...UInt8(ascii: "9"): "a digit"
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): "a letter"
        case UInt8(ascii: "/"), UInt8(ascii: "#"): "the start of a comment"
        case 0xEF where bytes.starts(with: [0xEF, 0xBB, 0xBF]) && position == 0: "a byte order mark"
        case 0x20: "a space"
        case 0x00..<0x20, 0x7F: "a control character"
        case 0x80...: "a character outside ASCII"
        default: "a punctuation mark"
        }
    }
}
