extension JSONReader {
    /// Reads up to and over the closing quote; the opening one has been read.
    mutating func readString() throws(AssayError) -> String {
        let start = position
        try skipPlainText()
        guard current != UInt8(ascii: "\"") else {
            defer { position += 1 }
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        }
        return try readEscapedString(from: start)
    }

    private mutating func readEscapedString(from start: Int) throws(AssayError) -> String {
        var text = Array(bytes[start..<position])
        while current == UInt8(ascii: "\\") {
            position += 1
            try readEscape(into: &text)
            let start = position
            try skipPlainText()
            text.append(contentsOf: bytes[start..<position])
        }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Moves to the next quote or backslash over valid UTF-8 without control characters.
    private mutating func skipPlainText() throws(AssayError) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): return
            case 0x20..<0x80: position += 1
            case 0x80...:
                let length = scalarLength()
                guard length > 0 else { throw failure("these bytes are not UTF-8, which JSON must be", at: position) }
                position += length
            default: throw failure(expected: "an escape such as \\n for a control character inside a string")
            }
        }
        throw failure(expected: "a quote that ends the string")
    }

    /// The length of the multi-byte scalar at the position, or 0 where it is malformed (Unicode 16, table 3-7).
    private func scalarLength() -> Int {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[position] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
        for place in (position + 1)..<(position + length) where bytes[place] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Resolves one escape whose backslash has been read.
    private mutating func readEscape(into text: inout [UInt8]) throws(AssayError) {
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(current)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            let scalar = try readEscapedScalar()
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
            return
        default: throw failure(expected: "one of \" \\ / b f n r t u after a backslash")
        }
        position += 1
    }

    /// Reads the digits after `\u`, and the second half of a surrogate pair.
    private mutating func readEscapedScalar() throws(AssayError) -> Unicode.Scalar {
        let start = position
        let first = try readFourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, current == UInt8(ascii: "\\") else { throw loneSurrogate(at: start) }
        position += 1
        guard current == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
        position += 1
        let second = try readFourDigits()
        guard (0xDC00...0xDFFF).contains(second) else { throw loneSurrogate(at: start) }
        let combined = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        guard let scalar = Unicode.Scalar(combined) else { throw loneSurrogate(at: start) }
        return scalar
    }

    private func loneSurrogate(at offset: Int) -> AssayError {
        failure("this escape is half of a surrogate pair; both halves must follow each other", at: offset - 2)
    }

    private mutating func readFourDigits() throws(AssayError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch current {
            case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case let byte where byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"):
                digit = byte - UInt8(ascii: "a") + 10
            case let byte where byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"):
                digit = byte - UInt8(ascii: "A") + 10
            default: throw failure(expected: "four hexadecimal digits after \\u")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
