import AssayCore
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
    @Test(
        "Appendix B of the RFC: the bits of a double print as given",
        arguments: [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
            (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"),
            (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"),
            (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"),
            (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"),
            (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)]
    )
    func numberVectors(bits: UInt64, expected: String) {
        #expect(Value.number(Double(bitPattern: bits)).canonicalJSON == expected)
    }

    @Test("Section 3.2.2 of the RFC: literals, numbers and escapes")
    func exampleDocument() throws {
        let text = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let expected =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try Value(json: text).canonicalJSON == expected)
    }

    @Test("Section 3.2.3 of the RFC: keys are sorted by UTF-16 code units")
    func sortedKeys() throws {
        let text = #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#
        let expected =
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
            + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
            + "\"\u{FB33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        let bytes = try Value(json: text).canonicalBytes
        #expect(bytes == Array(expected.utf8))
    }

    @Test("Control characters take the short escapes or four lower-case digits; nothing else is escaped")
    func escapes() {
        let value = Value.string("\0\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}/\u{2028}")
        #expect(value.canonicalJSON == "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\u{7F}/\u{2028}\"")
    }

    @Test("Whole numbers that fit 64 bits keep all digits, in whichever case they are")
    func wideIntegers() {
        #expect(Value(UInt64.max).canonicalJSON == "18446744073709551615")
        #expect(Value.integer(.min).canonicalJSON == "-9223372036854775808")
        #expect(Value.number(0x1p62).canonicalJSON == Value.integer(1 << 62).canonicalJSON)
        #expect(Value.number(0x1p63).canonicalJSON == "9223372036854775808")
        #expect(Value.number(1e19).canonicalJSON == "10000000000000000000")
        #expect(Value.number(-1e19).canonicalJSON == "-10000000000000000000")
        #expect(Value.number(1e20).canonicalJSON == "100000000000000000000")
    }

    @Test(
        "The border cases of plain and exponential notation",
        arguments: [
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-7, "1.5e-7"),
            (123e-8, "0.00000123"),
            (0.5, "0.5"),
            (-1.25, "-1.25"),
            (123.456, "123.456"),
            (1.5e300, "1.5e+300"),
            (-1e21, "-1e+21"),
            (1e22, "1e+22"),
        ] as [(Double, String)]
    )
    func notation(number: Double, expected: String) {
        #expect(Value.number(number).canonicalJSON == expected)
    }

    @Test("A number that JSON does not have prints as null")
    func notANumber() {
        #expect(Value.array([.number(.nan), .number(.infinity)]).canonicalJSON == "[null,null]")
    }

    @Test("Reading a canonical text gives the value back, and printing that gives the text back")
    func roundTrip() throws {
        var values = RandomValues(seed: 23)
        for _ in 0..<5_000 {
            let value = values.value()
            let text = value.canonicalJSON
            let back = try Value(json: text)
            #expect(back == value)
            #expect(back.canonicalJSON == text)
            #expect(back.hashValue == value.hashValue)
        }
    }

    @Test("Reading a canonical number gives the same double")
    func numberRoundTrip() throws {
        var values = RandomValues(seed: 47)
        for _ in 0..<20_000 {
            let number = values.number()
            #expect(try Value(json: Value.number(number).canonicalJSON).double == number, "\(number)")
        }
    }

    @Test("Pretty text is indented by two spaces and reads back the same")
    func prettyText() throws {
        let value: Value = ["a": [1, [:], []], "b": ["c": nil]]
        let expected = """
            {
              "a": [
                1,
                {},
                []
              ],
              "b": {
                "c": null
              }
            }
            """
        #expect(value.prettyJSON == expected)
        var values = RandomValues(seed: 59)
        for _ in 0..<500 {
            let value = values.value()
            #expect(try Value(json: value.prettyJSON) == value)
        }
    }
}
