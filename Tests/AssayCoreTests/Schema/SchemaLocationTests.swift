import AssayCore
import Testing

@Suite("Locations of violations")
struct SchemaLocationTests {
    @Test(
        "Each keyword that applies a schema adds its steps to the locations",
        arguments: [
            (##"{"properties": {"a": {"type": "null"}}}"##, ##"{"a": 1}"##, "/a", "/properties/a/type"),
            (
                ##"{"patternProperties": {"^a/": {"type": "null"}}}"##, ##"{"a/": 1}"##, "/a~1",
                "/patternProperties/^a~1/type"
            ),
            (##"{"additionalProperties": {"type": "null"}}"##, ##"{"b": 1}"##, "/b", "/additionalProperties/type"),
            (##"{"additionalProperties": false}"##, ##"{"b": 1}"##, "/b", "/additionalProperties"),
            (##"{"unevaluatedProperties": {"type": "null"}}"##, ##"{"b": 1}"##, "/b", "/unevaluatedProperties/type"),
            (##"{"unevaluatedProperties": false}"##, ##"{"b": 1}"##, "/b", "/unevaluatedProperties"),
            (##"{"propertyNames": {"maxLength": 1}}"##, ##"{"bc": 1}"##, "/bc", "/propertyNames/maxLength"),
            (
                ##"{"dependentSchemas": {"a": {"minProperties": 2}}}"##, ##"{"a": 1}"##, "",
                "/dependentSchemas/a/minProperties"
            ),
            (##"{"dependentRequired": {"a": ["b"]}}"##, ##"{"a": 1}"##, "", "/dependentRequired"),
            (##"{"items": {"type": "null"}}"##, "[null, 1]", "/1", "/items/type"),
            (##"{"prefixItems": [true, {"type": "null"}]}"##, "[null, 1]", "/1", "/prefixItems/1/type"),
            (##"{"prefixItems": [true], "items": false}"##, "[null, 1]", "/1", "/items"),
            (##"{"unevaluatedItems": {"type": "null"}}"##, "[1]", "/0", "/unevaluatedItems/type"),
            (##"{"contains": {"type": "null"}}"##, "[1]", "", "/contains"),
            (##"{"contains": {"type": "null"}, "minContains": 2}"##, "[null]", "", "/minContains"),
            (##"{"contains": {"type": "null"}, "maxContains": 1}"##, "[null, null]", "", "/maxContains"),
            (##"{"allOf": [true, {"type": "null"}]}"##, "1", "", "/allOf/1/type"),
            (##"{"not": {}}"##, "1", "", "/not"),
            (##"{"if": true, "then": {"type": "null"}}"##, "1", "", "/then/type"),
            (##"{"if": false, "else": {"type": "null"}}"##, "1", "", "/else/type"),
            (##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "null"}}}"##, "1", "", "/$ref/type"),
            (
                ##"{"$dynamicRef": "#a", "$defs": {"x": {"$dynamicAnchor": "a", "type": "null"}}}"##, "1", "",
                "/$dynamicRef/type"
            ),
            (##"{"items": {"$ref": "#/$defs/a"}, "$defs": {"a": false}}"##, "[1]", "/0", "/items/$ref"),
            ("false", "1", "", ""),
        ]
    )
    func steps(schema: String, instance: String, place: String, keyword: String) throws {
        let found = try Schema(Value(json: schema)).validate(Value(json: instance))
        #expect(found.map(\.instanceLocation) == [place])
        #expect(found.map(\.keywordLocation) == [keyword])
    }

    @Test(
        "Draft-07 keywords go by their own names",
        arguments: [
            (##"{"items": [{"type": "null"}]}"##, "[1]", "/0", "/items/0/type"),
            (##"{"items": [true], "additionalItems": {"type": "null"}}"##, "[1, 1]", "/1", "/additionalItems/type"),
            (##"{"dependencies": {"a": ["b"]}}"##, ##"{"a": 1}"##, "", "/dependencies"),
            (##"{"dependencies": {"a": {"minProperties": 2}}}"##, ##"{"a": 1}"##, "", "/dependencies/a/minProperties"),
        ]
    )
    func oldSteps(schema: String, instance: String, place: String, keyword: String) throws {
        let found = try Schema(Value(json: schema), dialect: .draft7).validate(Value(json: instance))
        #expect(found.map(\.instanceLocation) == [place])
        #expect(found.map(\.keywordLocation) == [keyword])
    }

    @Test("Reasons of alternatives that failed are dropped once one matches")
    func droppedReasons() throws {
        let schema: Value = [
            "properties": [
                "a": ["anyOf": [["type": "null"], ["type": "integer"]]],
                "b": ["oneOf": [["type": "null"], ["type": "integer"]]],
                "c": ["type": "null"],
            ]
        ]
        let found = try Schema(schema).validate(["a": 1, "b": 1, "c": 1])
        #expect(found.map(\.instanceLocation) == ["/c"])
    }

    @Test("All violations of a value are reported, in the order of its members and items")
    func order() throws {
        let schema: Value = ["additionalProperties": ["items": ["type": "integer"]]]
        let found = try Schema(schema).validate(["b": ["x", 1, "y"], "a": [1, "z"]])
        #expect(found.map(\.instanceLocation) == ["/a/1", "/b/0", "/b/2"])
    }
}

@Suite("Limits of schemas")
struct SchemaLimitTests {
    @Test("The number of subschemas is bounded, the metaschemas included")
    func subschemas() throws {
        let limits = Schema.Limits(maxSubschemas: 4)
        let three: Value = ["items": true, "not": false, "contains": true]
        #expect(try Schema(three, limits: limits).validate([]).count == 1)
        let four: Value = ["items": true, "not": false, "contains": true, "propertyNames": true]
        let error = #expect(throws: AssayError.self) { try Schema(four, limits: limits) }
        #expect(error?.message.contains("at most 4 are allowed") == true)
        #expect(throws: AssayError.self) {
            try Schema(["$ref": "http://json-schema.org/draft-07/schema#"], limits: limits)
        }
    }

    @Test("A validation within its steps answers, one beyond is stopped with a violation")
    func steps() throws {
        let instance = Value.array([Value](repeating: 1, count: 100))
        let schema: Value = ["items": ["type": "integer"]]
        #expect(try Schema(schema, limits: Schema.Limits(maxSteps: 1_000)).validate(instance).isEmpty)
        let found = try Schema(schema, limits: Schema.Limits(maxSteps: 100)).validate(instance)
        #expect(found.map(\.message) == ["validation took more than 100 steps and was stopped"])
        #expect(found.first?.instanceLocation.isEmpty == false)
    }

    @Test("Large values compared over and over are paid for")
    func comparisons() throws {
        let large = Value.array((0..<1_000).map { .string(String(repeating: "x", count: 640) + "\($0)") })
        let keywords = (0..<200).map { Value.object(["enum": [Value($0)]]) }
        let schema = try Schema(["anyOf": .array(keywords)], limits: Schema.Limits(maxSteps: 1_000_000))
        #expect(schema.validate(large).map(\.message) == ["validation took more than 1000000 steps and was stopped"])
    }

    @Test("A depth limit stops values that are deeper")
    func depth() throws {
        let schema = try Schema(["items": ["$ref": "#"]], limits: Schema.Limits(maxDepth: 10))
        #expect(try schema.validate(Value(json: "[[[[]]]]")).isEmpty)
        let found = try schema.validate(Value(json: "[[[[[[]]]]]]"))
        #expect(found.count == 1)
        #expect(
            found.first?.message == "validation went through more than 10 schemas inside each other and was stopped"
        )
    }

    @Test("One schema validates on many threads at once")
    func threads() async throws {
        let schema = try Schema(["items": ["pattern": "^(?:a|b)+$"], "uniqueItems": true])
        await withTaskGroup(of: Bool.self) { group in
            for place in 0..<64 {
                group.addTask {
                    let wrong = place.isMultiple(of: 2)
                    return schema.validate([.string(wrong ? "c" : "ab"), "b"]).isEmpty != wrong
                }
            }
            for await answer in group { #expect(answer) }
        }
    }
}
