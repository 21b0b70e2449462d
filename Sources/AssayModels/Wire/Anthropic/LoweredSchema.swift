import AssayCore

/// A schema brought down to the keywords Anthropic holds a model to; with any other the call is refused.
///
/// What is lost is checked here when the answer is there. Objects allow no members but those they name.
/// Source: Anthropic's page on structured outputs, as of 2026.
struct LoweredSchema {
    /// The schema to send.
    private(set) var value: Value = .null
    /// The names of the keywords that were left out, sorted.
    var lost: [String] { lostNames.sorted() }

    private var lostNames: Set<String> = []

    init(_ schema: Value) { value = lower(schema) }

    private static let kept: Set<String> = [
        "type", "title", "description", "enum", "const", "default", "required", "$ref",
    ]
    private static let formats: Set<Value> = [
        "date-time", "date", "time", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
    ]

    private mutating func lower(_ schema: Value) -> Value {
        guard case .object(let object) = schema else { return schema }
        var lowered = Object()
        for (key, value) in object { lower(key, value, into: &lowered) }
        if object["type"] == "object" || object["properties"] != nil {
            lowered["additionalProperties"] = false
            if object["additionalProperties"] ?? false != false { lostNames.insert("additionalProperties") }
        }
        return .object(lowered)
    }

    private mutating func lower(_ key: String, _ value: Value, into lowered: inout Object) {
        switch key {
        case "$schema", "$id", "$comment", "additionalProperties": break
        case "properties", "$defs", "definitions": lowered[key] = .object(members(value.object ?? [:]))
        case "items": lowered[key] = lower(value)
        case "anyOf", "allOf": lowered[key] = .array((value.array ?? []).map { lower($0) })
        case "oneOf": lowered["anyOf"] = .array((value.array ?? []).map { lower($0) })
        case "minItems" where value == 0 || value == 1: lowered[key] = value
        case "format" where Self.formats.contains(value): lowered[key] = value
        case _ where Self.kept.contains(key): lowered[key] = value
        default: lostNames.insert(key)
        }
    }

    private mutating func members(_ object: Object) -> Object {
        var lowered = Object()
        for (name, schema) in object { lowered[name] = lower(schema) }
        return lowered
    }
}
