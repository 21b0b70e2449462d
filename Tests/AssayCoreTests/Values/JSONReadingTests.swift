import AssayCore
import Testing

@Suite("Reading JSON")
struct JSONReadingTests {
    private func message(_ text: String, _ limits: JSONLimits = JSONLimits()) -> String {
        do throws(AssayError) {
            _ = try Value(json: text, limits: limits)
            return "accepted"
        } catch {
            return error.message
        }
    }

    @Test("Every kind of value is read")
    func allKinds() throws {
        let value = try Value(json: " {\"a\": [null, true, false, -1, 2.5, \"x\"], \"b\": {}, \"c\": []} \r\n\t")
        #expect(value == ["a": [nil, true, false, -1, 2.5, "x"], "b": [:], "c": []])
    }

    @Test("Escapes resolve to the characters they stand for")
    func escapes() throws {
        let value = try Value(json: #""\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00\u0000""#)
        #expect(value == "\"\\/\u{8}\u{C}\n\r\té€😀\0")
    }

    @Test("Members may come in any order and are found by key")
    func memberOrder() throws {
        let value = try Value(json: #"{"b": 1, "a": 2, "é": 3, "": 4}"#)
        #expect(value.object.map { Array($0.keys) } == ["", "a", "b", "é"])
        #expect(value["b"] == 1)
    }

    @Test("Keys that are equal after their escapes are resolved are refused at their object")
    func duplicateKeys() {
        #expect(message(#"{"a": 1, "\u0061": 2}"#).contains("byte 0): this object has the same key twice"))
        #expect(message(#"[{"b": {"x": 1, "y": 2, "x": 3}}]"#).contains("column 8 (byte 7)"))
    }

    @Test("Two spellings of the same character are different keys and different values")
    func spellings() throws {
        let value = try Value(json: "{\"\u{E9}\": 1, \"e\u{301}\": 2}")
        #expect(value.object?.count == 2)
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(try Value(json: "\"\u{E9}\"") != Value(json: "\"e\u{301}\""))
    }

    @Test(
        "A refusal says where, what kind of thing was found and what would be right",
        arguments: [
            ("", "line 1, column 1 (byte 0): unexpected end of the text, expected a value"),
            ("[1,\n 2,]", "line 2, column 4 (byte 7): found a closing bracket, expected a value"),
            ("[1 2]", "line 1, column 4 (byte 3): found a digit, expected a comma or ]"),
            ("[1", "line 1, column 3 (byte 2): unexpected end of the text, expected a comma or ]"),
            ("{\"a\":1,}", "column 8 (byte 7): found a closing bracket, expected a key in quotes"),
            ("{a:1}", "column 2 (byte 1): found a letter, expected a key in quotes or }"),
            ("{\"a\" 1}", "column 6 (byte 5): found a digit, expected a colon after the key"),
            ("{\"a\":1", "column 7 (byte 6): unexpected end of the text, expected a comma or }"),
            ("1 2", "column 3 (byte 2): found a digit, expected nothing after the value"),
            ("\"é€\" x", "line 1, column 6 (byte 8): found a letter, expected nothing after the value"),
            ("\"ab", "column 4 (byte 3): unexpected end of the text, expected a quote that ends the string"),
            ("\"a\nb\"", "column 3 (byte 2): found a control character, expected an escape such as \\n"),
            ("\"\\x\"", "column 3 (byte 2): found a letter, expected one of"),
            ("\"\\u12\"", "column 6 (byte 5): found a quote, expected four hexadecimal digits"),
            ("\"\\ud800\"", "column 2 (byte 1): this escape is half of a surrogate pair"),
            ("\"\\ud800\\n\"", "column 2 (byte 1): this escape is half of a surrogate pair"),
            ("\"\\ud800\\u0041\"", "column 2 (byte 1): this escape is half of a surrogate pair"),
            ("\"\\udc00\"", "column 2 (byte 1): this escape is half of a surrogate pair"),
            ("\u{FEFF}1", "column 1 (byte 0): found a byte order mark, expected a value"),
            ("NaN", "found a letter, expected a value"),
            ("-Infinity", "found a letter, expected a digit"),
            ("truth", "found a letter, expected a value"),
            ("// x", "found the start of a comment, expected a value"),
            ("'a'", "found a single quote, expected a value"),
            ("01", "expected no digit after a leading zero"),
            ("1.", "unexpected end of the text, expected a digit after the decimal point"),
            ("1e+", "unexpected end of the text, expected a digit of the exponent"),
        ]
    )
    func refusals(text: String, expected: String) {
        #expect(message(text).contains(expected), "\(message(text))")
    }

    @Test("A message never holds text of the user")
    func noUserData() {
        #expect(!message("{\"password\": hunter2}").contains("hunter"))
        #expect(!message("{\"secret\": 1, \"secret\": 2}").contains("secret"))
    }

    @Test(
        "Bytes that are not UTF-8 are refused",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82],
            [0xC3], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x98, 0x41],
        ] as [[UInt8]]
    )
    func malformedText(bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(throws: AssayError.self) { try Value(jsonBytes: text) }
        #expect(throws: AssayError.self) { try Value(jsonBytes: Array(text.dropLast())) }
    }

    @Test("The first and last scalar of every length are read")
    func extremeScalars() throws {
        let scalars: [Unicode.Scalar] = [
            "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
        ]
        for scalar in scalars {
            #expect(try Value(json: "\"\(scalar)\"") == .string(String(Character(scalar))))
        }
    }

    @Test("Borrowed bytes are read like owned ones")
    func borrowedBytes() throws {
        let bytes = Array("[1, \"é\"]".utf8)
        let value = try bytes.withUnsafeBufferPointer { try Value(jsonBytes: $0) }
        #expect(value == [1, "é"])
        let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        #expect(throws: AssayError.self) { try Value(jsonBytes: empty) }
    }
}
