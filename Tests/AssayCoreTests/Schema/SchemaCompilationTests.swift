import AssayCore
import Testing

@Suite("Compiling a schema")
struct SchemaCompilationTests {
    @Test(
        "A keyword with a wrong value is refused at its place",
        arguments: [
            ("3", "#", "a schema is an object, true or false"),
            (##"{"properties": {"a": 1}}"##, "#/properties/a", "a schema is"),
            (##"{"type": "strin"}"##, "#/type", "expected one or several of array, boolean"),
            (##"{"type": []}"##, "#/type", "expected one"),
            (##"{"type": ["string", "string"]}"##, "#/type", "strings that differ"),
            (##"{"type": [1]}"##, "#/type/0", "expected a string"),
            (##"{"enum": 1}"##, "#/enum", "expected an array"),
            (##"{"minimum": "1"}"##, "#/minimum", "expected a number"),
            (##"{"multipleOf": 0}"##, "#/multipleOf", "expected a number above 0"),
            (##"{"maxLength": -1}"##, "#/maxLength", "expected an integer of at least 0"),
            (##"{"minItems": 1.5}"##, "#/minItems", "expected an integer of at least 0"),
            (##"{"uniqueItems": 1}"##, "#/uniqueItems", "expected true or false"),
            (##"{"required": "a"}"##, "#/required", "expected an array of strings"),
            (##"{"required": ["a", "a"]}"##, "#/required", "expected strings that differ"),
            (##"{"pattern": "(a"}"##, "#/pattern", "Invalid pattern at character 3"),
            (##"{"pattern": 1}"##, "#/pattern", "expected a string"),
            (##"{"patternProperties": {"[": {}}}"##, "#/patternProperties/[", "Invalid pattern at character 2"),
            (##"{"properties": []}"##, "#/properties", "expected an object"),
            (##"{"allOf": []}"##, "#/allOf", "at least one schema"),
            (##"{"anyOf": {}}"##, "#/anyOf", "expected an array"),
            (##"{"items": [true]}"##, "#/items", "is called prefixItems"),
            (##"{"not": null}"##, "#/not", "a schema is"),
            (##"{"$defs": {"a/b": {"minLength": "x"}}}"##, "#/$defs/a~1b/minLength", "a number"),
            (##"{"dependentRequired": {"a": 1}}"##, "#/dependentRequired/a", "expected an array of strings"),
            (##"{"format": 1}"##, "#/format", "expected a string"),
            (##"{"title": []}"##, "#/title", "expected a string"),
            (##"{"readOnly": 1}"##, "#/readOnly", "expected true or false"),
            (##"{"examples": 1}"##, "#/examples", "expected an array"),
            (##"{"minContains": -1}"##, "#/minContains", "expected an integer"),
            (##"{"then": 5}"##, "#/then", "a schema is"),
            (##"{"$schema": "http://example.org/mine"}"##, "#/$schema", "unknown dialect, expected http"),
            (##"{"$schema": 1}"##, "#/$schema", "unknown dialect"),
            (##"{"$schema": "http://json-schema.org/draft-04/schema#"}"##, "#/$schema", "unknown dialect"),
            (##"{"$id": 1}"##, "#/$id", "expected a string"),
            (##"{"$id": "x#y"}"##, "#/$id", "a fragment is not allowed here"),
            (##"{"$anchor": "1a"}"##, "#/$anchor", "expected a letter or underscore"),
            (##"{"$anchor": ""}"##, "#/$anchor", "expected a letter"),
            (
                ##"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"##, "#/$defs/",
                "another schema has the same anchor"
            ),
            (##"{"$defs": {"a": {"$id": "x"}, "b": {"$id": "x"}}}"##, "#/$defs/", "already used by another schema"),
            (##"{"$ref": 1}"##, "#/$ref", "expected a string with a URI reference"),
            (##"{"$ref": "#/nowhere"}"##, "#/$ref", "leads to nothing"),
            (##"{"$ref": "#nowhere"}"##, "#/$ref", "leads to nothing"),
            (##"{"$ref": "#/%zz"}"##, "#/$ref", "malformed percent escape"),
            (##"{"$ref": "#/a~2"}"##, "#/$ref", "leads to nothing"),
            (##"{"$dynamicRef": "#x"}"##, "#/$dynamicRef", "leads to nothing"),
            (##"{"enum": [1], "$ref": "#/enum/0"}"##, "#/enum/0", "a schema is"),
            (##"{"enum": [{}], "$ref": "#/enum/00"}"##, "#/$ref", "leads to nothing"),
            (##"{"items": {"$ref": "http://example.org/x"}}"##, "#/items/$ref", "leads to another document"),
            (##"{"$defs": {"unused": {"$ref": "other.json"}}}"##, "#/$defs/unused/$ref", "leads to another document"),
            (##"{"$ref": "http://json-schema.org/draft-04/schema#"}"##, "#/$ref", "leads to another document"),
        ]
    )
    func refusals(text: String, place: String, problem: String) throws {
        let value = try Value(json: text)
        let error = #expect(throws: AssayError.self) { try Schema(value) }
        #expect(error?.code == .invalidSchema)
        #expect(error?.message.hasPrefix("Invalid schema at \(place)") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
    }

    @Test(
        "In draft-07 a keyword with a wrong value is refused too",
        arguments: [
            (##"{"dependencies": {"a": 1}}"##, "#/dependencies/a"),
            (##"{"dependencies": {"a": [1]}}"##, "#/dependencies/a/0"),
            (##"{"items": [1]}"##, "#/items/0"),
            (##"{"items": 1}"##, "#/items"),
            (##"{"additionalItems": 1}"##, "#/additionalItems"),
            (##"{"definitions": {"a": []}}"##, "#/definitions/a"),
            (##"{"$ref": "#/x", "type": 5}"##, "#/$ref"),
        ]
    )
    func oldRefusals(text: String, place: String) throws {
        let value = try Value(json: text)
        let error = #expect(throws: AssayError.self) { try Schema(value, dialect: .draft7) }
        #expect(error?.message.hasPrefix("Invalid schema at \(place): ") == true, "\(error?.message ?? "")")
    }

    @Test(
        "Unknown keywords and those of the other draft are ignored",
        arguments: [
            ##"{"x-assay": {"type": "strin"}}"##, ##"{"dependencies": 5}"##, ##"{"additionalItems": 5}"##,
            ##"{"nullable": 1}"##,
        ]
    )
    func unknownKeywords(text: String) throws {
        #expect(try Schema(Value(json: text)).validate(1).isEmpty)
    }

    @Test(
        "References are resolved as RFC 3986, section 5.4, has it",
        arguments: [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g:h", "g:h"),
            ("HTTP://a/x", "http://a/x"),
            ("urn:uuid:1", "urn:uuid:1"),
        ]
    )
    func resolution(reference: String, target: String) throws {
        let schema: Value = [
            "$id": "http://a/b/c/d;p?q", "$ref": .string(reference),
            "$defs": ["target": ["$id": .string(target), "const": 1]],
        ]
        #expect(try Schema(schema).validate(1).isEmpty)
        #expect(try Schema(schema).validate(2).count == 1)
    }

    @Test("A relative $id without any base still names an embedded resource")
    func relativeBase() throws {
        let schema: Value = [
            "$ref": "item.json#/$defs/a", "$defs": ["x": ["$id": "item.json", "$defs": ["a": ["const": 1]]]],
        ]
        #expect(try Schema(schema).validate(2).map(\.keywordLocation) == ["/$ref/const"])
    }

    @Test("An embedded resource may be of the other draft")
    func mixedDrafts() throws {
        let schema: Value = [
            "$ref": "old",
            "$defs": [
                "x": [
                    "$id": "old", "$schema": "http://json-schema.org/draft-07/schema#",
                    "items": [["const": 1], ["const": 2]],
                ]
            ],
        ]
        #expect(try Schema(schema).validate([1, 2, 3]).isEmpty)
        #expect(try Schema(schema).validate([2]).map(\.instanceLocation) == ["/0"])
    }
}
