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
    /// Where the schemas inside a schema stand, by keyword.
    struct Keywords: Sendable {
        /// Keywords whose value is a schema.
        let schemas: Set<String>
        /// Keywords whose value is a list of schemas; in draft-07 `items` may be one.
        let lists: Set<String>
        /// Keywords whose value maps names to schemas; in draft-07 `dependencies` may also hold lists of names.
        let maps: Set<String>
    }

    /// The keywords of the dialect that hold schemas.
    var keywords: Keywords { self == .draft7 ? Self.draft7Keywords : Self.draft2020Keywords }

    private static let draft7Keywords = Keywords(
        schemas: [
            "additionalItems", "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else",
            "not",
        ],
        lists: ["allOf", "anyOf", "oneOf", "items"],
        maps: ["definitions", "properties", "patternProperties", "dependencies"]
    )

    private static let draft2020Keywords = Keywords(
        schemas: [
            "items", "contains", "additionalProperties", "propertyNames", "if", "then", "else", "not",
            "unevaluatedItems", "unevaluatedProperties", "contentSchema",
        ],
        lists: ["allOf", "anyOf", "oneOf", "prefixItems"],
        maps: ["$defs", "definitions", "properties", "patternProperties", "dependentSchemas"]
    )
}
