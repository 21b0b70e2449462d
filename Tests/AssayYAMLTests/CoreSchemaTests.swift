import AssayCore
import AssayYAML
import Testing

@Suite("Core schema of YAML 1.2")
struct CoreSchemaTests {
    @Test(
        "Null and booleans have the spellings of 1.2 only",
        arguments: [
            ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", "nULL"),
            ("true", true), ("True", true), ("TRUE", true), ("tRUE", "tRUE"),
            ("false", false), ("False", false), ("FALSE", false),
        ] as [(String, Value)]
    )
    func words(text: String, value: Value) throws { #expect(try read("a: \(text)")["a"] == value) }

    @Test(
        "What YAML 1.1 made a boolean, a time or a date is a string",
        arguments: [
            "no", "No", "NO", "yes", "on", "off", "y", "n", "ON", "12:30", "190:20:30", "2024-01-02", "1_000", "0b11",
            "=",
        ]
    )
    func norway(text: String) throws {
        #expect(try read("a: \(text)")["a"] == .string(text))
        #expect(try read("\(text): 1") == .object([text: 1]))
    }

    @Test(
        "Whole numbers are exact as far as 64 bits go",
        arguments: [
            ("0", 0), ("12", 12), ("-12", -12), ("+12", 12), ("012", 12), ("-007", -7), ("0o14", 12), ("0xC", 12),
            ("0xfF", 255), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("18446744073709551615", .unsigned(.max)), ("0xFFFFFFFFFFFFFFFF", .unsigned(.max)),
            ("18446744073709551616", .number(0x1p64)), ("-9223372036854775809", .number(-0x1p63)),
            ("00000000000000000000000000000000001", 1), ("-0", .number(-0.0)),
        ] as [(String, Value)]
    )
    func integers(text: String, value: Value) throws {
        let read = try #require(try read("[\(text)]")[0])
        #expect(read == value)
        #expect(read.double?.sign == value.double?.sign)
    }

    @Test(
        "Numbers with a point or an exponent are doubles",
        arguments: [
            ("1.5", 1.5), ("-1.5", -1.5), ("+1.5", 1.5), ("1.", 1.0), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000),
            ("1E+3", 1000),
            ("12e-1", 1.2), ("1.e2", 100), (".5e1", 5), ("0.1", 0.1), ("1e-999", 0), ("6.02214076e23", 6.02214076e23),
        ]
    )
    func doubles(text: String, value: Double) throws { #expect(try read("[\(text)]")[0] == .number(value)) }

    @Test(
        "What only begins like a number is a string",
        arguments: [
            "0o", "0x", "0o8", "0xG", "-0x1", "+0o7", "1.2.3", "1e", "1e+", "e3", ".", "+", "+.", "-.e1", "1 2",
            "0x1p3",
            "١٢", "1,5", "infinity", "nan", "inf", "+.nan", ".iNF", "0o+7",
        ]
    )
    func almostNumbers(text: String) throws { #expect(try read("a: \(text)")["a"] == .string(text)) }

    @Test("Infinity and NaN are refused", arguments: [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN"])
    func special(text: String) {
        let name = text.lowercased().hasSuffix("inf") ? ".inf" : ".nan"
        #expect(complaint("a: \(text)") == "f:1:4: \(name) is not a JSON number; write a finite number, or null")
    }

    @Test("Numbers that fit nothing are refused", arguments: ["1e999", "-1e400", "0x1FFFFFFFFFFFFFFFF"])
    func tooLarge(text: String) throws {
        #expect(try #require(complaint("- \(text)")).hasPrefix("f:1:3: "))
        #expect(try read("- '\(text)'")[0] == .string(text))
    }

    @Test(
        "Quotes and block scalars make a string of anything",
        arguments: ["no", "12", "null", "1.5", "true", ".nan", "~"]
    )
    func quoted(text: String) throws {
        let value = try read("[\"\(text)\", '\(text)']")
        #expect(value == [.string(text), .string(text)])
        #expect(try read("a: |-\n  \(text)\nb: >-\n  \(text)\n") == ["a": .string(text), "b": .string(text)])
    }
}
