import AssayCore
import Testing

@Suite("Roles of fields without annotation")
struct FieldRoleTests {
    private func role(_ values: [Value?]) throws -> FieldRole {
        try Answers.summary(Answers.field(values)).field("x").role
    }

    @Test(
        "Booleans, null, integers and short strings are keys",
        arguments: [[true, false], [.null, .null], [1, 2, 3], ["a", "b"], [.number(1), .number(2)]] as [[Value]]
    )
    func keys(values: [Value]) throws {
        #expect(try role(values) == .key)
    }

    @Test(
        "Values of several types are keys",
        arguments: [
            [1.5, "a"], [1.5, .null], [true, 0.5], ["a", .null], [[1.5], 2.5], [["x": 1], 2.5],
        ] as [[Value]]
    )
    func mixed(values: [Value]) throws {
        #expect(try role(values) == .key)
    }

    @Test("Numbers are a measurement as soon as one of them has a fraction")
    func measurement() throws {
        #expect(try role([1.5, 2.5]) == .measurement)
        #expect(try role([1, 2, 2.5]) == .measurement)
        #expect(try role([1.0, 2.0, 3.0]) == .key)
    }

    @Test("Integers beyond 2^53 stay keys, told apart to the last digit")
    func largeIntegers() throws {
        let summary = try Answers.summary([.integer(1 << 60), .integer(1 << 60 + 1)])
        #expect(try summary.field("$").role == .key)
        #expect(try summary.field("$").distinct == 2)
    }

    @Test("64 code points are a short string, 65 are text")
    func lengthOfText() throws {
        #expect(try role([.string(String(repeating: "a", count: 64))]) == .key)
        #expect(try role([.string(String(repeating: "a", count: 65))]) == .text)
    }

    @Test("Length counts code points, neither bytes nor visible characters")
    func unitOfLength() throws {
        #expect(try role([.string(String(repeating: "\u{1F600}", count: 64))]) == .key)
        #expect(try role([.string(String(repeating: "e\u{301}", count: 33))]) == .text)
    }

    @Test(
        "A line break of any kind makes a string text",
        arguments: ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"]
    )
    func lineBreaks(lineBreak: String) throws {
        #expect(try role([.string("a\(lineBreak)b")]) == .text)
    }

    @Test("A tab is not a line break")
    func tab() throws {
        #expect(try role(["a\tb"]) == .key)
    }

    @Test("One long string among short ones makes the field text")
    func oneLongString() throws {
        #expect(try role(["a", "b", .string(String(repeating: "c", count: 65))]) == .text)
    }

    @Test("An answer that does not count has no say in the role")
    func failedAnswer() throws {
        var replicates = Answers.replicates([["x": 1], ["x": 2], ["x": 2.5]])
        replicates[2].failure = AssayError(.badOutput, "breaks the schema")
        let summary = try Summarizer(schema: nil, horizon: 3).summarize(replicates)
        #expect(try summary.field("x").role == .key)
        #expect(try summary.field("x").present == 2)
    }

    @Test("An empty list and an empty object are keys", arguments: [[], [:]] as [Value])
    func empties(value: Value) throws {
        #expect(try role([value, value]) == .key)
        #expect(try Answers.summary(Answers.field([value, value])).field("x").consensus == value)
    }

    @Test("The role does not depend on the order of the answers")
    func order() throws {
        #expect(try role([2.5, 1]) == .measurement)
        #expect(try role([1, 2.5]) == .measurement)
        #expect(try role(["a", 2.5]) == .key)
        #expect(try role([2.5, "a"]) == .key)
    }
}
