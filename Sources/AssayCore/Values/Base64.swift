/// Bytes as text: the standard alphabet of RFC 4648 §4, always padded.
///
/// Reading is strict, so that every sequence of bytes has exactly one text: no line breaks, no missing padding, and the
/// bits that padding leaves over are zero.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let pad = UInt8(ascii: "=")

    /// The value of each character; 64 marks those outside the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: encodedCount(bytes.count)) { text in
            var place = 0
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let count = min(3, bytes.count - start)
                let group = (0..<3).reduce(0) { $0 << 8 | ($1 < count ? Int(bytes[start + $1]) : 0) }
                for part in 0..<4 {
                    text[place + part] = part > count ? pad : alphabet[group >> (18 - 6 * part) & 63]
                }
                place += 4
            }
            return place
        }
    }

    /// The bytes; `nil` when the text is not exactly what ``encode(_:)`` writes.
    package static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

    /// The number of bytes a text encodes; `nil` as for ``decode(_:)``, without writing them down.
    package static func byteCount(of text: String) -> Int? {
        let end = Array(text.utf8.suffix(4))
        guard text.utf8.count % 4 == 0, let last = decode(end)?.count else { return nil }
        guard text.utf8.dropLast(4).allSatisfy({ values[Int($0)] < 64 }) else { return nil }
        return max(text.utf8.count / 4 - 1, 0) * 3 + last
    }

    private static func decode(_ characters: [UInt8]) -> [UInt8]? {
        guard characters.count % 4 == 0 else { return nil }
        let padding = characters.suffix(2).reversed().prefix { $0 == pad }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        for start in stride(from: 0, to: characters.count, by: 4) {
            let used = start + 4 == characters.count ? 4 - padding : 4
            guard let group = group(characters[start..<(start + used)]) else { return nil }
            for part in 0..<(used - 1) { bytes.append(UInt8(truncatingIfNeeded: group >> (16 - 8 * part))) }
            // Left-over bits would make two texts of the same bytes.
            let unused = (4 - used) * 8
            guard group & ((1 << unused) - 1) == 0 else { return nil }
        }
        return bytes
    }

    /// The number of characters that encode so many bytes.
    package static func encodedCount(_ count: Int) -> Int { (count + 2) / 3 * 4 }

    private static func group(_ characters: ArraySlice<UInt8>) -> Int? {
        var group = 0
        for character in characters {
            let value = values[Int(character)]
            guard value < 64 else { return nil }
            group = group << 6 | Int(value)
        }
        return group << (6 * (4 - characters.count))
    }
}
