import AssayCore
import Testing

/// Random schemas over a few names and numbers, so that random values often meet them.
private struct RandomSchemas {
    private var generator: SeededGenerator
    private let names = ["a", "b", "c", "\u{E9}", "e\u{301}"]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

    private mutating func name() -> String { names[below(names.count)] }

    mutating func value(_ depth: Int = 3) -> Value {
        switch below(depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return Value(below(5))
        case 3: return .number(Double(below(9)) / 2)
        case 4: return .string(name())
        case 5: return .array((0..<below(4)).map { _ in value(depth - 1) })
        default:
            var object = Object()
            for _ in 0..<below(4) { object[name()] = value(depth - 1) }
            return .object(object)
        }
    }

    mutating func schema(_ depth: Int = 3) -> Value {
        if below(8) == 0 { return .bool(below(3) > 0) }
        var object = Object()
        for _ in 0..<(1 + below(3)) { addKeyword(to: &object, depth) }
        return .object(object)
    }

    private mutating func schemas(_ depth: Int) -> Value { .array((0...below(3)).map { _ in schema(depth) }) }

    private mutating func named(_ depth: Int) -> Value {
        var object = Object()
        for _ in 0...below(3) { object[name()] = schema(depth) }
        return .object(object)
    }

    private mutating func addKeyword(to object: inout Object, _ depth: Int) {
        guard depth > 0, below(2) == 0 else { return addAssertion(to: &object) }
        switch below(14) {
        case 0: object["properties"] = named(depth - 1)
        case 1: object["additionalProperties"] = schema(depth - 1)
        case 2: object["patternProperties"] = ["^[ab]": schema(depth - 1)]
        case 3: object["items"] = schema(depth - 1)
        case 4: object["prefixItems"] = schemas(depth - 1)
        case 5: object["contains"] = schema(depth - 1)
        case 6: object["allOf"] = schemas(depth - 1)
        case 7: object["anyOf"] = schemas(depth - 1)
        case 8: object["oneOf"] = schemas(depth - 1)
        case 9: object["not"] = schema(depth - 1)
        case 10:
            (object["if"], object["then"], object["else"]) = (schema(depth - 1), schema(depth - 1), schema(depth - 1))
        case 11: object["propertyNames"] = schema(depth - 1)
        case 12: object["unevaluatedProperties"] = schema(depth - 1)
        default: object["unevaluatedItems"] = schema(depth - 1)
        }
    }

    private mutating func addAssertion(to object: inout Object) {
        let types = ["array", "boolean", "integer", "null", "number", "object", "string"]
        switch below(9) {
        case 0, 1: object["type"] = .string(types[below(types.count)])
        case 2: object["enum"] = [value(1), value(1), value(1)]
        case 3: object["minimum"] = Value(below(4))
        case 4: object["multipleOf"] = .number(Double(1 + below(3)) / 2)
        case 5: object["required"] = [.string(name())]
        case 6: object["maxProperties"] = Value(below(3))
        case 7: object["minItems"] = Value(below(3))
        default: object["maxLength"] = Value(below(3))
        }
    }
}

@Suite("Schemas that mean the same")
struct SchemaEquivalenceTests {
    private func isValid(_ schema: Value, _ instance: Value) throws -> Bool {
        try Schema(schema).validate(instance).isEmpty
    }

    /// Other ways to say what a schema says.
    private func equivalents(of schema: Value) -> [Value] {
        [
            ["allOf": [schema]], ["anyOf": [false, schema]], ["oneOf": [schema, false]], ["not": ["not": schema]],
            ["$ref": "#/$defs/x", "$defs": ["x": schema]],
            ["$ref": "#x", "$defs": ["y": ["$anchor": "x", "allOf": [schema]]]],
            ["$dynamicRef": "#x", "$defs": ["y": ["$dynamicAnchor": "x", "allOf": [schema]]]],
            ["$ref": "other", "$defs": ["y": ["$id": "other", "allOf": [schema]]]], ["if": schema, "else": false],
            ["if": ["not": schema], "then": false], ["allOf": [schema, true, schema]], ["if": true, "then": schema],
        ]
    }

