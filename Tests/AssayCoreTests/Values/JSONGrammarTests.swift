import AssayCore
import Testing

/// RFC 8259's grammar, one function for each rule, over Unicode scalars; slow and without limits.
///
/// It also keeps the keys of each object, so that it refuses what the reader refuses.
private struct Grammar {
    private var rest: ArraySlice<Unicode.Scalar>

    static func accepts(_ text: String) -> Bool {
        var grammar = Grammar(rest: Array(text.unicodeScalars)[...])
        return grammar.element() && grammar.rest.isEmpty
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(_ range: ClosedRange<Unicode.Scalar>) -> Bool {
        guard let first = rest.first, range.contains(first) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(all text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest = rest.dropFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func space() { while take(" ") || take("\t") || take("\n") || take("\r") {} }

    private mutating func element() -> Bool {
        space()
        defer { space() }
        return value()
    }

    private mutating func value() -> Bool {
        switch rest.first {
        case "{": object()
        case "[": array()
        case "\"": string() != nil
        case "t": take(all: "true")
        case "f": take(all: "false")
        case "n": take(all: "null")
        default: number()
        }
    }

    private mutating func array() -> Bool {
        guard take("[") else { return false }
        space()
        if take("]") { return true }
        repeat {
            guard element() else { return false }
        } while take(",")
        return take("]")
    }

    private mutating func object() -> Bool {
        guard take("{") else { return false }
        space()
        if take("}") { return true }
        var keys: [[Unicode.Scalar]] = []
        repeat {
            space()
            guard let key = string(), !keys.contains(key) else { return false }
            keys.append(key)
            space()
            guard take(":"), element() else { return false }
        } while take(",")
        return take("}")
    }

    private mutating func string() -> [Unicode.Scalar]? {
        guard take("\"") else { return nil }
        var units: [UInt16] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                let text = String(decoding: units, as: UTF16.self)
                // A lone half is the only thing that decoding replaces.
                return Array(text.utf16) == units ? Array(text.unicodeScalars) : nil
            case "\\":
                guard let unit = escape() else { return nil }
                units.append(unit)
            case "\0"..<" ": return nil
            default: units.append(contentsOf: UTF16.encode(scalar).map(Array.init) ?? [])
            }
        }
        return nil
    }

    private mutating func escape() -> UInt16? {
        let simple: [Unicode.Scalar: UInt16] = [
            "\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
        ]
        guard let scalar = rest.popFirst() else { return nil }
        guard scalar == "u" else { return simple[scalar] }
        let digits = rest.prefix(4).map(Character.init)
        rest = rest.dropFirst(4)
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        return UInt16(String(digits), radix: 16)
    }

    private mutating func digits() -> Bool {
        guard take("0"..."9") else { return false }
        while take("0"..."9") {}
        return true
    }

    private mutating func number() -> Bool {
        _ = take("-")
        guard take("0") || digits() else { return false }
        if take("."), !digits() { return false }
        guard take("e") || take("E") else { return true }
        _ = take("+") || take("-")
        return digits()
    }
}

@Suite("The JSON reader beside the grammar")
struct JSONGrammarTests {
    private static let fragments = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "/", "0", "1", "-", "+", ".", "e", "E", "true", "null", " ", "\n",
        "\t", "\u{1}",
        "\\u0061", "\\ud83d", "\\ude00", "\\n", "a", "\"a\"", "\"b\"", "é", "e\u{301}", "😀", "\u{FEFF}", "\u{2028}",
        "1.5", "-0", "12",
    ]

    private func agrees(_ text: String) -> Bool {
        do throws(AssayError) {
            _ = try Value(json: text)
            return Grammar.accepts(text)
        } catch {
            // The grammar knows no bound for numbers.
            return !Grammar.accepts(text) || error.message.contains("number is too large")
        }
    }

    @Test("Random sequences of fragments are accepted exactly when the grammar accepts them")
    func fragments() {
        var generator = SeededGenerator(seed: 83)
        for _ in 0..<30_000 {
            let count = Int.random(in: 1...7, using: &generator)
            let text = (0..<count).compactMap { _ in Self.fragments.randomElement(using: &generator) }.joined()
            #expect(agrees(text), "\(text.debugDescription)")
        }
    }

    @Test("Valid texts with a few changes are accepted exactly when the grammar accepts them")
    func mutations() {
        var generator = SeededGenerator(seed: 97)
        var values = RandomValues(seed: 97)
        var accepted = 0
        for _ in 0..<5_000 {
            var scalars = Array(values.value().prettyJSON.unicodeScalars)
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<max(1, scalars.count), using: &generator)
                let fragment = Self.fragments.randomElement(using: &generator) ?? ""
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: scalars.insert(contentsOf: fragment.unicodeScalars, at: place)
                case 1: scalars.remove(at: place)
                default: scalars.swapAt(place, Int.random(in: 0..<scalars.count, using: &generator))
                }
                if scalars.isEmpty { scalars = ["0"] }
            }
            let text = String(String.UnicodeScalarView(scalars))
            #expect(agrees(text), "\(text.debugDescription)")
            if Grammar.accepts(text) { accepted += 1 }
        }
        #expect((1_000..<4_900).contains(accepted), "both answers occur often")
    }

    @Test("Every proper beginning of a text is refused, and its end is named as what is missing")
    func truncation() throws {
        let text = #"{"a": [1.5e3, "x\u00e9\n", true], "b": {"c": null}, "d": "é"}"#
        let bytes = Array(text.utf8)
        #expect(try Value(jsonBytes: bytes).object?.count == 3)
        for count in 0..<bytes.count {
            let error = #expect(throws: AssayError.self) { try Value(jsonBytes: Array(bytes.prefix(count))) }
            let message = error?.message ?? ""
            let isCutInside = message.contains("not UTF-8") || message.contains("found a letter, expected a value")
            #expect(message.contains("unexpected end of the text") || isCutInside, "\(count): \(message)")
        }
    }
}
