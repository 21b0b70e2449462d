import AssayCore

/// The words of a request, bounded whatever the request is.
enum RequestWords {
    private static let maxTexts = 200
    private static let maxBytes = 4096

    /// The texts in a value, in order, without keys; the first 200, and of each the first 4,096 bytes.
    static func texts(of value: Value) -> [String] {
        var texts: [String] = []
        var waiting = [value]
        while let next = waiting.popLast(), texts.count < maxTexts {
            switch next {
            case .string(let text): texts.append(text)
            case .array(let elements): waiting += elements.prefix(maxTexts).reversed()
            case .object(let object): waiting += object.values.prefix(maxTexts).reversed()
            case .null, .bool, .integer, .unsigned, .number: break
            }
        }
        return texts
    }

    /// The words of a text, in lower case: runs of letters and digits.
    static func words(of text: String) -> [String] {
        let start = String(decoding: text.utf8.prefix(maxBytes), as: UTF8.self)
        return start.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The words of a text that say something about its subject.
    static func subjects(of text: String) -> Set<String> {
        Set(words(of: text).filter { $0.utf8.count >= 3 && !commonWords.contains($0) })
    }

    /// Whether two words have the same stem, as far as their beginnings tell: `cluster` and `clustering`.
    static func isAlike(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let shorter = min(left.utf8.count, right.utf8.count)
        return shorter >= 4 && (left.hasPrefix(right) || right.hasPrefix(left))
    }

    private static let commonWords: Set<String> = [
        "all", "and", "any", "are", "can", "does", "each", "find", "for", "from", "give", "given", "has", "how", "into",
        "its", "not", "one", "our", "out", "please", "some", "than", "that", "the", "their", "this", "tool", "use",
        "using", "was", "what", "when", "which", "with", "you", "your",
    ]
}
