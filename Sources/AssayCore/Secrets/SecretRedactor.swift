/// Strikes secrets out of what others wrote, in every form a key is echoed in.
///
/// The forms: as it is; percent-encoded; base64 in both alphabets, also inside of more that was encoded; with JSON's escapes; in
/// hexadecimal digits. Each is replaced by `***`. What does not stand in one piece, or is disguised otherwise, is not found.
public struct SecretRedactor: Sendable {
    /// What a secret is replaced by.
    public static let replacement = Array("***".utf8)

    /// Every form of every secret, the longest first.
    let forms: [[UInt8]]
    /// By the first byte of a form, the places of the forms.
    private let byFirst: [[Int]]

    /// Looks for secrets of at least so many bytes.
    ///
    /// - Parameters:
    ///   - secrets: What is struck out.
    ///   - shortest: Shorter ones are left alone; they may be no secrets but words that stand for having none.
    public init(_ secrets: [Secret], shortest: Int = 1) {
        let found = secrets.map { $0.withBytes(Array.init) }.filter { $0.count >= max(1, shortest) }
        forms = Set(found.flatMap(SecretForms.all)).sorted { ($1.count, $0.hashOrder) < ($0.count, $1.hashOrder) }
        var byFirst = [[Int]](repeating: [], count: 256)
        for (place, form) in forms.enumerated() { byFirst[Int(form[0])].append(place) }
        self.byFirst = byFirst
    }

    /// Whether there is nothing to look for.
    public var isEmpty: Bool { forms.isEmpty }

    /// The bytes without secrets.
    public func redacting(_ bytes: [UInt8]) -> [UInt8] {
        var stream = SecretStream(self)
        return stream.feed(bytes) + stream.finish()
    }

    /// The text without secrets.
    public func redacting(_ text: String) -> String {
        isEmpty ? text : String(decoding: redacting(Array(text.utf8)), as: UTF8.self)
    }

    /// What stands at a place of bytes: how many bytes the longest form has that stands there, 0 for none, and whether the
    /// bytes end before a longer one could be told.
    func match(_ bytes: [UInt8], at start: Int) -> (count: Int, mayBeLonger: Bool) {
        var mayBeLonger = false
        for place in byFirst[Int(bytes[start])] {
            let form = forms[place]
            let count = min(form.count, bytes.count - start)
            guard (1..<max(1, count)).allSatisfy({ form[$0] == bytes[start + $0] }) else { continue }
            // The longest come first.
            if count == form.count { return (count, mayBeLonger) }
            mayBeLonger = true
        }
        return (0, mayBeLonger)
    }
}

extension [UInt8] {
    /// Any order that is always the same.
    fileprivate var hashOrder: String { String(decoding: self, as: UTF8.self) }
}
