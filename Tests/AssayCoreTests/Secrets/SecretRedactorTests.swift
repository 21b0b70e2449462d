import AssayCore
import Foundation
import Testing

@Suite("Striking secrets out of what others wrote")
struct SecretRedactorTests {
    private static let key = "sk-live/+\"%\\ 4711=="
    private let redactor = SecretRedactor([Secret(key)])

    private static var forms: [String] {
        let data = Data(key.utf8)
        let hex = data.map { String(format: "%02x", $0) }.joined()
        let packed = data.base64EncodedString()
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        return [
            key, packed, hex, hex.uppercased(),
            packed.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"),
            key.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "",
            #"sk-live/+\"%\\ 4711=="#, #"sk-live\/+\"%\\ 4711=="#,
        ]
    }

    @Test("Every form is struck out, and nothing beside it", arguments: forms)
    func strikes(_ form: String) {
        let text = redactor.redacting("before[\(form)]after")
        #expect(text.hasPrefix("before[***"))
        #expect(text.hasSuffix("]after"))
        // Of base64 the last character may hold bits of what comes after the secret, and says nothing of it.
        #expect(text.utf8.count <= "before[***]after".utf8.count + 4)
    }

    @Test("A secret inside of more that was encoded in base64 is struck out, at any offset", arguments: 0..<6)
    func inside(offset: Int) {
        let whole = Data((String(repeating: "x", count: offset) + Self.key + "tail").utf8).base64EncodedString()
        let text = redactor.redacting(whole)
        #expect(text.contains("***"))
        #expect(text.utf8.count < whole.utf8.count / 2 + 6)
    }

    @Test("Bytes are struck out alike wherever they are cut, and only what may be a secret is kept back")
    func cuts() {
        let bytes = Array("a \(Self.forms.joined(separator: " b ")) sk-liv".utf8)
        let whole = redactor.redacting(bytes)
        #expect(String(decoding: whole, as: UTF8.self).hasSuffix(" sk-liv"))
        for place in 0...bytes.count {
            var stream = SecretStream(redactor)
            let parts = stream.feed(Array(bytes[..<place])) + stream.feed(Array(bytes[place...])) + stream.finish()
            #expect(parts == whole, "cut at \(place)")
        }
        var stream = SecretStream(redactor)
        #expect(bytes.flatMap { stream.feed([$0]) } + stream.finish() == whole)
        var other = SecretStream(redactor)
        #expect(other.feed(Array("no secret, sk-".utf8)) == Array("no secret, ".utf8))
        #expect(other.finish() == Array("sk-".utf8))
    }

    @Test("The longest of several secrets is struck out, and one that repeats one byte")
    func several() {
        let both = SecretRedactor([Secret("secret-1"), Secret("secret-12345")])
        #expect(both.redacting("secret-12345 secret-123 secret-1") == "*** ***23 ***")
        #expect(SecretRedactor([Secret("aaaaaaaaaaaa")]).redacting("baaaaaaaaaaaaab") == "b***ab")
    }

    @Test("Short words that stand for having no key may be left alone, and no secret is none")
    func short() {
        let redactor = SecretRedactor([Secret("lm-studio"), Secret("")], shortest: 12)
        #expect(redactor.isEmpty)
        #expect(redactor.redacting("lm-studio") == "lm-studio")
        // A short one is not looked for in forms that would be found anywhere.
        #expect(SecretRedactor([Secret("a")]).redacting("YQ 61 b") == "YQ 61 b")
    }
}
