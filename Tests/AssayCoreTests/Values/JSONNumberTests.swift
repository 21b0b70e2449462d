import AssayCore
import Testing

@Suite("Numbers in JSON")
struct JSONNumberTests {
    @Test(
        "Integers are exact to 64 bits",
        arguments: [
            ("0", .integer(0)),
            ("-1", .integer(-1)),
            ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)),
            ("9999999999999999999", .unsigned(9_999_999_999_999_999_999)),
            ("10000000000000000000", .unsigned(10_000_000_000_000_000_000)),
            ("18446744073709551615", .unsigned(.max)),
        ] as [(String, Value)]
    )
    func integers(text: String, expected: Value) throws {
        let value = try Value(json: text)
        #expect(value == expected)
        #expect(value.canonicalJSON == text)
    }

    @Test("Integers beyond 64 bits become the nearest double")
    func largeIntegers() throws {
        #expect(try Value(json: "18446744073709551616") == .number(0x1p64))
        #expect(try Value(json: "-9223372036854775809") == .number(-0x1p63))
        #expect(try Value(json: "123456789012345678901234567890") == .number(123456789012345678901234567890.0))
    }

    @Test("A fraction or an exponent makes a double, which equals the integer of its value")
    func doubles() throws {
        guard case .number(1) = try Value(json: "1.0") else { return #expect(Bool(false), "1.0 is a double") }
        guard case .number(100) = try Value(json: "1E2") else { return #expect(Bool(false), "1E2 is a double") }
        #expect(try Value(json: "1.0") == 1)
        #expect(try Value(json: "1.0").hashValue == Value(1).hashValue)
    }

    @Test("Minus zero keeps its sign and prints as zero")
    func minusZero() throws {
        for text in ["-0", "-0.0", "-0e5"] {
            let value = try Value(json: text)
            #expect(value.double?.sign == .minus)
            #expect(value == 0)
            #expect(value.canonicalJSON == "0")
        }
    }

    @Test(
        "Numbers too large for a double are refused",
        arguments: ["1e400", "-1e309", "1.8e308", "1e99999999999999999999"]
    )
    func overflow(text: String) {
        let error = #expect(throws: AssayError.self) { try Value(json: text) }
        #expect(error?.message.contains("this number is too large") == true)
    }

    @Test("Numbers too small for a double become zero", arguments: ["1e-400", "0.1e-99999999999999999999"])
    func underflow(text: String) throws {
        #expect(try Value(json: text) == 0)
    }

    @Test(
        "Hard cases are rounded correctly",
        arguments: [
            ("2.2250738585072011e-308", 0x000F_FFFF_FFFF_FFFF),
            ("2.2250738585072012e-308", 0x0010_0000_0000_0000),
            ("9007199254740993.0", 0x4340_0000_0000_0000),
            ("9007199254740993.00000000000000000001", 0x4340_0000_0000_0001),
            ("4.9406564584124654e-324", 1),
            ("2.4703282292062327e-324", 0),
            ("2.4703282292062328e-324", 1),
            ("1.7976931348623158e308", 0x7FEF_FFFF_FFFF_FFFF),
            ("0.1", 0x3FB9_9999_9999_999A),
            ("1e23", 0x44B5_2D02_C7E1_4AF6),
            ("5e-324", 1),
        ] as [(String, UInt64)]
    )
    func rounding(text: String, bits: UInt64) throws {
        let value = try #require(try Value(json: text).double)
        #expect(value.bitPattern == bits, "\(value)")
    }

    @Test("Decimal literals read as the library's own conversion reads them")
    func againstStandardLibrary() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let digits = String(UInt64.random(in: .min ... .max, using: &generator)).prefix(
                Int.random(in: 1...19, using: &generator)
            )
            let exponent = Int.random(in: -40...40, using: &generator)
            let text = "\(digits.prefix(1) == "0" ? "1" : digits).5e\(exponent)"
            #expect(try Value(json: text).double == Double(text), "\(text)")
        }
    }

    @Test("A number of a million digits is read")
    func longLiteral() throws {
        let text = "0." + String(repeating: "3", count: 1_000_000)
        #expect(try Value(json: text) == .number(1.0 / 3.0))
    }
}