    @Test("Random schemas give the same answer however they are wrapped")
    func wrapping() throws {
        var schemas = RandomSchemas(seed: 31)
        var answers = [true: 0, false: 0]
        for _ in 0..<250 {
            let schema = schemas.schema()
            let instance = schemas.value()
            let expected = try isValid(schema, instance)
            answers[expected, default: 0] += 1
            for other in equivalents(of: schema) {
                #expect(try isValid(other, instance) == expected, "\(other.canonicalJSON) \(instance.canonicalJSON)")
            }
            #expect(try isValid(["not": schema], instance) != expected)
        }
        #expect(answers.values.allSatisfy { $0 > 50 }, "both answers occur often")
    }

    @Test("A schema applies to items and members as it applies to them alone")
    func parts() throws {
        var schemas = RandomSchemas(seed: 37)
        for _ in 0..<250 {
            let schema = schemas.schema()
            let (first, second) = (schemas.value(), schemas.value())
            let (one, two) = (try isValid(schema, first), try isValid(schema, second))
            #expect(try isValid(["items": schema], [first, second]) == (one && two))
            #expect(try isValid(["additionalProperties": schema], ["x": first, "y": second]) == (one && two))
            #expect(try isValid(["unevaluatedItems": schema], [first, second]) == (one && two))
            #expect(try isValid(["unevaluatedProperties": schema], ["x": first, "y": second]) == (one && two))
            #expect(try isValid(["contains": schema], [first, second]) == (one || two))
            #expect(try isValid(["contains": schema, "minContains": 2], [first, second]) == (one && two))
            #expect(
                try isValid(["contains": schema, "maxContains": 1, "minContains": 0], [first, second]) == !(one && two)
            )
            #expect(try isValid(["prefixItems": [true, schema]], [first, second]) == two)
            #expect(try isValid(["properties": ["y": schema]], ["x": first, "y": second]) == two)
            #expect(try isValid(["patternProperties": ["^y$": schema]], ["x": first, "y": second]) == two)
        }
    }

    @Test("The answer does not depend on how many violations are wanted, and each has a place in the value")
    func violationCount() throws {
        var schemas = RandomSchemas(seed: 41)
        for _ in 0..<500 {
            let schema = schemas.schema(4)
            let instance = schemas.value(4)
            let all = try Schema(schema).validate(instance)
            let one = try Schema(schema, limits: Schema.Limits(maxViolations: 1)).validate(instance)
            #expect(all.first == one.first || one.isEmpty == all.isEmpty)
            #expect(one.count == min(1, all.count))
            for violation in all {
                #expect(part(violation.instanceLocation, of: instance) != nil, "\(violation)")
                #expect(!violation.message.isEmpty)
                #expect(violation.keywordLocation.isEmpty || violation.keywordLocation.hasPrefix("/"))
            }
        }
    }

    /// What a JSON Pointer leads to.
    private func part(_ pointer: String, of value: Value) -> Value? {
        let keys = pointer.split(separator: "/").map { String($0) }
        return keys.reduce(Value?.some(value)) { part, key in part?[key] ?? Int(key).flatMap { part?[$0] } }
    }

    @Test("Schemas whose parts were exchanged at random compile or are refused, but never trap")
    func mutatedSchemas() throws {
        var schemas = RandomSchemas(seed: 43)
        var compiled = 0
        for _ in 0..<2_000 {
            let schema = mutate(schemas.schema(4), &schemas)
            for dialect in Schema.Dialect.allCases {
                do throws(AssayError) {
                    let schema = try Schema(schema, dialect: dialect)
                    compiled += 1
                    _ = schema.validate(schemas.value())
                } catch {
                    #expect(error.code == .invalidSchema)
                }
            }
        }
        #expect((500..<3_900).contains(compiled), "both outcomes occur often")
    }

    private func mutate(_ value: Value, _ schemas: inout RandomSchemas) -> Value {
        if schemas.below(12) == 0 { return schemas.value(1) }
        switch value {
        case .array(let elements): return .array(elements.map { mutate($0, &schemas) })
        case .object(let object):
            var changed = Object()
            for (key, value) in object { changed[key] = mutate(value, &schemas) }
            if schemas.below(6) == 0 {
                changed["$ref"] = .string(["#", "#/allOf/0", "#/properties/a", "x"][schemas.below(4)])
            }
            return .object(changed)
        default: return value
        }
    }
}
