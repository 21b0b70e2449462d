import AssayCore

/// Whether a schema keeps the rules under which OpenAI holds a model to it exactly.
///
/// The root is an object and no choice of several, every object names all its members as required and allows no others, and
/// only some keywords occur. A schema that does not is sent without `strict`, because with it the call is refused.
enum StrictSchema {
    static func fits(_ schema: Value) -> Bool {
        guard case .object(let root) = schema, root["type"] == "object", root["anyOf"] == nil else {
            return false
        }
        return check(schema)
    }

    private static let known: Set<String> = [
        "$schema", "$defs", "$ref", "definitions", "title", "description", "type", "enum", "const", "properties",
        "required",
        "additionalProperties", "items", "anyOf", "pattern", "format", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf", "minItems", "maxItems",
    ]

    private static func check(_ schema: Value) -> Bool {
        guard case .object(let object) = schema else { return false }
        return object.keys.allSatisfy(known.contains) && isClosed(object) && subschemas(object).allSatisfy(check)
    }

    private static func isClosed(_ schema: Object) -> Bool {
        let members = schema["properties"]?.object
        guard schema["type"] == "object" || members != nil else { return true }
        let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
        return schema["additionalProperties"] == false && Set(members?.keys.map { $0 } ?? []) == required
    }

    private static func subschemas(_ schema: Object) -> [Value] {
        let maps = ["properties", "$defs", "definitions"].compactMap { schema[$0]?.object?.values }
        return maps.flatMap { Array($0) } + (schema["anyOf"]?.array ?? []) + [schema["items"]].compactMap { $0 }
    }
}
