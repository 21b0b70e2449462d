internal import AssayCore

/// Writes JSON Schemas of objects that allow no other members.
enum SchemaObject {
    static func of(_ properties: [(name: String, schema: Object, isRequired: Bool)]) -> Object {
        var members = Object()
        for property in properties { members[property.name] = .object(property.schema) }
        let required = properties.filter(\.isRequired).map { Value.string($0.name) }
        var schema: Object = ["type": "object", "properties": .object(members), "additionalProperties": false]
        if !required.isEmpty { schema["required"] = .array(required) }
        return schema
    }
}
