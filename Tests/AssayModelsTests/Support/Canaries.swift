import AssayCore
import Foundation

/// Keys of awkward shapes that must not be found anywhere.
enum Canaries {
    /// 64 keys; servers can be sent all but the last eight, which no header field can hold.
    static let all: [String] = {
        let shapes: [(Int) -> String] = [
            { "sk-live-\(word($0))" }, { "sk%2Flive%\(word($0))%%" }, { "a+b/c=\(word($0))==" },
            { "\"quoted\\\(word($0))\"" }, { "//\(word($0))\\/" }, { "key \(word($0)) with spaces" },
            { "<\(word($0))>&amp;'\(word($0))'" },
        ]
        let sent = shapes.flatMap { shape in (0..<7).map(shape) }
        let repeated = ["a", "%", "=", "0", "/", "\\", "+"].map { String(repeating: $0, count: 24) }
        let ends = ["\n", "\r\n", "\n\n", "\0", "\u{7F}", "é", "\u{1}", "\u{85}"]
        let unsent = ends.enumerated().map { "line-\(word($0))\($1)" }
        return sent + repeated + unsent
    }()

    private static func word(_ number: Int) -> String { String(UInt64(number + 3) &* 0x9E37_79B9_7F4A_7C15, radix: 36) }

    /// A key in six encodings, made by other code than what strikes them out.
    static func encodings(_ key: String) -> [String] {
        let data = Data(key.utf8)
        let packed = data.base64EncodedString()
        let json = (try? JSONEncoder().encode(key)).map { String(decoding: $0, as: UTF8.self) } ?? key
        let hexadecimal = data.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        return [
            key, key.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? key, packed,
            packed.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"),
            String(json.dropFirst().dropLast()), hexadecimal,
        ]
    }

    /// In how many encodings a key is found in a text.
    static func hits(of key: String, in text: [UInt8]) -> Int {
        let forms = encodings(key)
        let text = Data(text)
        return (forms + [forms[5].uppercased()]).filter { text.range(of: Data($0.utf8)) != nil }.count
    }
}
