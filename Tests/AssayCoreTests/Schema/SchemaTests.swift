import AssayCore
import Testing

@Suite("Validating with a schema")
struct SchemaTests {
    private func violations(_ schema: Value, _ instance: Value) throws -> [Violation] {
        try Schema(schema).validate(instance)
    }

    @Test("A violation says where in the value, which keyword, and what was expected")
    func locations() throws {
        let schema: Value = [
            "type": "object",
            "properties": ["list": ["items": ["$ref": "#/$defs/positive"]], "a/b~c": ["type": ["string", "null"]]],
            "$defs": ["positive": ["type": "integer", "minimum": 1]],
            "required": ["name"],
        ]
        let found = try violations(schema, ["list": [1, 0, "x"], "a/b~c": 5])
        let expected = [
            ("", "/required", "the property \"name\" is missing"),
            ("/a~1b~0c", "/properties/a~1b~0c/type", "expected string or null, found integer"),
            ("/list/1", "/properties/list/items/$ref/minimum", "expected a number of at least 1"),
            ("/list/2", "/properties/list/items/$ref/type", "expected integer, found string"),
        ]
        #expect(
            found == expected.map { Violation(instanceLocation: $0.0, keywordLocation: $0.1, message: $0.2) }
        )
        #expect(found.first?.description == "the value: the property \"name\" is missing")
        #expect(found.last?.description == "/list/2: expected integer, found string")
    }

    @Test(
        "Messages name what was expected",
        arguments: [
            (["enum": ["a", 1, nil]], "b", "expected one of \"a\", 1, null"),
            (["const": ["x": 1]], 2, "expected {\"x\":1}"),
            (["maximum": 3], 4, "expected a number of at most 3"),
            (["exclusiveMaximum": 3], 3, "expected a number less than 3"),
            (["minimum": 3.5], 3, "expected a number of at least 3.5"),
            (["exclusiveMinimum": 3], 3, "expected a number greater than 3"),
            (["multipleOf": 0.25], 0.3, "expected a multiple of 0.25"),
            (["minLength": 2], "a", "expected at least 2 characters"),
            (["maxLength": 1], "ab", "expected at most 1 characters"),
            (["minItems": 1], [], "expected at least 1 items"),
            (["maxProperties": 0], ["a": 1], "expected at most 0 properties"),
            (["pattern": "^a"], "b", "expected text that matches the pattern ^a"),
            (["uniqueItems": true], [1, 1.0], "expected items that all differ"),
            (["not": ["type": "string"]], "x", "expected a value the schema does not accept"),
            (["contains": ["const": 1]], [2], "expected at least 1 matching items, found 0"),
            (["contains": ["const": 1], "maxContains": 1], [1, 1], "expected at most 1 matching items, found 2"),
            (
                ["oneOf": [["type": "integer"], ["minimum": 0]]], 5,
                "expected a match with exactly one of 2 alternatives, found 0 and 1, from 0"
            ),
            (
                ["dependentRequired": ["a": ["b"]]], ["a": 1],
                "the property \"b\" is missing; it must be there when \"a\" is"
            ),
            (
                ["properties": ["a": true, "b": true], "additionalProperties": false], ["c": 1],
                "this property is not allowed; expected one of \"a\", \"b\""
            ),
            (["additionalProperties": false], ["c": 1], "this property is not allowed; no other properties are"),
            (
                ["unevaluatedProperties": false], ["c": 1],
                "this property is not allowed; not evaluated by any other schema"
            ),
            (["unevaluatedItems": false], [1], "nothing is allowed here"),
            (["items": false], [1], "nothing is allowed here"),
        ] as [(Value, Value, String)]
    )
    func messages(schema: Value, instance: Value, expected: String) throws {
        #expect(try violations(schema, instance).map(\.message) == [expected])
    }

    @Test("When no alternative matches, the reasons of each are reported")
    func alternatives() throws {
        let schema: Value = ["anyOf": [["type": "null"], ["required": ["a"]]]]
        let found = try violations(schema, ["b": 1])
        #expect(found.map(\.keywordLocation) == ["/anyOf/0/type", "/anyOf/1/required", "/anyOf"])
        #expect(try violations(schema, ["a": 1]).isEmpty)
    }

    @Test("A value that the user gave never appears in a message")
    func noUserData() throws {
        let schema: Value = [
            "properties": ["a": ["type": "integer", "enum": [1], "pattern": "^x", "maxLength": 2, "const": 3]],
            "propertyNames": ["maxLength": 3], "anyOf": [["const": 1], ["type": "array"]],
        ]
        for violation in try violations(schema, ["a": "hunter2", "b": ["hunter2"]]) {
            #expect(!violation.message.contains("hunter2"))
        }
    }

    @Test("Numbers are compared exactly up to 64 bits and across kinds")
    func exactNumbers() throws {
        let large: Value = .integer(9_007_199_254_740_993)
        #expect(try violations(["const": large], .number(9_007_199_254_740_992)).count == 1)
        #expect(try violations(["maximum": large], .integer(9_007_199_254_740_994)).count == 1)
        #expect(try violations(["maximum": .number(0x1p63)], Value(1 << 63 as UInt64)).isEmpty)
        #expect(try violations(["exclusiveMaximum": .number(0x1p63)], .integer(.max)).isEmpty)
        #expect(try violations(["maximum": .number(0x1p64)], Value(UInt64.max)).isEmpty)
        #expect(try violations(["minimum": .number(0x1p64)], Value(UInt64.max)).count == 1)
        #expect(try violations(["minimum": .number(-1e300)], .integer(.min)).isEmpty)
        #expect(try violations(["minimum": 2], 1.5).count == 1)
        #expect(try violations(["maximum": 1.5], 2).count == 1)
        #expect(try violations(["maximum": -1.5], -1).count == 1)
        #expect(try violations(["type": "integer"], 3.0).isEmpty)
    }

    @Test(
        "Multiples are those of the decimals as they are written",
        arguments: [
            (0.0075, 0.0001, true),
            (0.00751, 0.0001, false),
            (1e308, 0.5, true),
            (12_391_239_123, 1e-8, true),
            (0.3, 0.1, true),
            (4.02, 0.01, true),
            (7, 2, false),
            (0, 3, true),
            (-9, 3, true),
            (1e-300, 1e300, false),
            (.integer(.max), 7, true), (Value(UInt64.max), 2, false),
            (.integer(9_007_199_254_740_993), 2, false),
            (1e22, .integer(3), false),
            (3e22, .integer(3), true),
            (1, 1e-300, true),
            (1e-5, 3, false),
        ] as [(Value, Value, Bool)]
    )
    func multiples(instance: Value, factor: Value, expected: Bool) throws {
        #expect(try violations(["multipleOf": factor], instance).isEmpty == expected)
    }

    @Test("Two spellings of a character are two property names and two values")
    func spellings() throws {
        let schema: Value = [
            "properties": ["\u{E9}": ["type": "integer"], "e\u{301}": ["type": "string"]],
            "additionalProperties": false,
            "required": ["\u{E9}"],
        ]
        #expect(try violations(schema, ["\u{E9}": 1, "e\u{301}": "x"]).isEmpty)
        #expect(try violations(schema, ["e\u{301}": "x"]).map(\.keywordLocation) == ["/required"])
        #expect(try violations(["enum": ["\u{E9}"]], "e\u{301}").count == 1)
        #expect(try violations(["uniqueItems": true], ["\u{E9}", "e\u{301}"]).isEmpty)
        let reference: Value = ["$ref": "#/$defs/e\u{301}", "$defs": ["\u{E9}": false, "e\u{301}": true]]
        #expect(try violations(reference, 1).isEmpty)
    }

    @Test("Length is counted in Unicode scalars")
    func length() throws {
        #expect(try violations(["maxLength": 1], "😀").isEmpty)
        #expect(try violations(["maxLength": 1], "e\u{301}").count == 1)
        #expect(try violations(["maxLength": 1e30], "abc").isEmpty)
    }

    @Test("No more violations are reported than asked for")
    func violationLimit() throws {
        let instance = Value.array((0..<500).map { .integer($0) })
        let schema: Value = ["items": ["type": "string"]]
        #expect(try Schema(schema).validate(instance).count == 100)
        #expect(try Schema(schema, limits: Schema.Limits(maxViolations: 3)).validate(instance).count == 3)
        let wide: Value = ["required": .array((0..<300).map { .string("p\($0)") })]
        #expect(try Schema(wide).validate([:]).count == 100)
    }

    @Test("The format keyword describes and is not checked")
    func format() throws {
        #expect(try violations(["format": "date-time"], "not a date").isEmpty)
    }

    @Test("The dialect is what $schema names, else what the caller says, else 2020-12")
    func dialects() throws {
        let tuple: Value = ["items": [["type": "string"]]]
        #expect(throws: AssayError.self) { try Schema(tuple) }
        #expect(try Schema(tuple, dialect: .draft7).validate([1]).count == 1)
        let named: Value = ["$schema": "http://json-schema.org/draft-07/schema#", "items": [["type": "string"]]]
        #expect(try Schema(named).validate([1]).count == 1)
        #expect(try Schema(["prefixItems": [["type": "string"]]], dialect: .draft7).validate([1]).isEmpty)
    }

    @Test("The metaschemas accept themselves and refuse what is wrong", arguments: Schema.Dialect.allCases)
    func metaschemas(dialect: Schema.Dialect) throws {
        let meta = try Schema(["$schema": .string(dialect.uri), "$ref": .string(dialect.uri)])
        #expect(meta.validate(["type": "string", "properties": ["a": ["minimum": 1]]]).isEmpty)
        #expect(meta.validate(true).isEmpty)
        let found = meta.validate(["properties": ["a": ["type": "strin"]]])
        #expect(found.contains { $0.instanceLocation == "/properties/a/type" })
        let deep = try Value(json: String(repeating: "{\"not\":", count: 40) + "{}" + String(repeating: "}", count: 40))
        #expect(meta.validate(deep).isEmpty)
    }
}
