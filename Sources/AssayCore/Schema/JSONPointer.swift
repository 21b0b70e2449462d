/// A place in a JSON document (RFC 6901), such as `/properties/a~1b/0`.
///
/// Pointers are compared by bytes, because keys are.
struct JSONPointer: Sendable, Hashable {
    /// The pointer's text; empty for the whole document.
    private(set) var text = ""

    /// The pointer one key further down.
    func appending(_ key: String) -> JSONPointer {
        var pointer = self
        pointer.append(key)
        return pointer
    }

    /// The pointer one element further down.
    func appending(_ index: Int) -> JSONPointer {
        var pointer = self
        pointer.text += "/\(index)"
        return pointer
    }

    mutating func append(_ key: String) {
        text += "/"
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// The keys of a pointer's text; `nil` when it is malformed.
    static func keys(of text: String) -> [String]? {
        guard !text.isEmpty else { return [] }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var keys: [String] = []
        for part in parts {
            guard let key = unescape(part) else { return nil }
            keys.append(key)
        }
        return keys
    }

    private static func unescape(_ part: Substring.UnicodeScalarView) -> String? {
        var key = ""
        var rest = part
        while let scalar = rest.popFirst() {
            guard scalar == "~" else {
                key.unicodeScalars.append(scalar)
                continue
            }
            switch rest.popFirst() {
            case "0": key += "~"
            case "1": key += "/"
            default: return nil
            }
        }
        return key
    }

    static func == (left: JSONPointer, right: JSONPointer) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) { Value.hash(text: text, into: &hasher) }
}
