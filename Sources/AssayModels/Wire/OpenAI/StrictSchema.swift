import AssayCore

/// Whether a schema keeps the rules under which OpenAI holds a model to it exactly.
///
/// Every object names all its members as required and allows no others. A schema that does not is sent without `strict`,
/// because with it the call is refused.
enum StrictSchema {
    static func fits(_ schema: Value) -> Bool {
        guard case .object(let root) = schema, root["type"] == "object" else { return false }
        return check(schema)
    }

    private static func check(_ schema: Value) -> Bool {
        guard case .object(let object) = schema else { return false }
        return isClosed(object) && subschemas(object).allSatisfy(check)
    }

    private static func isClosed(_ schema: Object) -> Bool {
        let members = schema["properties"]?.object
        guard schema["type"] == "object" || members != nil else { return true }
        let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
        return schema["additionalProperties"] == false && Set(members?.keys.map { $0 } ?? []) == required
    }

    private static func subschemas(_ schema: Object) -> [Value] {
        let maps = ["properties", "$defs", "definitions"].compactMap { schema[$0]?.object?.values }
        let lists = ["anyOf", "allOf", "oneOf", "prefixItems"].compactMap { schema[$0]?.array }
        return maps.flatMap { Array($0) } + lists.flatMap { $0 } + [schema["items"]].compactMap { $0 }
    }
}
