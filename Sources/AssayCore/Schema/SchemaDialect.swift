extension Schema {
    /// A version of JSON Schema.
    public enum Dialect: Sendable, Hashable, CaseIterable {
        /// Draft-07, of 2018.
        case draft7
        /// Draft 2020-12.
        case draft2020_12

        /// The URI that `$schema` names it by.
        public var uri: String {
            switch self {
            case .draft7: "http://json-schema.org/draft-07/schema#"
            case .draft2020_12: "https://json-schema.org/draft/2020-12/schema"
            }
        }

        /// The dialect that a `$schema` names, with or without an empty fragment; `nil` for any other.
        init?(uri: String) {
            switch uri {
            case "http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-07/schema": self = .draft7
            case "https://json-schema.org/draft-07/schema#", "https://json-schema.org/draft-07/schema": self = .draft7
            case "https://json-schema.org/draft/2020-12/schema#": self = .draft2020_12
            case "https://json-schema.org/draft/2020-12/schema": self = .draft2020_12
            default: return nil
            }
        }
    }
}

extension Schema.Dialect {
    /// Keywords whose value is a schema.
    var schemaKeywords: [String] {
        switch self {
        case .draft7:
            [
                "additionalItems", "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else",
                "not",
            ]
        case .draft2020_12:
            [
                "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not",
                "unevaluatedItems", "unevaluatedProperties", "contentSchema",
            ]
        }
    }

    /// Keywords whose value is a list of schemas; in draft-07 `items` may be one.
    var listKeywords: [String] {
        ["allOf", "anyOf", "oneOf", self == .draft7 ? "items" : "prefixItems"]
    }

    /// Keywords whose value maps names to schemas; in draft-07 `dependencies` may also hold lists of names.
    var mapKeywords: [String] {
        switch self {
        case .draft7: ["definitions", "properties", "patternProperties", "dependencies"]
        case .draft2020_12: ["$defs", "definitions", "properties", "patternProperties", "dependentSchemas"]
        }
    }
}
