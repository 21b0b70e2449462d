import AssayCore
import AssayEngine
import Testing

@Suite("Rule conditions")
struct RuleConditionTests {
    private static let request: Value = [
        "text": "Cluster the flowers", "n": 3, "x": 2.5, "big": .unsigned(.max), "list": [1, "two", nil], "none": nil,
        "deep": ["er": [["k": 1], ["k": 2]]], "0": "zero",
    ]

    private func holds(_ path: String, _ name: String, _ operand: Value = true) throws(AssayError) -> Bool {
        let rules = [rule("r", when: [try RuleCondition(path, operator: name, operand)], use: "a")]
        return try plan(rules, request: Self.request, tools: [tool("a")]).matchedRule != nil
    }

    @Test(
        "Operators compare as they say",
        arguments: [
            ("n", "equals", 3, true), ("n", "equals", 3.0, true), ("n", "equals", "3", false),
            ("none", "equals", nil, true),
            ("text", "contains", "flow", true), ("text", "contains", "Flow", false), ("text", "contains", "", true),
            ("list", "contains", "two", true), ("list", "contains", 1.0, true), ("list", "contains", "tw", false),
            ("deep", "contains", "er", true), ("deep", "contains", "re", false),
            ("text", "regex", "^Cl.*s$", true), ("text", "regex", "^flow", false),
            ("n", "gt", 2, true), ("n", "gt", 3, false), ("n", "gte", 3, true), ("n", "lt", 3, false),
            ("n", "lte", 3, true),
            ("x", "lt", 3, true), ("x", "gte", 2.5, true), ("big", "gt", .integer(.max), true),
            ("big", "lt", .number(0x1p64), true), ("n", "in", [1, 3], true), ("n", "in", [1, "3"], false),
            ("n", "in", [], false),
        ] as [(String, String, Value, Bool)]
    )
    func operators(path: String, name: String, operand: Value, expected: Bool) throws {
        #expect(try holds(path, name, operand) == expected)
    }

    @Test("Paths go through objects and arrays")
    func paths() throws {
        #expect(try holds("deep.er.1.k", "equals", 2))
        #expect(try holds("list.2", "exists"))
        #expect(try holds("0", "equals", "zero"))
        #expect(try !holds("list.3", "exists"))
        #expect(try !holds("list.-1", "exists"))
        #expect(try !holds("text.0", "exists"))
    }

    @Test("A missing value fails every operator but exists")
    func missing() throws {
        for (name, operand) in [
            ("equals", nil), ("contains", "x"), ("regex", ""), ("gt", 0), ("gte", 0), ("lt", 0), ("lte", 0),
            ("in", [nil]),
        ] as [(String, Value)] {
            #expect(try !holds("deep.missing", name, operand))
        }
        #expect(try !holds("deep.missing", "exists"))
        #expect(try holds("deep.missing", "exists", false))
        #expect(try holds("none", "exists"))
        #expect(try !holds("none", "exists", false))
    }

    @Test("A custom matcher sees the value, or that there is none")
    func customMatcher() throws {
        func holds(_ path: String, _ matcher: @escaping @Sendable (Value?) -> Bool) throws -> Bool {
            let rules = [rule(when: [try RuleCondition(path, summary: "asks", matcher: matcher)], use: "a")]
            return try plan(rules, request: Self.request, tools: [tool("a")]).matchedRule != nil
        }
        #expect(try holds("n") { $0?.int64 == 3 })
        #expect(try holds("missing") { $0 == Value?.none })
        #expect(try !holds("n") { _ in false })
    }

    @Test(
        "A value of a kind the operator cannot compare is an error",
        arguments: [
            ("text", "gt", 1, "a number", "string"), ("none", "lte", 1, "a number", "null"),
            ("list", "lt", 1, "a number", "array"),
            ("n", "regex", "3", "a string", "integer"),
            ("n", "contains", "3", "a string, an array or an object", "integer"),
            ("text", "contains", 3, "an array", "string"),
        ] as [(String, String, Value, String, String)]
    )
    func wrongKinds(path: String, name: String, operand: Value, wanted: String, found: String) {
        let error = failure { () throws(AssayError) in try holds(path, name, operand) }
        #expect(
            error?.message
                == "rule r: the condition \(path) \(name) needs \(wanted) at \(path), and the request has \(found) there"
        )
    }

    @Test(
        "An operand that does not suit the operator is refused at once",
        arguments: [
            ("gt", "3", "a number"), ("regex", 3, "a string"), ("exists", "yes", "true or false"),
            ("in", 3, "an array"),
        ] as [(String, Value, String)]
    )
    func operands(name: String, operand: Value, wanted: String) {
        let error = failure { () throws(AssayError) in try RuleCondition("a", operator: name, operand) }
        #expect(error?.code == .invalidRule)
        #expect(error?.message == "the operator \(name) needs \(wanted) to compare with")
    }

    @Test("An unknown operator, an empty key and a bad pattern are refused")
    func refusals() {
        let unknown = failure { () throws(AssayError) in try RuleCondition("a", operator: "equal", 1) }
        #expect(unknown?.message.hasPrefix("no operator has that name; did you mean equals?") == true)
        for path in ["", ".", "a.", ".a", "a..b"] {
            #expect(failure { () throws(AssayError) in try RuleCondition(path, .exists) }?.code == .invalidRule)
        }
        #expect(failure { () throws(AssayError) in try RuleCondition("a", .regex, "(") }?.code == .invalidPattern)
    }

    @Test("A pattern that would backtrack for ever is stopped, and the rule is named")
    func hostilePattern() throws {
        let rules = [rule("slow", when: [try RuleCondition("t", .regex, "^(a|aa)+$")], use: "a")]
        let request: Value = ["t": .string(String(repeating: "a", count: 60) + "!")]
        let error = failure { () throws(AssayError) in try plan(rules, request: request, tools: [tool("a")]) }
        #expect(error?.code == .limitExceeded)
        #expect(error?.message.hasPrefix("rule slow: ") == true)
    }
}
