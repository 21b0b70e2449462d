import AssayCore
import Testing

@Suite("UTF-8 in JSON")
struct JSONUnicodeTests {
    /// The bytes as a JSON string, and whether they are text that may stand there.
    private func agrees(_ bytes: [UInt8]) -> Bool {
        let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        let expected = String(validating: bytes, as: UTF8.self)
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        guard isPlain else { return true }
        let value = try? Value(jsonBytes: quoted)
        return value == expected.map(Value.string)
    }

    @Test("All sequences of one and two bytes are accepted exactly when they are UTF-8")
    func shortSequences() {
        for first in UInt8.min ... .max {
            #expect(agrees([first]))
            for second in UInt8.min ... .max where !agrees([first, second]) {
                Issue.record("\(first) \(second)")
            }
        }
    }

    @Test("Sequences around the borders of three and four bytes are accepted exactly when they are UTF-8")
    func longSequences() {
        let seconds: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
        let others: [UInt8] = [0x41, 0x7F, 0x80, 0xBF, 0xC0]
        for first in UInt8(0xE0)...0xFF {
            for second in seconds {
                for third in others {
                    #expect(agrees([first, second, third]))
                    for fourth in others { #expect(agrees([first, second, third, fourth])) }
                }
            }
        }
    }

    @Test("Every scalar survives writing and reading, escaped or not")
    func everyScalar() throws {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = Value.string(String(Character(scalar)))
            #expect(try Value(json: text.canonicalJSON) == text)
            let units = UTF16.encode(scalar).map(Array.init) ?? []
            let escapes = units.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            #expect(try Value(json: "\"\(escapes.joined())\"") == text)
        }
    }

    @Test("Keys sort by UTF-16 code units in canonical text, whatever they are")
    func canonicalKeyOrder() throws {
        var values = RandomValues(seed: 113)
        for _ in 0..<500 {
            var object = Object()
            for _ in 0..<8 { object[values.text()] = 1 }
            let sorted = object.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
            let expected = sorted.map { Value.string($0).canonicalJSON + ":1" }.joined(separator: ",")
            #expect(Value.object(object).canonicalBytes == Array("{\(expected)}".utf8))
        }
    }
}
