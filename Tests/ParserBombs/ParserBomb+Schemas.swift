internal import AssayCore

extension ParserBomb {
    private static func compiled(
        _ name: String,
        _ refusal: String?,
        _ schema: @escaping @Sendable () throws -> Value
    ) -> ParserBomb {
        ParserBomb("schema: " + name, refusal: refusal) {
            let schema = try schema()
            return { Self.refusal { _ = try Schema(schema) } }
        }
    }

    private static func applied(
        _ name: String,
        _ refusal: String?,
        _ schema: @escaping @Sendable () throws -> Value,
        to instance: @escaping @Sendable () throws -> Value
    ) -> ParserBomb {
        ParserBomb("schema: " + name, refusal: refusal) {
            let (schema, instance) = (try Schema(schema()), try instance())
            return { schema.validate(instance).first?.message }
        }
    }

    /// Definitions that refer to the next one, `width` times each.
    private static func chain(_ length: Int, width: Int) -> Value {
        var members: [(key: String, value: Value)] = [(key: "d\(length)", value: true)]
        for place in 0..<length {
            let next: Value = ["$ref": .string("#/$defs/d\(place + 1)")]
            members.append(("d\(place)", width == 1 ? next : ["allOf": .array(Array(repeating: next, count: width))]))
        }
        return ["$ref": "#/$defs/d0", "$defs": Object(members: members).map(Value.object) ?? nil]
    }

    private static func nested(_ opening: String, _ count: Int) throws -> Value {
        try Value(json: repeated(opening, count) + "{}" + repeated("}", count))
    }

    static let schemas: [ParserBomb] = [
        compiled("itself", "without going into the value") { ["anyOf": [["type": "string"], ["$ref": "#"]]] },
        compiled("a ring of definitions", "without going into the value") {
            ["$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]]]
        },
        compiled("a hundred thousand definitions", "at most 50000") { chain(100_000, width: 1) },
        compiled("a hostile pattern", "Invalid pattern") { ["pattern": .string(repeated("(", 4000))] },
        applied("work that doubles at each level", "steps and was stopped", { chain(60, width: 2) }, to: { 1 }),
        applied(
            "a chain of ten thousand references",
            "went through more than 256",
            { chain(10_000, width: 1) },
            to: { 1 }
        ),
        applied("negations as deep as JSON goes", "does not accept", { try nested("{\"not\":", 127) }, to: { 1 }),
        applied(
            "a pattern that backtracks",
            "too many steps",
            { ["pattern": "^(a+)+$"] },
            to: {
                .string(repeated("a", 50) + "!")
            }
        ),
        applied(
            "a hundred thousand items that must differ",
            nil,
            { ["uniqueItems": true] },
            to: {
                .array((0..<100_000).map { .array([.integer($0)]) })
            }
        ),
        applied("multiples of almost nothing", nil, { ["multipleOf": 1e-300] }, to: { 1.7e308 }),
        applied(
            "a value as deep as may be",
            "not allowed",
            { ["properties": ["a": ["$ref": "#"]], "additionalProperties": false] },
            to: {
                try Value(json: repeated("{\"a\":", 127) + "{\"b\":1}" + repeated("}", 127))
            }
        ),
    ]
}
