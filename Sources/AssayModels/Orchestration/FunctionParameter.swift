public import AssayCore

/// One argument of a function a model may call.
public struct FunctionParameter: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// What it is, for the model.
    public var description: String
    /// Whether the model must give it.
    public var isRequired: Bool
    /// The JSON Schema of its values.
    public var schema: Value

    /// Describes an argument by a schema.
    public init(_ name: String, schema: Value, _ description: String = "", isRequired: Bool = true) {
        self.name = name
        self.schema = schema
        self.description = description
        self.isRequired = isRequired
    }

    /// Describes an argument of a plain type.
    public init(_ name: String, _ kind: Kind, _ description: String = "", isRequired: Bool = true) {
        self.init(name, schema: ["type": .string(kind.rawValue)], description, isRequired: isRequired)
    }

    /// The plain types.
    public enum Kind: String, Sendable, Hashable {
        /// Text.
        case string
        /// A whole number.
        case integer
        /// A number.
        case number
        /// True or false.
        case boolean
    }

    /// The schema of an object with these arguments and no others.
    static func schema(of parameters: [FunctionParameter]) -> Value {
        var properties: Object = [:]
        for parameter in parameters {
            var schema = parameter.schema.object ?? [:]
            if !parameter.description.isEmpty { schema["description"] = .string(parameter.description) }
            properties[parameter.name] = .object(schema)
        }
        return [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
            "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }),
        ]
    }
}
