import AssayCore
import Testing

/// The meaning of each keyword in a line or two; the official suite says the same at length, where it can be fetched.
@Suite("Keywords of JSON Schema")
struct SchemaKeywordTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let schema: String
        let valid: String
        let invalid: String

        init(_ schema: String, valid: String, invalid: String) {
            self.schema = schema
            self.valid = valid
            self.invalid = invalid
        }

        var testDescription: String { schema }
    }

    private func check(_ example: Case, _ dialect: Schema.Dialect) throws {
        let schema = try Schema(Value(json: example.schema), dialect: dialect)
        for instance in try Value(json: "[\(example.valid)]").array ?? [] {
            #expect(schema.validate(instance).isEmpty, "\(instance.canonicalJSON)")
        }
        for instance in try Value(json: "[\(example.invalid)]").array ?? [] {
            #expect(!schema.validate(instance).isEmpty, "\(instance.canonicalJSON)")
        }
    }

    private static let shared = [
        Case("true", valid: "1, null, {}", invalid: ""),
        Case("false", valid: "", invalid: "1, null, {}"),
        Case("{}", valid: "1, null, {}", invalid: ""),
        Case(#"{"type": "null"}"#, valid: "null", invalid: "0, false, \"\""),
        Case(#"{"type": "boolean"}"#, valid: "true, false", invalid: "0, null"),
        Case(#"{"type": "integer"}"#, valid: "1, 1.0, -3, 1e300, 18446744073709551615", invalid: "1.5, \"1\""),
        Case(#"{"type": "number"}"#, valid: "1, 1.5", invalid: "\"1\", null"),
        Case(#"{"type": "string"}"#, valid: "\"\"", invalid: "1, []"),
        Case(#"{"type": "array"}"#, valid: "[], [1]", invalid: "{}, \"[]\""),
        Case(#"{"type": "object"}"#, valid: "{}, {\"a\": 1}", invalid: "[], null"),
        Case(#"{"type": ["string", "null"]}"#, valid: "\"a\", null", invalid: "1"),
        Case(
            #"{"enum": [1, "a", [2], {"b": 3}]}"#,
            valid: "1, 1.0, \"a\", [2], {\"b\": 3.0}",
            invalid: "2, \"A\", [2, 2], {}"
        ),
        Case(#"{"enum": []}"#, valid: "", invalid: "null"),
        Case(#"{"enum": [true]}"#, valid: "true", invalid: "1, \"true\""),
        Case(#"{"const": null}"#, valid: "null", invalid: "0, false"),
        Case(
            #"{"const": {"a": [1, {"b": 2}]}}"#,
            valid: "{\"a\": [1, {\"b\": 2}]}",
            invalid: "{\"a\": [{\"b\": 2}, 1]}"
        ),
        Case(#"{"maximum": 3}"#, valid: "3, 2.9, \"x\"", invalid: "3.0000001, 4"),
        Case(#"{"exclusiveMaximum": 3}"#, valid: "2.9, null", invalid: "3, 3.0"),
        Case(#"{"minimum": -1.5}"#, valid: "-1.5, 0", invalid: "-2, -1.6"),
        Case(#"{"exclusiveMinimum": 0}"#, valid: "1e-300", invalid: "0, -0.0, -1"),
        Case(#"{"multipleOf": 2}"#, valid: "4, 0, -2, 4.0, \"x\"", invalid: "3, 1.5"),
        Case(#"{"multipleOf": 0.1}"#, valid: "0.3, 1, 1e10", invalid: "0.35"),
        Case(
            #"{"minLength": 2, "maxLength": 3}"#,
            valid: "\"ab\", \"abc\", \"😀😀\", 1",
            invalid: "\"a\", \"abcd\", \"😀\""
        ),
        Case(#"{"pattern": "b+"}"#, valid: "\"abbc\", 1, null", invalid: "\"ac\", \"\""),
        Case(#"{"minItems": 1, "maxItems": 2}"#, valid: "[1], [1, 2], {}", invalid: "[], [1, 2, 3]"),
        Case(
            #"{"uniqueItems": true}"#,
            valid: "[], [1, \"1\", true, [1]], \"aa\"",
            invalid: "[1, 1.0], [{\"a\": 1}, {\"a\": 1}]"
        ),
        Case(#"{"uniqueItems": false}"#, valid: "[1, 1]", invalid: ""),
        Case(
            #"{"minProperties": 1, "maxProperties": 2}"#,
            valid: "{\"a\": 1}, []",
            invalid: "{}, {\"a\": 1, \"b\": 2, \"c\": 3}"
        ),
        Case(#"{"required": ["a", "b"]}"#, valid: "{\"a\": null, \"b\": 1}, 1", invalid: "{\"a\": 1}, {}"),
        Case(#"{"items": {"type": "integer"}}"#, valid: "[], [1, 2], {\"0\": \"x\"}", invalid: "[1, \"x\"]"),
        Case(#"{"items": false}"#, valid: "[]", invalid: "[1]"),
        Case(#"{"contains": {"minimum": 5}}"#, valid: "[1, 5], 1", invalid: "[], [1, 2]"),
        Case(
            #"{"properties": {"a": {"type": "integer"}, "b": false}}"#,
            valid: "{\"a\": 1}, {\"c\": 2}, []",
            invalid: "{\"a\": \"x\"}, {\"b\": 1}"
        ),
        Case(
            #"{"patternProperties": {"^x": {"type": "integer"}}}"#,
            valid: "{\"x1\": 1, \"y\": \"a\"}",
            invalid: "{\"x1\": \"a\"}"
        ),
        Case(
            #"{"properties": {"a": {}}, "patternProperties": {"^x": {}}, "additionalProperties": {"type": "null"}}"#,
            valid: "{\"a\": 1, \"x2\": 2, \"c\": null}",
            invalid: "{\"c\": 1}"
        ),
        Case(#"{"propertyNames": {"maxLength": 2}}"#, valid: "{\"ab\": 1}, {}, []", invalid: "{\"abc\": 1}"),
        Case(#"{"allOf": [{"minimum": 1}, {"maximum": 3}]}"#, valid: "1, 3", invalid: "0, 4"),
        Case(#"{"anyOf": [{"type": "string"}, {"minimum": 3}]}"#, valid: "\"a\", 3", invalid: "1"),
        Case(#"{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}"#, valid: "2, 3, 4", invalid: "6, 5"),
        Case(#"{"not": {"type": "string"}}"#, valid: "1", invalid: "\"a\""),
        Case(
            #"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"minimum": 5}}"#,
            valid: "\"ab\", 5, null",
            invalid: "\"a\", 4"
        ),
        Case(#"{"then": false, "else": false}"#, valid: "1", invalid: ""),
        Case(#"{"format": "email"}"#, valid: "\"x\"", invalid: ""),
        Case(
            ##"{"properties": {"next": {"$ref": "#"}}, "required": ["v"]}"##,
            valid: "{\"v\": 1, \"next\": {\"v\": 2}}",
            invalid: "{\"v\": 1, \"next\": {}}"
        ),
        Case(
            ##"{"definitions": {"a b": {"type": "null"}}, "$ref": "#/definitions/a%20b"}"##,
            valid: "null",
            invalid: "1"
        ),
        Case(
            ##"{"definitions": {"a/b~": {"type": "null"}}, "$ref": "#/definitions/a~1b~0"}"##,
            valid: "null",
            invalid: "1"
        ),
        Case(
            ##"{"properties": {"a": {"items": false}, "b": {"$ref": "#/properties/a/items"}}}"##,
            valid: "{\"a\": []}",
            invalid: "{\"b\": 1}"
        ),
    ]

    @Test("Keywords that both drafts have", arguments: shared, Schema.Dialect.allCases)
    func sharedKeywords(example: Case, dialect: Schema.Dialect) throws {
        try check(example, dialect)
    }

    @Test(
        "Keywords as 2020-12 has them",
        arguments: [
            Case(
                #"{"prefixItems": [{"type": "integer"}, {"type": "string"}]}"#,
                valid: "[1], [1, \"a\", null]",
                invalid: "[\"a\"], [1, 2]"
            ),
            Case(#"{"prefixItems": [true], "items": {"type": "null"}}"#, valid: "[1, null]", invalid: "[1, 2]"),
            Case(
                #"{"contains": {"const": 1}, "minContains": 2, "maxContains": 3}"#,
                valid: "[1, 1], [1, 2, 1, 1]",
                invalid: "[1], [1, 1, 1, 1]"
            ),
            Case(#"{"contains": {"const": 1}, "minContains": 0}"#, valid: "[], [2]", invalid: ""),
            Case(#"{"minContains": 2, "maxContains": 1}"#, valid: "[]", invalid: ""),
            Case(
                #"{"dependentRequired": {"a": ["b", "c"]}}"#,
                valid: "{\"b\": 1}, {\"a\": 1, \"b\": 1, \"c\": 1}",
                invalid: "{\"a\": 1, \"b\": 1}"
            ),
            Case(
                #"{"dependentSchemas": {"a": {"minProperties": 2}}}"#,
                valid: "{\"b\": 1}, {\"a\": 1, \"b\": 1}, 1",
                invalid: "{\"a\": 1}"
            ),
            Case(
                #"{"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}, "unevaluatedProperties": false}"#,
                valid: "{\"a\": 1, \"b\": 2}",
                invalid: "{\"c\": 1}"
            ),
            Case(
                #"{"anyOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, true], "unevaluatedProperties": false}"#,
                valid: "{\"a\": 1}, {}",
                invalid: "{\"a\": 2}"
            ),
            Case(
                #"{"if": {"required": ["a"], "properties": {"a": {}}}, "then": {"properties": {"b": {}}}, "unevaluatedProperties": false}"#,
                valid: "{\"a\": 1, \"b\": 2}",
                invalid: "{\"b\": 2}"
            ),
            Case(
                #"{"not": {"not": {"properties": {"a": {}}}}, "unevaluatedProperties": false}"#,
                valid: "{}",
                invalid: "{\"a\": 1}"
            ),
            Case(
                #"{"prefixItems": [{}], "contains": {"const": 7}, "unevaluatedItems": {"type": "null"}}"#,
                valid: "[1, 7, null], [7]",
                invalid: "[7, 1]"
            ),
            Case(
                #"{"allOf": [{"unevaluatedProperties": true}], "unevaluatedProperties": false}"#,
                valid: "{\"a\": 1}",
                invalid: ""
            ),
            Case(##"{"$defs": {"a": {"$anchor": "x", "type": "null"}}, "$ref": "#x"}"##, valid: "null", invalid: "1"),
            Case(
                ##"{"$ref": "#/$defs/a", "maximum": 3, "$defs": {"a": {"minimum": 1}}}"##,
                valid: "2",
                invalid: "0, 4"
            ),
            Case(#"{"$ref": "inner", "$defs": {"a": {"$id": "inner", "type": "null"}}}"#, valid: "null", invalid: "1"),
            Case(
                ##"{"$ref": "inner#x", "$defs": {"a": {"$id": "inner", "$defs": {"b": {"$anchor": "x", "const": 1}}}}}"##,
                valid: "1",
                invalid: "2"
            ),
            Case(
                ##"{"$id": "http://x/list-of-strings", "$ref": "list", "$defs": {"s": {"$dynamicAnchor": "T", "type": "string"},"##
                    + ##" "l": {"$id": "list", "items": {"$dynamicRef": "#T"}, "$defs": {"t": {"$dynamicAnchor": "T"}}}}}"##,
                valid: "[\"a\"], []",
                invalid: "[1]"
            ),
            Case(
                #"{"$id": "urn:example:a", "$ref": "urn:example:a#/$defs/x", "$defs": {"x": {"const": 1}}}"#,
                valid: "1",
                invalid: "2"
            ),
        ]
    )
    func newKeywords(example: Case) throws { try check(example, .draft2020_12) }

    @Test(
        "Keywords as draft-07 has them",
        arguments: [
            Case(
                #"{"items": [{"type": "integer"}, {"type": "string"}]}"#,
                valid: "[1], [1, \"a\", null]",
                invalid: "[\"a\"], [1, 2]"
            ),
            Case(#"{"items": [true], "additionalItems": {"type": "null"}}"#, valid: "[1, null]", invalid: "[1, 2]"),
            Case(#"{"items": {}, "additionalItems": false}"#, valid: "[1, 2]", invalid: ""),
            Case(#"{"items": []}"#, valid: "[1]", invalid: ""),
            Case(
                #"{"dependencies": {"a": ["b"], "c": {"minProperties": 2}}}"#,
                valid: "{\"a\": 1, \"b\": 1}, {\"c\": 1, \"d\": 1}",
                invalid: "{\"a\": 1}, {\"c\": 1}"
            ),
            Case(
                ##"{"$ref": "#/definitions/a", "maximum": 3, "definitions": {"a": {"minimum": 1}}}"##,
                valid: "4",
                invalid: "0"
            ),
            Case(
                ##"{"definitions": {"a": {"$id": "#x", "type": "null"}}, "$ref": "#x"}"##,
                valid: "null",
                invalid: "1"
            ),
            Case(#"{"contains": {"const": 1}, "minContains": 0}"#, valid: "[1]", invalid: "[]"),
            Case(
                #"{"dependentRequired": {"a": ["b"]}, "unevaluatedProperties": false}"#,
                valid: "{\"a\": 1}",
                invalid: ""
            ),
        ]
    )
    func oldKeywords(example: Case) throws { try check(example, .draft7) }
}
