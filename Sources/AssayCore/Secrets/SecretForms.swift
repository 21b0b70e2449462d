/// The forms in which a secret is looked for.
enum SecretForms {
    /// All forms, none of them empty.
    static func all(_ secret: [UInt8]) -> [[UInt8]] {
        let plain = [secret, trimmed(secret)]
        let escaped = plain.flatMap { text in
            [
                percent(text, digits: upper), percent(text, digits: lower), json(text, slash: false),
                json(text, slash: true),
            ]
        }
        let packed = [Base64.standard, Base64.url].flatMap { alphabet in (0..<3).map { base64($0, secret, alphabet) } }
        let hexadecimal = [hex(secret, digits: lower), hex(secret, digits: upper)]
        // Short ones would be found in anything.
        let encoded = (packed + hexadecimal).filter { $0.count >= shortestEncoded }
        return (plain + escaped + encoded).filter { !$0.isEmpty }
    }

    private static let shortestEncoded = 8

    private static let lower = Array("0123456789abcdef".utf8)
    private static let upper = Array("0123456789ABCDEF".utf8)

    /// Without white space at its ends, as servers read header fields.
    private static func trimmed(_ secret: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { [9, 10, 13, 32].contains($0) }
        guard
            let first = secret.firstIndex(where: { !isSpace($0) }),
            let last = secret.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(secret[first...last])
    }

    private static func hex(_ secret: [UInt8], digits: [UInt8]) -> [UInt8] {
        secret.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    private static func percent(_ secret: [UInt8], digits: [UInt8]) -> [UInt8] {
        secret.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                [byte]
            default: "-._~".utf8.contains(byte) ? [byte] : [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    private static func json(_ secret: [UInt8], slash: Bool) -> [UInt8] {
        secret.flatMap { byte -> [UInt8] in
            switch byte {
            case 34, 92: [92, byte]
            case 47: slash ? [92, 47] : [47]
            case 8: Array("\\b".utf8)
            case 9: Array("\\t".utf8)
            case 10: Array("\\n".utf8)
            case 12: Array("\\f".utf8)
            case 13: Array("\\r".utf8)
            case 0..<32: Array("\\u00".utf8) + [lower[Int(byte >> 4)], lower[Int(byte & 15)]]
            default: [byte]
            }
        }
    }

    private enum Base64 {
        static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        static let url = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    }

    /// The characters that depend on the secret alone where so many bytes, modulo 3, were encoded before it.
    ///
    /// A character stands for six bits; the first and the last ones may hold bits of what stands beside the secret.
    private static func base64(_ before: Int, _ secret: [UInt8], _ alphabet: [UInt8]) -> [UInt8] {
        let bytes = [UInt8](repeating: 0, count: before) + secret
        let first = (before * 8 + 5) / 6
        let end = bytes.count * 8 / 6
        guard first < end else { return [] }
        return (first..<end).map { place in
            let bit = place * 6
            let high = UInt16(bytes[bit / 8]) << 8
            let low = bit / 8 + 1 < bytes.count ? UInt16(bytes[bit / 8 + 1]) : 0
            return alphabet[Int((high | low) >> (10 - UInt16(bit % 8)) & 63)]
        }
    }
}
