import AssayCore
import Testing

@Suite("Equality, hashes and canonical texts agree")
struct ValueEqualityTests {
    /// Values that look alike: numbers of equal and of nearly equal size in all cases, and close spellings.
    private static let lookalikes: [Value] = [
        nil, false, true, 0, .number(0), .number(-0.0), 1, .number(1), "1", "", [], [0], [.number(0)], [:], ["a": 0],
        ["a": .number(0)], ["a": nil], [nil], .integer(.max), .number(0x1p63), Value(UInt64(1) << 63),
        .integer(9_007_199_254_740_992), .number(9_007_199_254_740_992), .integer(9_007_199_254_740_993),
        Value(UInt64.max), .number(0x1p64), .integer(.min), .number(-0x1p63), 0.1, .number(0.1.nextUp), 1e21, 1e300,
        "\u{E9}", "e\u{301}", ["\u{E9}": 1], ["e\u{301}": 1], ["\u{E9}": 1, "e\u{301}": 1], "\u{1F600}", "\u{FFFD}",
        .number(1_234_567_890_123_456_768), .integer(1_234_567_890_123_456_768), .integer(1_234_567_890_123_456_800),
    ]

    @Test("Two values are equal exactly when their canonical texts are, and then their hashes are too")
    func lookalikes() {
        for left in Self.lookalikes {
            for right in Self.lookalikes {
                let isSameText = left.canonicalBytes == right.canonicalBytes
                #expect((left == right) == isSameText, "\(left) \(right)")
                #expect((left == right) == (right == left))
                if left == right { #expect(left.hashValue == right.hashValue) }
            }
        }
    }

    @Test("The same holds for random values and copies with a number in another case")
    func randomValues() {
        var values = RandomValues(seed: 61)
        var previous = Value.null
        for _ in 0..<2_000 {
            let value = values.value()
            let other = recast(value)
            #expect(value == other)
            #expect(value.hashValue == other.hashValue)
            #expect(value.canonicalBytes == other.canonicalBytes)
            #expect((value == previous) == (value.canonicalBytes == previous.canonicalBytes))
            previous = value
        }
    }

    /// The same value with each number held by another case where one can hold it.
    private func recast(_ value: Value) -> Value {
        switch value {
        case .integer(let integer): return Double(exactly: integer).map(Value.number) ?? value
        case .number(let number):
            return value.int64.map(Value.integer) ?? value.uint64.map { Value($0) } ?? .number(number)
        case .array(let elements): return .array(elements.map(recast))
        case .object(let object):
            var copy = Object()
            for (key, member) in object.reversed() { copy[key] = recast(member) }
            return .object(copy)
        default: return value
        }
    }

    @Test("Line and column of an error count scalars and line feeds")
    func errorPlaces() {
        let texts = [
            ("\n\n  x", "line 3, column 3 (byte 4)"), ("[\r\n1,\r\nx", "line 3, column 1 (byte 7)"),
            ("[\"é😀\", x", "line 1, column 8 (byte 11)"), ("[\"e\u{301}\" x", "line 1, column 7 (byte 7)"),
            ("\t\tx", "line 1, column 3 (byte 2)"), ("[1,\n", "line 2, column 1 (byte 4)"),
        ]
        for (text, place) in texts {
            let error = #expect(throws: AssayError.self) { try Value(json: text) }
            #expect(error?.message.hasPrefix("Invalid JSON at \(place): ") == true, "\(error?.message ?? "")")
        }
    }
}
